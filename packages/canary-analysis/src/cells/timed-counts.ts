import type { CountWindow, ReleaseCounts } from "../counts/count-window.ts";

/** A window with its time, milliseconds since the epoch. */
export interface TimedCounts extends CountWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Two windows as one, from the beginning of the first to the end of the second. */
export function joinWindows(one: TimedCounts, next: TimedCounts): TimedCounts {
  return {
    fromMs: one.fromMs,
    toMs: next.toMs,
    candidate: addCounts(one.candidate, next.candidate),
    stable: addCounts(one.stable, next.stable),
  };
}

/** The counts of both windows. */
export function addCounts(one: ReleaseCounts, next: ReleaseCounts): ReleaseCounts {
  return { requests: one.requests + next.requests, bad: one.bad + next.bad };
}
