import { ActionError } from "@deploy-actions/kernel";
import type { RolloutProgress } from "./state.ts";
import type { RolloutPlan, RolloutStep } from "./types.ts";

/**
 * The steps of this rollout. A first deploy has no traffic to share out: it keeps the steps at 0 %, or one without a
 * bake, and is then promoted.
 */
export function stepsOf(
  plan: RolloutPlan,
  progress: Pick<RolloutProgress, "firstDeploy">,
): readonly RolloutStep[] {
  if (!progress.firstDeploy) return plan.steps;
  const previews = plan.steps.filter((step) => step.weight === 0);
  return previews.length > 0 ? previews : [{ weight: 0, bakeMs: 0 }];
}

/** The step the rollout is at. */
export function currentStep(plan: RolloutPlan, progress: RolloutProgress): RolloutStep {
  const step = stepsOf(plan, progress)[progress.stepIndex];
  if (step === undefined) {
    throw new ActionError(
      "internal",
      `The rollout is at step ${progress.stepIndex + 1}, which its plan does not have`,
    );
  }
  return step;
}

/** Whether candidate and stable both get requests at this step, for long enough to compare them. */
export function isComparing({ weight, bakeMs }: RolloutStep): boolean {
  return weight > 0 && weight < 100 && bakeMs > 0;
}

/** Index of the step with exactly this weight, or -1. */
export function stepAtWeight(plan: RolloutPlan, weight: number): number {
  return plan.steps.findIndex((step) => step.weight === weight);
}

/** Index of the last step that gives no more than this weight; 0 when the first gives more. */
export function stepBelow(plan: RolloutPlan, weight: number): number {
  return Math.max(
    0,
    plan.steps.findLastIndex((step) => step.weight <= weight),
  );
}
