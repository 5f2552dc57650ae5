import type { CountWindow } from "../counts/count-window.ts";
import { logTilt } from "../numeric/hypergeometric.ts";
import { logMean, roundedDown } from "../numeric/log-mean.ts";
import { partOf } from "./share-bets.ts";

/** Bets that know how many bad requests have one cause. Plain JSON. */
export interface SingleBets {
  /** Logs of what the bet on each ratio has become. */
  readonly logs: readonly number[];
  /** Part of the whole stake that is on these bets, since they began; the rest is on those that need not know. */
  readonly part: number;
  /** The last cell had more for most bets than they may win: a burst, perhaps, that is not over. */
  readonly wasLimited?: true | undefined;
}

/** Where causes are about single requests, these bets are by far the quicker ones; else hardly so, and they rest on an estimate. */
const PARTS = { ofSingle: 0.8, ofBursts: 0.25 };
/** What may be won of the logs in the cell after a limited one: a burst that lies in both wins half as much again, and not twice. */
const PART_AFTER_LIMIT = 0.5;
/** Bad requests of a cause from which on they count as bursts. */
export const BURSTS_FROM = 2;

/** Ratios that are bet on, over the one that is tolerated. */
const RATIOS = [1.5, 3, 8, 30];

/** Bets that go on from what was won before them, by its log. */
export function beginSingles(log: number, perCause: number): SingleBets {
  return {
    logs: RATIOS.map(() => log),
    part: perCause < BURSTS_FROM ? PARTS.ofSingle : PARTS.ofBursts,
  };
}

/** Bets on a cell that the candidate is worse than tolerated, when `perCause` bad requests have one cause. */
export function betOnSingles(
  tolerance: number,
  perCause: number,
  bets: SingleBets,
  cell: CountWindow,
): SingleBets {
  const bad = cell.candidate.bad + cell.stable.bad;
  if (cell.candidate.requests === 0 || cell.stable.requests === 0) return bets;
  if (bad === 0) return { logs: bets.logs, part: bets.part };
  const gains = gainsOfSingles(tolerance, perCause, cell);
  const part = bets.wasLimited === true ? PART_AFTER_LIMIT : 1;
  const logs = bets.logs.map((log, index) => {
    const { gain, most } = gains[index] ?? { gain: 0, most: 0 };
    return roundedDown(log + Math.min(gain, part * most));
  });
  const isLimited = gains.filter(({ gain, most }) => gain > most).length > gains.length / 2;
  return { logs, part: bets.part, ...(isLimited ? { wasLimited: true } : {}) };
}

/**
 * What each bet would add to the log of the evidence in a cell with bad requests, and requests of both, and what it may add at most.
 *
 * The likelihood ratio of single requests (see {@link addWindow}) to the power `1 / perCause`: about that of the causes. It wins at most
 * what leaves its mean at 1 also when all bad requests of the cell have one cause after all: with the probability `fair` that cause is the
 * candidate's, else the bet becomes what it does when stable has all. So a kind of burst that stable never showed wins little more than it
 * would lose, and only even failures, cell after cell, make much of it.
 */
export function gainsOfSingles(
  tolerance: number,
  perCause: number,
  cell: CountWindow,
): readonly { readonly gain: number; readonly most: number }[] {
  const { candidate, stable } = cell;
  const margins = {
    candidate: candidate.requests,
    stable: stable.requests,
    marked: candidate.bad + stable.bad,
  };
  const fair = partOf(tolerance, cell);
  const ofNull = logTilt(margins, Math.log(tolerance));
  return RATIOS.map((ratio) => {
    const allOfStable = (ofNull - logTilt(margins, Math.log(ratio * tolerance))) / perCause;
    const gain = allOfStable + (candidate.bad * Math.log(ratio)) / perCause;
    const most = Math.log((1 - (1 - fair) * Math.exp(allOfStable)) / fair);
    return { gain, most };
  });
}

/** Log of the evidence: of the mean over the bets. */
export function logOfSingles({ logs }: SingleBets): number {
  return logMean(logs);
}
