/** Part of a number of runs with its 95 % interval (E. B. Wilson, 1927). */
export interface Part {
  readonly hits: number;
  readonly runs: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

export function partOf(hits: number, runs: number): Part {
  const share = hits / runs;
  const shrunk = 1 + Z ** 2 / runs;
  const centre = (share + Z ** 2 / (2 * runs)) / shrunk;
  const half = (Z / shrunk) * Math.sqrt((share * (1 - share)) / runs + Z ** 2 / (4 * runs ** 2));
  // At either end the formula gives the end itself but for rounding.
  const low = hits === 0 ? 0 : centre - half;
  const high = hits === runs ? 1 : centre + half;
  return { hits, runs, share, low, high };
}

/** The smallest value that at least a part of the values do not exceed; not a number of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
