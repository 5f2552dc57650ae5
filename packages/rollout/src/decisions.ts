import type { Verdict } from "@deploy-actions/conditions";
import { formatDuration } from "@deploy-actions/kernel";
import type { Decision, OpenRollout, RolloutOutcome, RolloutState } from "./state.ts";
import type { RolloutObservation } from "./types.ts";

/** The end: nothing more to do, and saying so again changes nothing. */
export function finish(
  state: RolloutState,
  observation: RolloutObservation,
  outcome: RolloutOutcome,
  verdict: Verdict,
): Decision {
  const live = outcome === "aborted" ? 0 : 100;
  const weight = observation.traffic.candidate === null ? live : observation.traffic.candidateWeight;
  return {
    state: { ...state, phase: "done", outcome, verdict },
    act: { kind: "finished", outcome, verdict },
    intent: undefined,
    line: { weight, text: `${outcome.replace("_", " ")}: ${whatCame(state, observation, outcome, verdict)}` },
  };
}

/** Why it ended; after an abort, whose reason stands in the line before, where the traffic is now. */
function whatCame(
  state: RolloutState,
  { traffic }: RolloutObservation,
  outcome: RolloutOutcome,
  verdict: Verdict,
): string {
  if (outcome !== "aborted" || state.phase !== "aborting" || state.attempts === 0) return verdict.sentence;
  const { stable } = traffic;
  return stable === null ? "no release serves" : `all traffic is on ${stable.release.version}`;
}

/** The end of this run with the traffic as it is: a later run goes on from here. */
export function pause(state: OpenRollout, observation: RolloutObservation, verdict: Verdict): Decision {
  return {
    state: { ...state, phase: "done", outcome: "paused", verdict },
    act: { kind: "finished", outcome: "paused", verdict },
    intent: undefined,
    line: { weight: observation.traffic.candidateWeight, text: verdict.sentence },
  };
}

/** One more try to give the candidate up; the abort stays in the state whatever happens to the try. */
export function beginAbort(state: RolloutState, verdict: Verdict): Decision {
  return {
    state: { ...state, phase: "aborting", abort: verdict, attempts: state.attempts + 1 },
    act: { kind: "abort", verdict },
    intent: { phase: "aborting", reason: verdict.reason, sentence: verdict.sentence },
    line: { weight: 0, text: `aborts: ${verdict.sentence}` },
  };
}

/** One more try to give the step its weight. */
export function setWeight(state: OpenRollout, weight: number, text: string): Decision {
  return {
    state: { ...state, phase: "starting", attempts: state.attempts + 1 },
    act: { kind: "set-weight", weight },
    intent: { phase: state.stepIndex === 0 ? "started" : "baking" },
    line: { weight, text },
  };
}

/** Wait; `total` is the whole wait where there is a planned one, for `3m12s of 5m left`. */
export function hold(
  state: OpenRollout,
  observation: RolloutObservation,
  untilMs: number,
  waitingFor: string,
  totalMs?: number,
): Decision {
  const left = formatDuration(Math.max(0, untilMs - observation.at));
  const rest =
    totalMs === undefined
      ? `at most ${left} for ${waitingFor}`
      : `${left} of ${formatDuration(totalMs)} left`;
  return {
    state,
    act: { kind: "hold", untilMs, waitingFor },
    intent: { phase: state.phase === "starting" && state.stepIndex === 0 ? "started" : "baking" },
    line: { weight: observation.traffic.candidateWeight, text: `hold, ${rest}` },
  };
}
