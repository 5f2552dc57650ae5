import { binomialCdf } from "./binomial.ts";

/** Ranks (1 = smallest) of the order statistics around a quantile; `undefined` where n is too small for that side. */
export interface QuantileInterval {
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/** The nearest-rank percentile (0 < percentile <= 100) of ascending values; `undefined` of nothing. */
export function nearestRank(ascending: readonly number[], percentile: number): number | undefined {
  // 1e-9 undoes the representation error of products such as 0.95 * 20.
  const rank = Math.ceil((percentile / 100) * ascending.length - 1e-9);
  return ascending[Math.max(1, rank) - 1];
}

/**
 * The distribution-free two-sided interval of a percentile from n values, as ranks. Each of its ends alone is a
 * one-sided bound of (1 + confidence) / 2, so 0.9 gives one-sided 95 % bounds.
 */
export function quantileInterval(n: number, percentile: number, confidence = 0.95): QuantileInterval {
  const p = percentile / 100;
  const side = (1 - confidence) / 2;
  let lower: number | undefined;
  let upper: number | undefined;
  for (let rank = 1; rank <= n; rank += 1) {
    const below = binomialCdf(rank - 1, n, p);
    if (below <= side + 1e-12) lower = rank;
    if (below >= 1 - side - 1e-12) {
      upper = rank;
      break;
    }
  }
  return { lower, upper };
}

/** Fewest values whose largest is, one-sided, not below the percentile: 59 for p95, 299 for p99 at 95 %. */
export function minimumSamples(percentile: number, confidence = 0.95): number {
  if (percentile >= 100) return Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil(Math.log(1 - confidence) / Math.log(percentile / 100)));
}
