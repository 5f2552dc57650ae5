import type { CheckCriteria } from "./health-report.ts";
import type { ProbeSample } from "./types.ts";

/** Why a check is lost before the time is up. */
export interface Trip {
  readonly reason: "critical_failure" | "consecutive_failures";
  /** The failure that completed it. */
  readonly sample: ProbeSample;
  /** Failures in a row up to it. */
  readonly run: number;
}

/**
 * Finds what ends a check early: one failure of a critical check, or `max` failures in a row. `slots` are its samples in
 * the order in which they were due; `undefined` (no answer yet) ends a row, an unknown sample neither adds nor ends one.
 */
export function findTrip(
  slots: readonly (ProbeSample | undefined)[],
  criteria: CheckCriteria,
  max: number,
): Trip | undefined {
  const settledFrom = criteria.expectsVersion === undefined ? 0 : switchedOverAt(slots, criteria);
  let run = 0;
  for (const [index, sample] of slots.entries()) {
    if (sample === undefined || sample.result === "healthy") run = 0;
    if (sample?.result !== "unhealthy") continue;
    run += 1;
    const isExcused = sample.reason === "version_mismatch" && index < settledFrom;
    if (criteria.critical && !isExcused) return { reason: "critical_failure", sample, run };
    if (run >= max) return { reason: "consecutive_failures", sample, run };
  }
  return undefined;
}

/**
 * Index of the first of the `consecutive` replies in a row that say the expected version; the number of slots while
 * there are none. Until then an old instance may still be answering; from then on it must not. A sample without any
 * version (a time-out) is no reply.
 */
export function switchedOverAt(
  slots: readonly (ProbeSample | undefined)[],
  { expectsVersion }: CheckCriteria,
): number {
  let first = 0;
  let run = 0;
  for (const [index, sample] of slots.entries()) {
    if (sample?.version === undefined) continue;
    if (sample.version !== expectsVersion?.expected) {
      run = 0;
      continue;
    }
    if (run === 0) first = index;
    run += 1;
    if (run >= expectsVersion.consecutive) return first;
  }
  return slots.length;
}

/** The longest row of unhealthy samples; unknown ones neither add nor end it. */
export function longestFailureRun(samples: readonly ProbeSample[]): number {
  let longest = 0;
  let run = 0;
  for (const { result } of samples) {
    if (result === "healthy") run = 0;
    if (result === "unhealthy") run += 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
