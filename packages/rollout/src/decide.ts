import { ActionError, formatPercent } from "@deploy-actions/kernel";
import { neverCertified } from "./analysis-gate.ts";
import { abortOrEnd, goOnAborting } from "./decide-abort.ts";
import { decideEngine } from "./decide-engine.ts";
import { decideBaking, decidePromoting, decideStarting, MAX_TRIES } from "./decide-phase.ts";
import { finish, setWeight } from "./decisions.ts";
import type { Decision, OpenRollout, RolloutState } from "./state.ts";
import type { RolloutObservation, RolloutPlan, RunningRelease, TrafficState } from "./types.ts";
import {
  alreadyStable,
  cancelled,
  failedForGood,
  gone,
  notHeld,
  promoted,
  supersededBy,
  verdict,
} from "./verdicts.ts";

/**
 * The next thing to do, from what is planned, what was going on and what is seen now. Level-triggered: only the
 * observation says where the traffic is; the state adds what cannot be seen (when the step began, that an abort began).
 *
 * Throws `conflict` when no act is safe (stable is gone, another candidate cannot be removed) and `remote` when the
 * platform does not carry out an abort. Nothing must be changed after such an error; a new run goes on from what it sees.
 */
export function decide(plan: RolloutPlan, state: RolloutState, observation: RolloutObservation): Decision {
  if (state.phase === "done") return finish(state, observation, state.outcome, state.verdict);
  refuseWithoutStable(plan, state, observation.traffic);
  if (state.phase === "aborting") return goOnAborting(plan, state, state.abort, observation);

  const { candidate, stable } = observation.traffic;
  const wanted = plan.candidate.version;
  if (candidate === null && stable?.release.version === wanted)
    return seenStable(plan, state, observation, stable);
  if (observation.cancelled) return abortOrEnd(plan, state, observation, cancelled(plan));
  if (candidate !== null && candidate.release.version !== wanted) {
    return meetForeign(plan, state, observation, candidate);
  }
  const stableVersion = stable?.release.version ?? null;
  if (stableVersion !== state.stableVersion && stableVersion !== wanted) {
    const was = state.stableVersion ?? "nothing";
    const sentence = `stable was ${was} when the rollout of ${wanted} began and is ${stableVersion ?? "nothing"} now: somebody else deployed`;
    return abortOrEnd(plan, state, observation, verdict("inconclusive", "stable_changed", sentence));
  }
  if (candidate === null) return meetNoCandidate(plan, state, observation);
  const seen = state.started
    ? state
    : { ...state, started: true, stepStartedAt: observation.at, attempts: 1 };
  if (candidate.failure !== undefined && !isLeftover(seen)) {
    return abortOrEnd(plan, seen, observation, failedForGood(candidate, observation.traffic.candidateWeight));
  }
  if (plan.drivenByEngine === true) return decideEngine(plan, seen, observation, candidate);
  if (seen.phase === "promoting") return decidePromoting(plan, seen, observation, candidate);
  return seen.phase === "baking"
    ? decideBaking(plan, seen, observation, candidate)
    : decideStarting(plan, seen, observation, candidate);
}

/** What an earlier attempt left behind is asked to start once more before it is given up. */
function isLeftover(state: OpenRollout): boolean {
  return state.phase === "starting" && state.stepIndex === 0 && state.attempts === 0;
}

/** While a candidate runs, stable must be there to go back to; without it neither end is safe to choose for a machine. */
function refuseWithoutStable(plan: RolloutPlan, state: RolloutState, traffic: TrafficState): void {
  if (traffic.stable !== null || state.firstDeploy) return;
  const was = state.stableVersion ?? "the stable release";
  const share =
    traffic.candidate === null
      ? "no release is running"
      : `${traffic.candidate.release.version} has ${formatPercent(traffic.candidateWeight)} of the traffic`;
  throw new ActionError(
    "conflict",
    `${was} was stable and is gone while ${plan.candidate.version} rolls out; ${share}`,
    {
      hint: `Nothing was changed. Bring ${was} back with the rollback action, or run the deployment again: without a stable release it makes ${plan.candidate.version} stable as soon as it is ready.`,
    },
  );
}

/** All traffic is on the wanted release: the end, however it came about. */
function seenStable(
  plan: RolloutPlan,
  state: OpenRollout,
  observation: RolloutObservation,
  stable: RunningRelease,
): Decision {
  if (!state.started) return finish(state, observation, "already_stable", alreadyStable(stable));
  if (plan.drivenByEngine === true) {
    const gaps = [...state.gaps, ...neverCertified(plan, state, observation)];
    return finish(state, observation, "promoted", promoted(plan, { ...state, gaps }));
  }
  if (state.phase === "promoting") return finish(state, observation, "promoted", promoted(plan, state));
  const gap = `somebody else promoted it during step ${state.stepIndex + 1}`;
  const verdictWithGap = promoted(plan, { ...state, gaps: [...state.gaps, gap] });
  return finish(state, observation, "promoted", verdictWithGap);
}

/** A candidate of another version: the one this rollout supersedes goes; one that came later has taken our place. */
function meetForeign(
  plan: RolloutPlan,
  state: OpenRollout,
  observation: RolloutObservation,
  foreign: RunningRelease,
): Decision {
  const other = foreign.release.version;
  if (state.started || other !== state.supersedes) {
    return finish(state, observation, "aborted", supersededBy(plan, other));
  }
  if (state.attempts >= MAX_TRIES) {
    throw new ActionError(
      "conflict",
      `${other} is still the candidate after ${MAX_TRIES} aborts, so ${plan.candidate.version} cannot start`,
      { hint: "Something starts it again and again. End the other deployment, then run this one again." },
    );
  }
  const sentence = `${other} was rolling out; ${plan.candidate.version} supersedes it`;
  return {
    state: { ...state, attempts: state.attempts + 1 },
    act: { kind: "abort", verdict: verdict("inconclusive", "superseded", sentence) },
    intent: { phase: "started" },
    line: { weight: 0, text: `aborts ${other} first: it is superseded` },
  };
}

function meetNoCandidate(plan: RolloutPlan, state: OpenRollout, observation: RolloutObservation): Decision {
  if (state.started) return finish(state, observation, "aborted", gone(plan));
  // What had to go first is gone; if it comes back, it is somebody else's rollout.
  const attempts = state.supersedes === null ? state.attempts : 0;
  if (attempts >= MAX_TRIES) {
    const what = `${plan.candidate.version} does not start`;
    const why = { ...notHeld("candidate_not_started", what, attempts), outcome: "fail" as const };
    return finish(state, observation, "aborted", why);
  }
  return setWeight({ ...state, supersedes: null, attempts }, 0, `starts ${plan.candidate.version}`);
}
