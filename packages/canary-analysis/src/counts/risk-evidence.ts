import { roundedDown } from "../numeric/log-mean.ts";
import type { CountWindow, ReleaseCounts } from "./count-window.ts";

/**
 * Log of the evidence against "the candidate's share of bad requests is larger than stable's by `margin` or more" (0 to 1, absolute).
 * It grows also while neither release has a bad request, where a ratio of odds cannot be told. 0 before the first window.
 */
export type RiskEvidence = number;

/** Halvings of an interval below 1: to the last digit of a double. */
const HALVINGS = 60;

/**
 * Adds a window that was not added before; `seen` are the totals of both releases in the windows before it.
 *
 * The e-value of two streams of yes and no against a convex null (R. Turner and P. Grünwald, "Exact anytime-valid confidence
 * intervals for contingency tables and beyond", 2023): likelihood of the shares expected from earlier windows over that of the
 * point of the null nearest to them. For any point of the null its mean is a product of two powers of functions that are affine in
 * the shares; by the inequality of the means that is at most 1, because the nearest point minimises the divergence over a convex
 * set. So nothing has to be known of either share, and both may change between windows.
 */
export function addRiskWindow(
  margin: number,
  evidence: RiskEvidence,
  seen: ReleaseCounts,
  { candidate, stable }: CountWindow,
): RiskEvidence {
  // Expected alike, since that is what is to be shown; before the first window, a quarter of the margin.
  const expected = (seen.bad + 0.25) / (seen.requests + 1 / margin);
  const nearest = nearestOfNull(margin, expected, candidate.requests, stable.requests);
  const gain = logRatio(candidate, expected, nearest + margin) + logRatio(stable, expected, nearest);
  return roundedDown(evidence + gain);
}

/** Mean growth of the evidence in a window, when both shares are `share`. */
export function riskGrowth(margin: number, share: number, candidate: number, stable: number): number {
  const nearest = nearestOfNull(margin, share, candidate, stable);
  return (
    logRatio({ requests: candidate, bad: candidate * share }, share, nearest + margin) +
    logRatio({ requests: stable, bad: stable * share }, share, nearest)
  );
}

function logRatio({ requests, bad }: ReleaseCounts, expected: number, ofNull: number): number {
  const hits = bad === 0 ? 0 : bad * Math.log(expected / ofNull);
  return hits + (requests - bad) * (Math.log1p(-expected) - Math.log1p(-ofNull));
}

/** Stable's share at the point of the null that is nearest to both shares being `expected`. */
function nearestOfNull(margin: number, expected: number, candidate: number, stable: number): number {
  // Growth of the divergence with stable's share; it rises through 0 where the divergence is least.
  const slope = (share: number): number =>
    candidate * divergenceSlope(expected, share + margin) + stable * divergenceSlope(expected, share);
  let low = 0;
  let high = Math.min(expected, 1 - margin);
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  // Never exactly 0, where a bad request of stable would be impossible.
  return high;
}

function divergenceSlope(expected: number, share: number): number {
  return (1 - expected) / (1 - share) - expected / share;
}
