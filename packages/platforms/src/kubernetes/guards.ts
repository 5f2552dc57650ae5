import { ActionError } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../platform.ts";
import { showTraffic } from "../traffic-state.ts";

/** Refuses a change that was decided on another state; `changedBy`: who wrote the route last, when it was not us. */
export function requireRevision(
  now: TrafficState,
  precondition: Precondition,
  action: string,
  changedBy: string | undefined,
): void {
  if (now.revision === precondition.revision) return;
  const who = changedBy === undefined ? "" : ` The route was last written by ${changedBy}.`;
  throw new ActionError(
    "conflict",
    `The traffic changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${showTraffic(now)}).${who}`,
    {
      hint: `Nothing was changed. Run again: it looks at the traffic anew and goes on from there.${changedBy === undefined ? "" : ` ${gitOpsHint("the route")}`}`,
    },
  );
}

/** What to do about a controller that undoes every step. */
export function gitOpsHint(route: string): string {
  return `A controller (GitOps) that holds ${route} as it is in a repository undoes every step: let it ignore the weights (Argo CD: ignoreDifferences; Flux: kustomize.toolkit.fluxcd.io/ssa: IfNotPresent).`;
}

/** Refuses to make anything but the candidate stable. */
export function requireCandidate(now: TrafficState, release: Release): void {
  if (now.candidate?.release.version === release.version) return;
  const found =
    now.candidate === null ? "there is no candidate" : `the candidate is ${now.candidate.release.version}`;
  throw new ActionError("conflict", `${release.version} cannot be promoted: ${found}`);
}

/** Refuses traffic for a candidate that is not up. `what`: e.g. `v2 cannot get 25 % of the traffic`. */
export function requireReady(now: TrafficState, what: string): void {
  if (now.candidate?.ready === true) return;
  const why = now.candidate?.failure?.text ?? now.candidate?.detail ?? "it is not ready";
  throw new ActionError("conflict", [`${what}: ${why}`, ...(now.candidate?.failure?.lines ?? [])].join("\n"));
}
