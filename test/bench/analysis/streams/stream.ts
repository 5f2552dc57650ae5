import { BINS } from "./latency-model.ts";

/** The finest time that is told apart: an error is known to have been in one of these. */
export const CELL_MS = 10_000;
export const CELLS_A_MINUTE = 60_000 / CELL_MS;

/** How long a time before the candidate is known: what a store of metrics keeps and more. */
export const PAST_MINUTES = 60;

/** What one release did, cell by cell, and minute by minute. */
export interface ArmCounts {
  readonly requests: Int32Array;
  readonly errors: Int32Array;
  /** `latency[cell * BINS + bin]`. */
  readonly latency: Int32Array;
}

/** A group of requests, at two grains of time. */
export interface Arm {
  readonly cells: ArmCounts;
  readonly minutes: ArmCounts;
}

/** What every judge sees of one run. */
export interface Stream {
  readonly minutes: number;
  readonly candidate: Arm;
  /** All of stable, of which the baseline is as large as the candidate: what a judge that wants equal sizes compares with. */
  readonly stable: Arm;
  readonly baseline: Arm;
  /** Stable alone, for a time before the candidate came. */
  readonly past: ArmCounts;
  /** Harmed requests of the candidate up to the end of each cell. */
  readonly harmed: Int32Array;
}

/** Room for a run; it is used again for the next. */
export function emptyStream(minutes: number): Stream {
  const arm = (): Arm => ({ cells: counts(minutes * CELLS_A_MINUTE), minutes: counts(minutes) });
  return {
    minutes,
    candidate: arm(),
    stable: arm(),
    baseline: arm(),
    past: counts(PAST_MINUTES * CELLS_A_MINUTE),
    harmed: new Int32Array(minutes * CELLS_A_MINUTE),
  };
}

function counts(size: number): ArmCounts {
  return {
    requests: new Int32Array(size),
    errors: new Int32Array(size),
    latency: new Int32Array(size * BINS),
  };
}
