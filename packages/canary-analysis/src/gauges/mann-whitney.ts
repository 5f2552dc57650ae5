import { findRoot } from "./brent-root.ts";
import { comparePairs } from "./pairs-above.ts";
import { ascending } from "./samples.ts";

/** By how much one sample lies above another: the Hodges-Lehmann estimate with its interval. */
export interface Shift {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The shift of `values` against `others` by the two-sided Mann-Whitney test: the estimate is the shift at which the test sees no
 * difference, the interval all shifts it does not reject `deviations` standard deviations out (2.33 for 98 %). By the normal
 * approximation, corrected for ties and for continuity, as R's `wilcox.test(exact = FALSE, conf.int = TRUE)` and Kayenta have it.
 * `undefined` where nothing can be told: all values tied, one value against one, a difference beyond what a double can hold.
 */
export function estimateShift(
  values: readonly number[],
  others: readonly number[],
  deviations: number,
): Shift | undefined {
  if (values.length + others.length < 3) return undefined;
  const sorted = ascending(values);
  const sortedOthers = ascending(others);
  const low = (sorted[0] ?? Number.NaN) - (sortedOthers.at(-1) ?? Number.NaN);
  const high = (sorted.at(-1) ?? Number.NaN) - (sortedOthers[0] ?? Number.NaN);
  if (!(Number.isFinite(low) && Number.isFinite(high))) return undefined;
  const statistic = (shift: number): number => standardized(sorted, sortedOthers, shift);
  const atLow = statistic(low);
  const atHigh = statistic(high);
  if (!(Number.isFinite(atLow) && Number.isFinite(atHigh))) return undefined;
  const rootAt = (quantile: number): number =>
    findRoot((shift) => statistic(shift) - quantile, low, high, atLow - quantile, atHigh - quantile);
  const endAt = (quantile: number): number => {
    // With few values no shift at all is rejected: the interval ends where the samples do.
    if (atLow <= quantile) return low;
    return atHigh >= quantile ? high : rootAt(quantile);
  };
  const shift = { estimate: rootAt(0), low: endAt(deviations), high: endAt(-deviations) };
  return Object.values(shift).every(Number.isFinite) ? shift : undefined;
}

/** The U statistic after `shift` was taken off the values, in standard deviations from its mean; not finite where all are tied. */
export function standardized(
  sorted: readonly number[],
  sortedOthers: readonly number[],
  shift: number,
): number {
  const own = sorted.length;
  const other = sortedOthers.length;
  const total = own + other;
  const { above, ties } = comparePairs(sorted, sortedOthers, shift);
  const distance = above - (own * other) / 2;
  const deviation = Math.sqrt(((own * other) / 12) * (total + 1 - ties / (total * (total - 1))));
  return (distance - Math.sign(distance) * 0.5) / deviation;
}
