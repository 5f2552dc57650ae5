import { BINS, BOUNDS_MS } from "../streams/latency-model.ts";
import type { ArmCounts } from "../streams/stream.ts";

/** A quantile as Prometheus's `histogram_quantile` has it: linear in its bucket; not a number without requests. */
export function quantileMs(counts: ArmCounts, at: number, quantile: number): number {
  let total = 0;
  for (let bin = 0; bin < BINS; bin += 1) total += counts.latency[at * BINS + bin] ?? 0;
  if (total === 0) return Number.NaN;
  let left = quantile * total;
  for (let bin = 0; bin < BINS; bin += 1) {
    const hits = counts.latency[at * BINS + bin] ?? 0;
    const low = bin === 0 ? 0 : (BOUNDS_MS[bin - 1] ?? 0);
    if (left <= hits) return low + ((BOUNDS_MS[bin] ?? low) - low) * (hits === 0 ? 0 : left / hits);
    left -= hits;
  }
  return BOUNDS_MS.at(-1) ?? 0;
}

/** Requests slower than a bound. */
export function slowerThan(counts: ArmCounts, at: number, boundMs: number): number {
  let slow = 0;
  for (let bin = BOUNDS_MS.indexOf(boundMs) + 1; bin < BINS; bin += 1)
    slow += counts.latency[at * BINS + bin] ?? 0;
  return slow;
}
