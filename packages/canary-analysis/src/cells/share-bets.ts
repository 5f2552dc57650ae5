import type { CountWindow } from "../counts/count-window.ts";
import { logMean, roundedDown } from "../numeric/log-mean.ts";

/** Logs of what each bet has become; all 0 before the first cell. */
export type ShareBets = readonly number[];

interface Bet {
  /** Ratio of the rates that is bet on, over the one that is tolerated. */
  readonly ratio: number;
  /** How many bad requests are thought to have one cause. */
  readonly burst: number;
}

/** A bet on a ratio is best for that ratio and nearly as good around it; a mean over few costs little. */
const RATIOS = [1.5, 3, 12];
/** Single requests, and bursts: how bold a bet may be depends on how many causes a cell holds. */
const BURSTS = [1, 8];
const BETS: readonly Bet[] = RATIOS.flatMap((ratio) => BURSTS.map((burst) => ({ ratio, burst })));

/** What is never staked, so that no single cell can take all. */
const KEPT = 0.02;

/** Before the first cell. */
export const NO_BETS: ShareBets = BETS.map(() => 0);

/**
 * Bets on a cell that the candidate is worse than tolerated: each multiplies by `1 + stake (share - fair)`, where `share` is the
 * candidate's part of all bad requests.
 *
 * Say each cause hits the candidate with the probability `fair`. Whatever sizes the bursts of the cell have, the mean of `share` is
 * then `fair`: bursts make it uncertain, never biased. The factor is linear in `share`, so its mean is 1, and less for every smaller
 * probability: the mean of the products is a nonnegative supermartingale (Ville's inequality as for {@link addWindow}).
 * The stake may depend on the number of bad requests and on the requests of both, since under the null these say nothing of whose the
 * bad ones are. It is Kelly's for two outcomes: with `m` causes and the hoped share `q`, none is the candidate's with probability
 * `(1 - q)^m`, and otherwise its share is `u = q / (1 - (1 - q)^m)`; growth is largest at `(q - fair) / (fair (u - fair))`. For one cause
 * that is the likelihood ratio itself, and for many it is all there is.
 */
export function betOnCell(tolerance: number, bets: ShareBets, cell: CountWindow): ShareBets {
  const bad = cell.candidate.bad + cell.stable.bad;
  if (bad === 0 || cell.candidate.requests === 0 || cell.stable.requests === 0) return bets;
  const gains = gainsOfBets(tolerance, cell);
  return bets.map((log, index) => roundedDown(log + (gains[index] ?? 0)));
}

/** What each bet adds to the log of the evidence in a cell with bad requests, and requests of both. */
export function gainsOfBets(tolerance: number, cell: CountWindow): readonly number[] {
  const { candidate, stable } = cell;
  const bad = candidate.bad + stable.bad;
  const fair = partOf(tolerance, cell);
  return BETS.map(({ ratio, burst }) => {
    const hoped = partOf(ratio * tolerance, cell);
    const causes = Math.max(1, bad / burst);
    // The share that is hoped for where the candidate has a bad request at all.
    const hit = hoped / (1 - (1 - hoped) ** causes);
    const stake = Math.min((hoped - fair) / (fair * (hit - fair)), (1 - KEPT) / fair);
    return Math.log1p(stake * (candidate.bad / bad - fair));
  });
}

/** Log of the evidence: of the mean over the bets. */
export function logOfBets(bets: ShareBets): number {
  return logMean(bets);
}

/**
 * The part of the bad requests that is the candidate's, at most, when its odds of a bad one are `ratio` times stable's: its part of all
 * requests at 1, about `ratio * candidate / (ratio * candidate + stable)` while few are bad.
 *
 * The number X follows Fisher's noncentral hypergeometric distribution, for which `E[X (stable - bad + X)] = ratio E[(candidate - X)
 * (bad - X)]`. X is a sum of independent indicators (its generating function has real roots only; W. Harkness, 1965), so that `E[X^2] <=
 * mean^2 + mean (1 - mean / bad)`. Together they bound the mean by the smaller root of a quadratic.
 */
export function partOf(ratio: number, { candidate, stable }: CountWindow): number {
  const bad = candidate.bad + stable.bad;
  const a = (ratio - 1) * (1 - 1 / bad);
  const b = stable.requests + ratio * candidate.requests + (ratio - 1) * (bad - 1);
  const c = ratio * candidate.requests * bad;
  // Written so that the root keeps its digits where `a` is next to 0.
  return (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c))) / bad;
}
