import { formatDuration, formatPercent } from "@deploy-actions/kernel";
import { abortOrEnd } from "./decide-abort.ts";
import { pause, setWeight } from "./decisions.ts";
import { judgeStep } from "./judge-step.ts";
import type { Decision, OpenRollout } from "./state.ts";
import type { RolloutObservation, RolloutPlan, RunningRelease } from "./types.ts";
import { verdict } from "./verdicts.ts";

/**
 * One look at a rollout that an engine of the platform drives: nothing is moved here but back. It ends when the engine has
 * promoted or given up, when a trigger fires, at once after the start when `until` says so, and without an answer when the
 * engine waits for a person longer than the grace: the engine holds the traffic without a runner.
 */
export function decideEngine(
  plan: RolloutPlan,
  state: OpenRollout,
  observation: RolloutObservation,
  candidate: RunningRelease,
): Decision {
  const { at, traffic } = observation;
  const weight = traffic.candidateWeight;
  const { engine } = traffic;
  const version = plan.candidate.version;
  if (engine === undefined || engine.phase === "idle") {
    if (state.attempts > 0 && at < state.stepStartedAt + plan.graceMs) {
      return holdFor(state, observation, "the engine to begin");
    }
    if (state.attempts === 0) return setWeight(state, 0, `starts ${version}`);
    const sentence = `no engine has begun with ${version} after ${formatDuration(at - state.stepStartedAt)}`;
    return abortOrEnd(plan, state, observation, verdict("inconclusive", "engine_idle", sentence));
  }
  if (engine.phase === "failed") {
    const outcome = engine.inconclusive ? "inconclusive" : "fail";
    const sentence = `the engine gave ${version} up at ${formatPercent(weight)}: ${engine.message}`;
    return abortOrEnd(plan, state, observation, verdict(outcome, "engine_aborted", sentence));
  }
  if (weight > 0 && candidate.ready) {
    const { firing } = judgeStep(plan, { weight, bakeMs: 1 }, observation, state.firstDeploy);
    if (firing !== undefined) return abortOrEnd(plan, state, observation, firing);
  }
  if (plan.until !== undefined) {
    const sentence = `the engine goes on with ${version} from ${formatPercent(weight)}: ${engine.message}`;
    return pause(state, observation, verdict("pass", "paused", sentence));
  }
  if (engine.phase === "running") {
    // The time the engine waits for a person counts from its last own move.
    return holdFor(
      { ...state, phase: "baking", stepStartedAt: at, attempts: 1 },
      observation,
      engine.message,
    );
  }
  if (at < state.stepStartedAt + plan.graceMs) return holdFor(state, observation, engine.message);
  const sentence = `the engine waits at ${formatPercent(weight)} for somebody to go on: ${engine.message}`;
  return pause(state, observation, verdict("inconclusive", "engine_waits", sentence));
}

function holdFor(state: OpenRollout, { at, traffic }: RolloutObservation, what: string): Decision {
  return {
    state,
    act: { kind: "hold", untilMs: at + HOUR_MS, waitingFor: what },
    intent: { phase: "baking" },
    line: { weight: traffic.candidateWeight, text: `hold, ${what}` },
  };
}

/** The engine has deadlines of its own; the loop looks again after its interval anyway. */
const HOUR_MS = 3_600_000;
