/*
 * Logarithms of binomial probabilities without cancellation, after C. Loader, "Fast and Accurate Computation of Binomial
 * Probabilities" (2000): the distance to Stirling's formula and to the mean are computed by themselves, so that a result near 0
 * keeps its digits for counts of any size.
 */

const HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);
/** Below, a factorial is exact in a double; above, five terms of the series are exact to 1e-16. */
const LARGEST_TABLED = 15;

const TABLED = tabled();

/** `log P(X = hits)` for `X ~ Binomial(trials, share)`; counts are whole and not negative, `0 <= share <= 1`. */
export function logBinomial(hits: number, trials: number, share: number): number {
  if (hits < 0 || hits > trials) return Number.NEGATIVE_INFINITY;
  if (share <= 0) return hits === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (share >= 1) return hits === trials ? 0 : Number.NEGATIVE_INFINITY;
  if (hits === 0) return trials * Math.log1p(-share);
  if (hits === trials) return trials * Math.log(share);
  const misses = trials - hits;
  const distance =
    stirlingError(trials) -
    stirlingError(hits) -
    stirlingError(misses) -
    deviance(hits, trials * share) -
    deviance(misses, trials * (1 - share));
  // Divided one by one: the product of two counts may be too large for its digits.
  return distance - HALF_LOG_2_PI + 0.5 * Math.log(trials / hits / misses);
}

/** `log n! - log(sqrt(2 pi n) (n/e)^n)`, for whole `n >= 1`. */
function stirlingError(n: number): number {
  if (n <= LARGEST_TABLED) return TABLED[n] ?? 0;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

function tabled(): readonly number[] {
  const errors = [0];
  let factorial = 1;
  for (let n = 1; n <= LARGEST_TABLED; n += 1) {
    factorial *= n;
    errors.push(Math.log(factorial) - ((n + 0.5) * Math.log(n) - n + HALF_LOG_2_PI));
  }
  return errors;
}

/** `count log(count / mean) + mean - count`, also where the two are nearly the same. */
function deviance(count: number, mean: number): number {
  if (Math.abs(count - mean) >= 0.1 * (count + mean)) return count * Math.log(count / mean) + mean - count;
  const v = (count - mean) / (count + mean);
  let sum = (count - mean) * v;
  let power = 2 * count * v;
  for (let n = 3; ; n += 2) {
    power *= v * v;
    const next = sum + power / n;
    if (next === sum) return sum;
    sum = next;
  }
}
