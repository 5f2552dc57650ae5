import { betOnCell, logOfBets, NO_BETS, type ShareBets } from "./share-bets.ts";
import { joinWindows, type TimedCounts } from "./timed-counts.ts";

/** Evidence from bets on cells of time that the candidate is worse than tolerated. Plain JSON. */
export interface CellEvidence {
  readonly bets: ShareBets;
  /** Windows that are not a whole cell yet. */
  readonly open?: TimedCounts | undefined;
  /** A cell that begins earlier is left out. */
  readonly quietUntilMs?: number | undefined;
}

/** A cell so many times as long as a burst is hardly touched by one that began before it. */
const LONG_CELL = 6;

/** Before the first window. */
export const NO_CELLS: CellEvidence = { bets: NO_BETS };

/**
 * Adds a window; those shorter than `burstMs` are gathered into cells of at least that length.
 *
 * A burst that goes on into the next cell would count twice, and always for the release it hit. So after a cell in which the candidate
 * had bad requests, one burst's length is left out without being looked at; after a cell without any there is nothing of it that could
 * go on, and what goes on of stable only makes a bet against the candidate less likely to win.
 */
export function addToCells(
  tolerance: number,
  burstMs: number,
  evidence: CellEvidence,
  window: TimedCounts,
): CellEvidence {
  const { bets, quietUntilMs } = evidence;
  const cell = evidence.open === undefined ? window : joinWindows(evidence.open, window);
  if (quietUntilMs !== undefined && cell.fromMs < quietUntilMs) return { bets, quietUntilMs };
  const lengthMs = cell.toMs - cell.fromMs;
  if (lengthMs < burstMs) return { bets, open: cell };
  const isQuiet = cell.candidate.bad > 0 && lengthMs < LONG_CELL * burstMs;
  const next = betOnCell(tolerance, bets, cell);
  return isQuiet ? { bets: next, quietUntilMs: cell.toMs + burstMs } : { bets: next };
}

/** Log of the evidence. */
export function logOfCells({ bets }: CellEvidence): number {
  return logOfBets(bets);
}
