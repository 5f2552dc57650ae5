/** P(X <= k) of a binomial distribution with n trials of probability p. Exact up to rounding. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  // Summing away from the mode keeps every term below the first one, so that nothing that counts is lost.
  return k < n * p ? sumTail(k, n, p) : 1 - sumTail(n - k - 1, n, 1 - p);
}

/** P(X <= k) for k below the mean: terms k, k-1, … fall. */
function sumTail(k: number, n: number, p: number): number {
  let term = Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  let sum = term;
  for (let j = k; j > 0 && term > sum * 1e-17; j -= 1) {
    term *= ((j / (n - j + 1)) * (1 - p)) / p;
    sum += term;
  }
  return sum;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let j = 1, smaller = Math.min(k, n - k); j <= smaller; j += 1) {
    sum += Math.log((n - smaller + j) / j);
  }
  return sum;
}

/**
 * The highest failure probability (0 to 1) that `failures` of `n` leave possible: one-sided exact (Clopper-Pearson)
 * bound. 1 when nothing was seen.
 */
export function binomialUpper(failures: number, n: number, confidence = 0.95): number {
  if (n <= 0 || failures >= n) return 1;
  let low = failures / n;
  let high = 1;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (binomialCdf(failures, n, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

/** The lowest failure probability that `failures` of `n` leave possible: the mirror of {@link binomialUpper}. */
export function binomialLower(failures: number, n: number, confidence = 0.95): number {
  return n <= 0 ? 0 : 1 - binomialUpper(n - failures, n, confidence);
}

/** How many trials without any failure prove a failure probability below `limit` (0 to 1); infinite for 0. */
export function cleanTrialsFor(limit: number, confidence = 0.95): number {
  if (limit <= 0) return Number.POSITIVE_INFINITY;
  return limit >= 1 ? 1 : Math.ceil(Math.log(1 - confidence) / Math.log1p(-limit));
}
