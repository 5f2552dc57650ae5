import type { GaugeRule } from "./gauge-types.ts";

/** Numbers in ascending order, in a new array. */
export function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/**
 * The values that can be compared: what is not a number is taken out or becomes 0, and an infinite one, which no mean and no
 * difference can be taken of, is always taken out.
 */
export function comparable(
  values: readonly number[],
  nanStrategy: GaugeRule["nanStrategy"],
): readonly number[] {
  const known = nanStrategy === "replace" ? values.map((value) => (Number.isNaN(value) ? 0 : value)) : values;
  return known.filter((value) => Number.isFinite(value));
}

/**
 * The values without those further than `factor` interquartile ranges outside the quartiles. The fences are never inside the first
 * and the last percentile, so that of hardly varying values no more than the very ends are lost (Kayenta's `reduceSensitivity`).
 */
export function withoutOutliers(values: readonly number[], factor: number): readonly number[] {
  const sorted = ascending(values);
  const lowerQuartile = quantile(sorted, 0.25);
  const upperQuartile = quantile(sorted, 0.75);
  const reach = factor * (upperQuartile - lowerQuartile);
  const low = Math.min(quantile(sorted, 0.01), lowerQuartile - reach);
  const high = Math.max(quantile(sorted, 0.99), upperQuartile + reach);
  return values.filter((value) => value >= low && value <= high);
}

/** The quantile (0 to 1) of ascending values, linear between the two nearest (type 7 of Hyndman and Fan); NaN of none. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (position - Math.floor(position)) * (above - below);
}

/** The mean, with the rounding error of the first pass taken out by a second; NaN of none. */
export function mean(values: readonly number[]): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}
