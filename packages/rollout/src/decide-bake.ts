import type { Verdict } from "@deploy-actions/conditions";
import { assertNever, formatCount, formatDuration, formatPercent } from "@deploy-actions/kernel";
import { type AnalysisAtStep, analysisAtStep, neverCertified } from "./analysis-gate.ts";
import { beginAbort, hold, pause } from "./decisions.ts";
import { judgeStep, type StepJudgement } from "./judge-step.ts";
import type { Decision, OpenRollout } from "./state.ts";
import { currentStep, stepsOf } from "./steps.ts";
import type { RolloutObservation, RolloutPlan, RolloutStep } from "./types.ts";
import { pausedAt } from "./verdicts.ts";

/** One look at a step whose weight holds and whose candidate is ready: abort, hold, or go on. */
export function decideBake(plan: RolloutPlan, state: OpenRollout, observation: RolloutObservation): Decision {
  const step = currentStep(plan, state);
  const judgement = judgeStep(plan, step, observation, state.firstDeploy);
  if (judgement.firing !== undefined) return beginAbort({ ...state, attempts: 0 }, judgement.firing);

  if (plan.until !== undefined && step.weight >= plan.until) {
    return pause(state, observation, pausedAt(plan, step.weight, step.bakeMs, state.gaps));
  }
  const analysis = analysisAtStep(plan, state, observation);
  const bakedAt = state.stepStartedAt + analysis.bakeMs;
  if (observation.at < bakedAt) {
    const also = judgement.missing.map((item) => item.text);
    return hold(state, observation, bakedAt, ["the bake", ...also].join("; "), analysis.bakeMs);
  }
  // Nothing can be counted in no time: a step without a bake asks for readiness and checks only.
  const ofStep =
    step.bakeMs > 0 ? judgement.missing : judgement.missing.filter((item) => item.name === "checks");
  const missing = analysis.missing === undefined ? ofStep : [...ofStep, analysis.missing];
  const { failingChecks } = judgement;
  if (missing.length === 0 && failingChecks === undefined) {
    const isJudged = step.bakeMs > 0 && judgement.known > 0;
    const onward = passed({ ...state, isCertified: analysis.isCertified }, judgement, isJudged, []);
    return goOn(plan, onward, observation, quietly(plan, step, state, observation));
  }
  const deadline = deadlineOf(plan, step, state, analysis);
  if (observation.at < deadline) {
    const waits = missing.map((item) => `${item.name}: ${item.text}`);
    if (failingChecks !== undefined) waits.unshift(`checks to pass: ${failingChecks.sentence}`);
    return hold(state, observation, deadline, [...new Set(waits)].join("; "));
  }
  if (failingChecks !== undefined) return beginAbort({ ...state, attempts: 0 }, failingChecks);
  const waited = formatDuration(observation.at - state.stepStartedAt);
  const why = missing.map((item) => `${item.name} (${item.text})`).join(", ");
  const sentence = `still unknown at ${formatPercent(step.weight)} after ${waited}: ${why}`;
  const reason = missing[0]?.reason;
  switch (plan.onInconclusive) {
    case "abort":
      return beginAbort({ ...state, attempts: 0 }, inconclusive(reason, sentence, judgement));
    case "promote":
      return goOn(plan, passed(state, judgement, false, [sentence]), observation, sentence);
    case "pause": {
      const left = `${sentence}; ${plan.candidate.version} stays there, and a later run goes on`;
      return pause(state, observation, inconclusive(reason, left, judgement));
    }
    default:
      return assertNever(plan.onInconclusive);
  }
}

function deadlineOf(
  plan: RolloutPlan,
  step: RolloutStep,
  state: OpenRollout,
  analysis: AnalysisAtStep,
): number {
  const ofStep = state.stepStartedAt + step.bakeMs + plan.graceMs;
  return analysis.missing === undefined ? ofStep : Math.max(ofStep, analysis.waitsUntil);
}

function inconclusive(reason: string | undefined, sentence: string, judgement: StepJudgement): Verdict {
  return {
    outcome: "inconclusive",
    reason: `inconclusive_${reason ?? "unknown"}`,
    sentence,
    evidence: judgement.evidence,
  };
}

function passed(
  state: OpenRollout,
  judgement: StepJudgement,
  isJudged: boolean,
  gaps: readonly string[],
): OpenRollout {
  return {
    ...state,
    attempts: 0,
    judgedSteps: state.judgedSteps + (isJudged ? 1 : 0),
    gaps: [...state.gaps, ...gaps],
    evidence: isJudged || state.judgedSteps === 0 ? judgement.evidence : state.evidence,
  };
}

/** To the next step, or to the promotion after the last. */
function goOn(plan: RolloutPlan, state: OpenRollout, observation: RolloutObservation, why: string): Decision {
  const steps = stepsOf(plan, state);
  const from = currentStep(plan, state);
  const next = steps[state.stepIndex + 1];
  if (next === undefined) {
    return {
      state: {
        ...state,
        phase: "promoting",
        attempts: 1,
        gaps: [...state.gaps, ...neverJudged(plan, state), ...neverCertified(plan, state, observation)],
      },
      act: { kind: "promote" },
      intent: { phase: "promoting" },
      line: { weight: 100, text: `makes ${plan.candidate.version} stable: ${why}` },
    };
  }
  return {
    state: {
      ...state,
      phase: "starting",
      stepIndex: state.stepIndex + 1,
      stepStartedAt: observation.at,
      attempts: 1,
    },
    act: { kind: "set-weight", weight: next.weight },
    intent: { phase: "baking" },
    line: { weight: next.weight, text: `promoted from ${formatPercent(from.weight)}: ${why}` },
  };
}

/** A plan with triggers that no step had the time to judge: a pass would claim what nobody looked at. */
function neverJudged(plan: RolloutPlan, state: OpenRollout): readonly string[] {
  if (state.firstDeploy || state.judgedSteps > 0 || state.gaps.length > 0 || plan.triggers.length === 0)
    return [];
  return [`no step was held long enough to judge ${plan.triggers.map((trigger) => trigger.name).join(", ")}`];
}

function quietly(
  plan: RolloutPlan,
  step: RolloutStep,
  state: OpenRollout,
  observation: RolloutObservation,
): string {
  const { analysis } = observation;
  if (plan.analysis !== undefined && analysis?.outcome === "pass" && step.weight < 100)
    return `passed by the analysis: ${analysis.sentence}`;
  if (step.bakeMs === 0) return "ready, no bake asked for";
  const held = formatDuration(observation.at - state.stepStartedAt);
  const { candidateRequests } = observation;
  const requests =
    candidateRequests === undefined || step.weight === 0
      ? ""
      : `, ${formatCount(candidateRequests)} ${candidateRequests === 1 ? "request" : "requests"}`;
  return `no trigger in ${held}${requests}`;
}
