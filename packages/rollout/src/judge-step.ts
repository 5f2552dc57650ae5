import type { Condition, Evidence, Measured, Outcome, Verdict } from "@deploy-actions/conditions";
import { evaluate } from "@deploy-actions/conditions";
import { assertNever, formatCount, plural } from "@deploy-actions/kernel";
import { isComparing } from "./steps.ts";
import type { RolloutObservation, RolloutPlan, RolloutStep, Trigger } from "./types.ts";

/** Evidence that is missing: of what, why, and what would end the wait. */
export interface MissingEvidence {
  readonly name: string;
  readonly reason: string;
  readonly text: string;
}

/** What the evidence of a step says so far. */
export interface StepJudgement {
  /** A reason to abort now. */
  readonly firing: Verdict | undefined;
  /** The checks fail, but how often they may is left to a trigger: no promotion while they do. */
  readonly failingChecks: Verdict | undefined;
  readonly missing: readonly MissingEvidence[];
  readonly evidence: readonly Evidence[];
  /** Triggers that had an answer. */
  readonly known: number;
}

/** Judges what was seen of a step: triggers that fire, what is still unknown, and the evidence for both. */
export function judgeStep(
  plan: RolloutPlan,
  step: RolloutStep,
  observation: RolloutObservation,
  isFirstDeploy: boolean,
): StepJudgement {
  const evidence: Evidence[] = [];
  const missing: MissingEvidence[] = [];
  let firing: Verdict | undefined;
  let known = 0;
  for (const trigger of plan.triggers) {
    if (!isApplicable(trigger.condition, plan, step, observation, isFirstDeploy)) continue;
    const measured = measuredOf(trigger, plan, observation);
    const holds = evaluate(trigger.condition, measured);
    if (holds.holds === "unknown") {
      evidence.push(triggerEvidence(trigger, "inconclusive", holds.reason, holds.text));
      missing.push({ name: trigger.name, reason: holds.reason, text: holds.text });
      continue;
    }
    known += 1;
    const reason = reasonOf(trigger.condition);
    evidence.push(
      triggerEvidence(
        trigger,
        holds.holds ? "fail" : "pass",
        holds.holds ? reason : "below_limit",
        measured.text,
      ),
    );
    if (holds.holds && firing === undefined) {
      firing = { outcome: "fail", reason, sentence: `${trigger.name}: ${measured.text}`, evidence: [] };
    }
  }
  const { checks } = observation;
  if (checks !== undefined) {
    evidence.push(...checks.evidence);
    if (checks.outcome === "inconclusive") {
      missing.push({ name: "checks", reason: checks.reason, text: checks.sentence });
    }
  }
  const failingChecks: Verdict | undefined =
    checks?.outcome === "fail"
      ? { outcome: "fail", reason: "check_failed_critical", sentence: checks.sentence, evidence }
      : undefined;
  const { analysis } = observation;
  if (analysis !== undefined && step.weight > 0) evidence.push(...analysis.evidence);
  const regressed = analysis?.outcome === "fail" && !isFirstDeploy ? analysis : undefined;
  // Without a trigger that counts failures in a row nobody said that one failure may pass.
  const tolerant = plan.triggers.some((trigger) => trigger.condition.kind === "consecutive");
  const first = firing ?? observation.critical ?? regressed ?? (tolerant ? undefined : failingChecks);
  return {
    firing:
      first === undefined
        ? undefined
        : { outcome: first.outcome, reason: first.reason, sentence: first.sentence, evidence },
    failingChecks,
    missing,
    evidence,
    known,
  };
}

/** At 0 % no traffic is expected; a first deploy has nothing to compare with, and 100 % no longer has. */
function isApplicable(
  condition: Condition,
  plan: RolloutPlan,
  step: RolloutStep,
  observation: RolloutObservation,
  isFirstDeploy: boolean,
): boolean {
  if (condition.kind === "consecutive") return step.weight > 0 || observation.checks !== undefined;
  if (condition.kind === "baseline" && (isFirstDeploy || isPastComparing(plan, step))) return false;
  return step.weight > 0;
}

/** At 100 % stable gets no request. What was compared in an earlier step stands; else the answer stays unknown. */
function isPastComparing(plan: RolloutPlan, step: RolloutStep): boolean {
  return step.weight === 100 && plan.steps.some(isComparing);
}

function measuredOf(trigger: Trigger, plan: RolloutPlan, observation: RolloutObservation): Measured {
  const { condition } = trigger;
  if (condition.kind === "consecutive") {
    if (observation.checks === undefined && observation.consecutiveFailures === 0) {
      return { known: false, reason: "no_checks", text: "there are no checks that could fail" };
    }
    const value = observation.consecutiveFailures;
    return { known: true, value, unit: "count", text: `${plural(value, "failed look")} in a row` };
  }
  if (needsRequests(condition)) {
    const few = tooFewRequests(plan.minRequests, observation.candidateRequests);
    if (few !== undefined) return few;
  }
  return (
    observation.measured[trigger.name] ?? {
      known: false,
      reason: "not_measured",
      text: `nobody measured ${trigger.name}`,
    }
  );
}

/** Rates and latencies mean nothing on a handful of requests; counts and sizes do. */
function needsRequests(condition: Condition): boolean {
  switch (condition.kind) {
    case "baseline":
    case "pass-rate":
      return true;
    case "threshold":
      return condition.unit === "percent" || condition.unit === "ms";
    case "consecutive":
    case "no-findings":
      return false;
    default:
      return assertNever(condition);
  }
}

function tooFewRequests(minRequests: number, requests: number | undefined): Measured | undefined {
  if (minRequests <= 0) return undefined;
  if (requests === undefined) {
    return { known: false, reason: "requests_unknown", text: "nobody counts the candidate's requests" };
  }
  if (requests >= minRequests) return undefined;
  const rest = minRequests - requests;
  return {
    known: false,
    reason: requests === 0 ? "zero_requests" : "too_few_requests",
    text: `waits for ${formatCount(rest)}${requests === 0 ? "" : " more"} ${rest === 1 ? "request" : "requests"}`,
  };
}

function reasonOf(condition: Condition): string {
  if (condition.kind === "consecutive") return "consecutive_failures";
  if (condition.kind === "threshold" || condition.kind === "baseline") {
    if (condition.subject === "error-rate") return "error_rate";
    if (condition.subject === "latency" || condition.percentile !== undefined) return "latency";
    if (condition.subject !== undefined) return condition.subject.toLowerCase().replace(/[^a-z0-9]+/g, "_");
    if (condition.kind === "threshold" && condition.unit === "ms") return "latency";
    if (condition.kind === "threshold" && condition.unit === "percent") return "error_rate";
  }
  return "trigger_fired";
}

function triggerEvidence(trigger: Trigger, outcome: Outcome, reason: string, found: string): Evidence {
  return {
    name: trigger.name,
    outcome,
    reason,
    required: `not ${trigger.condition.text}`,
    found,
    advice: adviceFor(outcome),
    sources: [],
  };
}

function adviceFor(outcome: Outcome): string {
  switch (outcome) {
    case "pass":
      return "";
    case "fail":
      return "Compare the logs of candidate and stable over this step";
    case "inconclusive":
      return "Bake longer, or give the candidate more traffic";
    default:
      return assertNever(outcome);
  }
}
