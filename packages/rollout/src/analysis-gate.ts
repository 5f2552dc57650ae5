import type { MissingEvidence } from "./judge-step.ts";
import type { OpenRollout } from "./state.ts";
import { currentStep, stepsOf } from "./steps.ts";
import type { RolloutObservation, RolloutPlan } from "./types.ts";

/** What the analysis has to do with leaving a step. */
export interface AnalysisAtStep {
  /** How long the step has to be held. */
  readonly bakeMs: number;
  /** What of the analysis is still missing to leave the step; `undefined`: nothing. */
  readonly missing: MissingEvidence | undefined;
  /** Until when it is waited for what is missing, whatever the step's own deadline is. */
  readonly waitsUntil: number;
  /** The candidate goes beyond its last step beside stable, because the analysis says so. */
  readonly isCertified: boolean;
}

/**
 * What the analysis asks of the step the rollout is at. The last one in which stable has traffic too is only left with a
 * pass; the others are left as their triggers say, unless the analysis gets no counts at all.
 */
export function analysisAtStep(
  plan: RolloutPlan,
  state: OpenRollout,
  observation: RolloutObservation,
): AnalysisAtStep {
  const step = currentStep(plan, state);
  const own = { bakeMs: step.bakeMs, missing: undefined, waitsUntil: 0, isCertified: state.isCertified };
  if (plan.analysis === undefined || state.firstDeploy || step.weight === 0) return own;
  const { minBakeMs, earlyPromotion } = plan.analysis;
  const hasPassed = observation.analysis?.outcome === "pass";
  const isAmple = hasPassed || state.isCertified;
  const bakeMs = isAmple && earlyPromotion ? Math.min(step.bakeMs, minBakeMs) : step.bakeMs;
  if (step.weight === 100) return { ...own, bakeMs };
  const isGate = (stepsOf(plan, state)[state.stepIndex + 1]?.weight ?? 100) === 100;
  const needed = isGate ? !hasPassed : step.bakeMs > 0 && isBlind(observation);
  // A run that goes on with an earlier one's rollout has counted nothing yet, however long the step has been held.
  const waitsUntil = Math.max(state.stepStartedAt, state.runStartedAt) + step.bakeMs + plan.graceMs;
  return {
    bakeMs,
    missing: needed ? whatIsMissing(observation) : undefined,
    waitsUntil,
    isCertified: isGate ? hasPassed : state.isCertified,
  };
}

/** What is said of a candidate that got all traffic although no analysis has passed it; empty when one has. */
export function neverCertified(
  plan: RolloutPlan,
  state: OpenRollout,
  { analysis }: RolloutObservation,
): readonly string[] {
  const isFine =
    plan.analysis === undefined || state.firstDeploy || state.isCertified || analysis?.outcome === "pass";
  if (isFine || state.gaps.length > 0) return [];
  return [`the analysis has not passed it: ${analysis?.sentence ?? NOTHING_COUNTED}`];
}

const NOTHING_COUNTED = "nothing was counted of both releases at the same time";

function isBlind({ analysis }: RolloutObservation): boolean {
  return analysis === undefined || (analysis.outcome !== "pass" && analysis.isBlind);
}

function whatIsMissing({ analysis }: RolloutObservation): MissingEvidence {
  return {
    name: "analysis",
    reason: analysis?.reason ?? "no_counts",
    text: analysis?.sentence ?? NOTHING_COUNTED,
  };
}
