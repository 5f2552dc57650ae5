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
 * Say the candidate's rate of bad requests is `tolerance` times stable's. Then a cause hits the candidate with the probability `fair`,
 * and whatever sizes the bursts of the cell have, the mean of `share` is `fair`: bursts make it uncertain, never biased. The factor
 * is linear in `share`, so its mean is 1, and less for every smaller ratio: the mean of the products is a nonnegative supermartingale
 * (Ville's inequality as for {@link addWindow}). For single requests, whose share is that of Fisher's noncentral hypergeometric
 * distribution, `E[X (stable - bad + X)] = tolerance E[(candidate - X)(bad - X)]` and `E[X^2] <= bad E[X]` give the same bound.
 * The stake may depend on the number of bad requests and on the requests of both, since under the null these say nothing of whose the
 * bad ones are. It is about Kelly's: `d / (variance + d^2)` for an expected advantage `d` (I. Waudby-Smith and A. Ramdas, "Estimating
 * means of bounded random variables by betting", 2024).
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
    const ahead = partOf(ratio * tolerance, cell) - fair;
    const causes = Math.max(1, bad / burst);
    const stake = Math.min(ahead / ((fair * (1 - fair)) / causes + ahead * ahead), (1 - KEPT) / fair);
    return Math.log1p(stake * (candidate.bad / bad - fair));
  });
}

/** Log of the evidence: of the mean over the bets. */
export function logOfBets(bets: ShareBets): number {
  return logMean(bets);
}

/** The part of the causes that a ratio of the rates gives the candidate. */
function partOf(ratio: number, { candidate, stable }: CountWindow): number {
  return (ratio * candidate.requests) / (ratio * candidate.requests + stable.requests);
}
