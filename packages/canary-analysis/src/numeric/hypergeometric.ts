import { logBinomial } from "./log-binomial.ts";

/** What is given about two groups: how many are in each, and how many of both are marked. Whole numbers, not negative. */
export interface Margins {
  readonly candidate: number;
  readonly stable: number;
  /** At most the sum of both groups. */
  readonly marked: number;
}

/** Smallest part of a sum that is still added; all that is left out together is smaller than this part of it. */
const NEGLIGIBLE = 1e-17;

/**
 * `log P(X = x)`: how many of the marked are the candidate's, when every choice of `marked` from both groups is as likely as any
 * other (the hypergeometric distribution, as three binomial probabilities of one and the same share).
 */
export function logHypergeometric(x: number, { candidate, stable, marked }: Margins): number {
  const total = candidate + stable;
  if (x < 0 || x > candidate || marked - x < 0 || marked - x > stable) return Number.NEGATIVE_INFINITY;
  if (marked === 0 || marked === total) return 0;
  const share = marked / total;
  return (
    logBinomial(x, candidate, share) +
    logBinomial(marked - x, stable, share) -
    logBinomial(marked, total, share)
  );
}

/**
 * `log E[odds^X]` for `X` of {@link logHypergeometric}: the normaliser of the noncentral hypergeometric distribution (Fisher's).
 *
 * Terms are added outwards from the largest one by the ratio of neighbours. That ratio falls on the way out, so what is left out
 * is less than a geometric series of the last term: the sum ends where that series is below 1e-17 of it. So the error is that of
 * rounding, whatever the margins.
 */
export function logTilt(margins: Margins, logOdds: number): number {
  const { candidate, stable, marked } = margins;
  const lowest = Math.max(0, marked - stable);
  const highest = Math.min(candidate, marked);
  if (lowest === highest) return lowest * logOdds;
  const odds = Math.exp(logOdds);
  const stepUp = (x: number): number =>
    ((candidate - x) / (x + 1)) * ((marked - x) / (stable - marked + x + 1)) * odds;
  const mode = largestTerm(lowest, highest, stepUp);
  let sum = 1;
  for (let x = mode, term = 1; x < highest; x += 1) {
    const ratio = stepUp(x);
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio < NEGLIGIBLE * sum * (1 - ratio)) break;
  }
  for (let x = mode, term = 1; x > lowest; x -= 1) {
    const ratio = 1 / stepUp(x - 1);
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio < NEGLIGIBLE * sum * (1 - ratio)) break;
  }
  return logHypergeometric(mode, margins) + mode * logOdds + Math.log(sum);
}

/** Neighbours' ratios fall with x, so the largest term is where they pass 1. */
function largestTerm(lowest: number, highest: number, stepUp: (x: number) => number): number {
  let low = lowest;
  let high = highest;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (stepUp(middle) >= 1) low = middle + 1;
    else high = middle;
  }
  return low;
}
