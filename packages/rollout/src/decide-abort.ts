import type { Verdict } from "@deploy-actions/conditions";
import { ActionError, formatPercent } from "@deploy-actions/kernel";
import { beginAbort, finish } from "./decisions.ts";
import type { Decision, RolloutState } from "./state.ts";
import type { RolloutObservation, RolloutPlan } from "./types.ts";

/** How often an abort that does not take is asked for before a person has to look. */
const MAX_ABORTS = 5;

/** Asks for the abort until no candidate of this rollout is seen. */
export function goOnAborting(
  plan: RolloutPlan,
  state: RolloutState,
  abort: Verdict,
  observation: RolloutObservation,
): Decision {
  const { candidate, stable } = observation.traffic;
  const wanted = plan.candidate.version;
  if (candidate === null && stable?.release.version === wanted) {
    const sentence = `${abort.sentence}; the promotion had taken effect before the abort: ${wanted} is live`;
    return finish(state, observation, "promoted", { ...abort, sentence });
  }
  const isOurs = candidate?.release.version === wanted || candidate?.release.version === state.supersedes;
  if (candidate === null || !isOurs) return finish(state, observation, "aborted", abort);
  if (state.attempts >= MAX_ABORTS) {
    throw new ActionError(
      "remote",
      `The platform still runs ${candidate.release.version} at ${formatPercent(observation.traffic.candidateWeight)} after ${MAX_ABORTS} aborts`,
      {
        hint: "Take the candidate's traffic away by hand, then run the deployment again: it goes on aborting.",
      },
    );
  }
  return beginAbort(state, abort);
}

/** Aborts what there is to abort; with no candidate of this rollout the abort is over at once. */
export function abortOrEnd(
  plan: RolloutPlan,
  state: RolloutState,
  observation: RolloutObservation,
  why: Verdict,
): Decision {
  return goOnAborting(plan, { ...state, phase: "aborting", abort: why, attempts: 0 }, why, observation);
}
