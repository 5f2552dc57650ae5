import { logTilt } from "../numeric/hypergeometric.ts";
import { logMean, roundedDown } from "../numeric/log-mean.ts";
import type { CountWindow } from "./count-window.ts";

/**
 * What is tested: the candidate's odds of a bad request over stable's. `null` is the ratio nearest to the alternatives that is
 * still held for true; every alternative lies on the same side of it.
 */
export interface OddsHypothesis {
  readonly null: number;
  readonly alternatives: readonly number[];
}

/** Candidate worse: a grid from a quarter more to eighty times as bad, so that small and sparse regressions are both near one. */
export const WORSE_RATIOS: readonly number[] = [1.25, 1.5, 2, 3, 5, 8, 13, 20, 40, 80];
/** Candidate not much worse: around the same, and better. */
export const ALIKE_RATIOS: readonly number[] = [0.75, 1.05];

/** Log of the evidence against the null for each alternative, in the order of the hypothesis; all 0 before the first window. */
export type OddsEvidence = readonly number[];

/** The hypothesis that the candidate's odds are at most `tolerance` times stable's; evidence against it is a regression. */
export function noRegression(tolerance: number): OddsHypothesis {
  return { null: tolerance, alternatives: WORSE_RATIOS.filter((ratio) => ratio > tolerance) };
}

/** The hypothesis that the candidate's odds are at least `ratio` times stable's; evidence against it is a certificate. */
export function regressionOf(ratio: number): OddsHypothesis {
  return { null: ratio, alternatives: ALIKE_RATIOS.filter((alike) => alike < ratio) };
}

/** Before the first window. */
export function noEvidence(hypothesis: OddsHypothesis): OddsEvidence {
  return hypothesis.alternatives.map(() => 0);
}

/**
 * Adds a window that was not added before.
 *
 * Given how many requests each release had and how many of all were bad, whose they were depends on nothing but the ratio of the
 * odds: on no error rate, no split and no time of day, which may all differ from window to window. So each window multiplies the
 * evidence by `P(bad of candidate | alternative) / P(bad of candidate | null)`, of Fisher's noncentral hypergeometric
 * distribution. That is at most 1 in the mean for every ratio on the null's side (the likelihood ratio grows with the count), which
 * makes the mean over the alternatives a nonnegative supermartingale: by Ville's inequality it ever reaches `1 / alpha` with
 * probability `alpha` at most, whenever and however often it is looked at.
 */
export function addWindow(
  hypothesis: OddsHypothesis,
  evidence: OddsEvidence,
  { candidate, stable }: CountWindow,
): OddsEvidence {
  const margins = {
    candidate: candidate.requests,
    stable: stable.requests,
    marked: candidate.bad + stable.bad,
  };
  const logNull = Math.log(hypothesis.null);
  const ofNull = candidate.bad * logNull - logTilt(margins, logNull);
  return hypothesis.alternatives.map((ratio, index) => {
    const logRatio = Math.log(ratio);
    return roundedDown(
      (evidence[index] ?? 0) + candidate.bad * logRatio - logTilt(margins, logRatio) - ofNull,
    );
  });
}

/** Log of the evidence: of the mean over the alternatives. */
export function logEvidence(evidence: OddsEvidence): number {
  return logMean(evidence);
}
