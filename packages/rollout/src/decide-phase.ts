import { formatPercent } from "@deploy-actions/kernel";
import { abortOrEnd } from "./decide-abort.ts";
import { decideBake } from "./decide-bake.ts";
import { hold, setWeight } from "./decisions.ts";
import { judgeStep } from "./judge-step.ts";
import type { Decision, OpenRollout } from "./state.ts";
import { currentStep } from "./steps.ts";
import type { RolloutObservation, RolloutPlan, RunningRelease } from "./types.ts";
import { notHeld, notReady, verdict } from "./verdicts.ts";

/** How often a change that does not take is made before the rollout gives it up. */
export const MAX_TRIES = 3;

/** The candidate runs, and its step's weight is not seen yet: wait for it to be ready, then give the weight. */
export function decideStarting(
  plan: RolloutPlan,
  state: OpenRollout,
  observation: RolloutObservation,
  candidate: RunningRelease,
): Decision {
  const { at, traffic } = observation;
  const weight = traffic.candidateWeight;
  const step = currentStep(plan, state);
  if (!candidate.ready) {
    const deadline = state.stepStartedAt + (plan.readyTimeoutMs ?? plan.graceMs);
    const mayStillStart = state.stepIndex === 0 && (weight === 0 || state.firstDeploy);
    if (!mayStillStart || (at >= deadline && state.attempts > 0))
      return abortOrEnd(plan, state, observation, notReady(candidate, weight));
    // What an earlier attempt left behind may have failed for good; asking for it again is what starts it again.
    if (state.attempts === 0) return setWeight(state, 0, `starts ${plan.candidate.version} again`);
    return hold(state, observation, deadline, "the candidate to be ready");
  }
  if (weight > 0) {
    const { firing } = judgeStep(plan, { ...step, weight }, observation, state.firstDeploy);
    if (firing !== undefined) return abortOrEnd(plan, state, observation, firing);
  }
  if (weight === step.weight || state.firstDeploy) {
    return decideBake(plan, { ...state, phase: "baking", stepStartedAt: at, attempts: 0 }, observation);
  }
  if (state.attempts >= MAX_TRIES) {
    const what = `the platform gives the candidate ${formatPercent(weight)} instead of ${formatPercent(step.weight)}`;
    return abortOrEnd(plan, state, observation, notHeld("weight_not_held", what, state.attempts));
  }
  const text =
    weight > step.weight ? `back from ${formatPercent(weight)} to the step below` : "starts the step";
  return setWeight(state, step.weight, text);
}

/** The step's weight was seen: it has to stay, and so has the candidate. */
export function decideBaking(
  plan: RolloutPlan,
  state: OpenRollout,
  observation: RolloutObservation,
  candidate: RunningRelease,
): Decision {
  const weight = observation.traffic.candidateWeight;
  const step = currentStep(plan, state);
  if (!candidate.ready) return abortOrEnd(plan, state, observation, notReady(candidate, weight));
  if (weight !== step.weight && !state.firstDeploy) {
    // Whoever took traffic away had a reason, and whoever added some did not ask for evidence.
    const sentence = `somebody else changed the candidate's traffic from ${formatPercent(step.weight)} to ${formatPercent(weight)}`;
    return abortOrEnd(plan, state, observation, verdict("inconclusive", "weight_changed", sentence));
  }
  return decideBake(plan, state, observation);
}

/** All steps are through: promote until the candidate is stable, unless the last traffic says otherwise. */
export function decidePromoting(
  plan: RolloutPlan,
  state: OpenRollout,
  observation: RolloutObservation,
  candidate: RunningRelease,
): Decision {
  const { stable, candidateWeight } = observation.traffic;
  if (!candidate.ready) return abortOrEnd(plan, state, observation, notReady(candidate, candidateWeight));
  const isHalfPromoted = stable?.release.version === plan.candidate.version;
  if (!isHalfPromoted && !state.firstDeploy) {
    if (candidateWeight !== 100) {
      const sentence = `somebody else changed the candidate's traffic from 100 % to ${formatPercent(candidateWeight)} during the promotion`;
      return abortOrEnd(plan, state, observation, verdict("inconclusive", "weight_changed", sentence));
    }
    const step = { weight: candidateWeight, bakeMs: 0 };
    const { firing } = judgeStep(plan, step, observation, state.firstDeploy);
    if (firing !== undefined) return abortOrEnd(plan, state, observation, firing);
  }
  if (state.attempts >= MAX_TRIES) {
    const what = `the platform does not make ${plan.candidate.version} stable`;
    return abortOrEnd(plan, state, observation, notHeld("promotion_not_held", what, state.attempts));
  }
  return {
    state: { ...state, attempts: state.attempts + 1 },
    act: { kind: "promote" },
    intent: { phase: "promoting" },
    line: { weight: 100, text: `makes ${plan.candidate.version} stable` },
  };
}
