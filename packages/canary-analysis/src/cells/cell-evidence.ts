import { logWeightedMean } from "../numeric/log-mean.ts";
import { betOnCell, logOfBets, NO_BETS, type ShareBets } from "./share-bets.ts";
import { beginSingles, betOnSingles, logOfSingles, type SingleBets } from "./single-bets.ts";
import { joinWindows, type TimedCounts } from "./timed-counts.ts";

/** Evidence from bets on cells of time that the candidate is worse than tolerated. Plain JSON. */
export interface CellEvidence {
  /** Bets that hold whatever bursts there are. */
  readonly bets: ShareBets;
  /** Bets that know how many bad requests have one cause; `undefined` while nobody knows. */
  readonly singles?: SingleBets | undefined;
  /** Windows that are not a whole cell yet. */
  readonly open?: TimedCounts | undefined;
  /** On a cell that begins earlier no bet is made that has to hold whatever bursts there are. */
  readonly quietUntilMs?: number | undefined;
}

/** A cell so many times as long as a burst is hardly touched by one that began before it. */
const LONG_CELL = 6;

/** Before the first window. */
export const NO_CELLS: CellEvidence = { bets: NO_BETS };

/**
 * Adds a window; those shorter than `burstMs` are gathered into cells of at least that length. `perCause`: how many bad requests have one
 * cause, as known before the window; `undefined`: not known.
 *
 * A burst that goes on into the next cell would count twice, and always for the release it hit. So after a cell in which the candidate
 * had bad requests, one burst's length is left out without being looked at; after a cell without any there is nothing of it that could
 * go on, and what goes on of stable only makes a bet against the candidate less likely to win. Bets that know the size of causes need no
 * such pause. Made for the first time, they go on with what was won until then, which is as good as having stopped there and begun anew.
 */
export function addToCells(
  tolerance: number,
  burstMs: number,
  evidence: CellEvidence,
  window: TimedCounts,
  perCause: number | undefined,
): CellEvidence {
  const { bets, singles, quietUntilMs } = evidence;
  const cell = evidence.open === undefined ? window : joinWindows(evidence.open, window);
  const lengthMs = cell.toMs - cell.fromMs;
  if (lengthMs < burstMs) return { ...evidence, open: cell };
  const known =
    perCause === undefined
      ? singles
      : betOnSingles(tolerance, perCause, singles ?? beginSingles(logOfBets(bets), perCause), cell);
  const more = known === undefined ? {} : { singles: known };
  if (quietUntilMs !== undefined && cell.fromMs < quietUntilMs) return { bets, quietUntilMs, ...more };
  const next = betOnCell(tolerance, bets, cell);
  const isQuiet = cell.candidate.bad > 0 && lengthMs < LONG_CELL * burstMs;
  return { bets: next, ...(isQuiet ? { quietUntilMs: cell.toMs + burstMs } : {}), ...more };
}

/**
 * Log of the evidence. `doubt`: how many times as large causes may be as was thought when the bets were made (see {@link doubtOf}).
 */
export function logOfCells({ bets, singles }: CellEvidence, doubt: number): number {
  const logOfShares = logOfBets(bets);
  if (singles === undefined) return logOfShares;
  return logWeightedMean([
    { weight: 1 - singles.part, logEvidence: logOfShares },
    { weight: singles.part, logEvidence: logOfSingles(singles) / doubt },
  ]);
}
