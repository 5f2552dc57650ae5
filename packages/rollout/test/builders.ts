import { type Condition, type Measured, parseCondition } from "@deploy-actions/conditions";
import type { RolloutObservation, RolloutPlan, RunningRelease, TrafficState, Trigger } from "../src/index.ts";

export const MINUTE = 60_000;

/** A trigger from its text, named as it is written. */
export function trigger(text: string): Trigger {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(`test condition "${text}" does not parse`);
  return { name: text, condition: parsed.condition satisfies Condition };
}

/** The runbook's plan, 25 % and 50 % for five minutes each, with what a test changes. */
export function planOf(changes: Partial<RolloutPlan> = {}): RolloutPlan {
  return {
    candidate: { version: "v2" },
    steps: [
      { weight: 25, bakeMs: 5 * MINUTE },
      { weight: 50, bakeMs: 5 * MINUTE },
      { weight: 100, bakeMs: 0 },
    ],
    triggers: [trigger("error-rate > 5%")],
    minRequests: 50,
    onInconclusive: "abort",
    graceMs: 2 * MINUTE,
    ...changes,
  };
}

export function running(version: string, changes: Partial<RunningRelease> = {}): RunningRelease {
  return { release: { version }, ready: true, ...changes };
}

/** `stable` and `candidate` as versions or whole releases. */
export function traffic(
  stable: string | RunningRelease | null,
  candidate: string | RunningRelease | null = null,
  candidateWeight = 0,
): TrafficState {
  const whole = (release: string | RunningRelease | null): RunningRelease | null =>
    typeof release === "string" ? running(release) : release;
  return { stable: whole(stable), candidate: whole(candidate), candidateWeight, revision: "1" };
}

export function errorRate(percent: number): Measured {
  return { known: true, value: percent, unit: "percent", text: `error rate ${percent} %` };
}

/** A look with plenty of requests and no errors, with what a test changes. */
export function look(
  at: number,
  seen: TrafficState,
  changes: Partial<RolloutObservation> = {},
): RolloutObservation {
  return {
    at,
    traffic: seen,
    measured: { "error-rate > 5%": errorRate(0.3) },
    candidateRequests: 500,
    checks: undefined,
    consecutiveFailures: 0,
    cancelled: false,
    ...changes,
  };
}
