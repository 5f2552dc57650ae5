import { isObject } from "@deploy-actions/kernel";
import type { Release, RunningRelease, TrafficState } from "@deploy-actions/rollout";
import { describeProgress, isComplete, isServing } from "../deployment/deployment-status.ts";
import { diagnose } from "../deployment/diagnose.ts";
import { shareOf } from "../deployment/split-replicas.ts";
import { stableRelease, templateRelease } from "../deployment/stable-release.ts";
import { readObserved } from "../deployment/wait-for-deployment.ts";
import { fingerprint } from "../fingerprint.ts";
import { MARKS } from "../marks.ts";
import type { Deployment } from "../objects.ts";
import type { KubernetesPlatformOptions } from "../platform-options.ts";

/** What a rolling target works with. */
export interface RollingContext extends KubernetesPlatformOptions {
  /** Name of the Deployment. */
  readonly stable: string;
}

/** One look at a Deployment that is updated in place. */
export interface RollingState {
  readonly deployment: Deployment | undefined;
  readonly stable: Release | undefined;
  readonly candidate: Release | undefined;
  /** The Deployment's template is the candidate's: its pods are being replaced, or are. */
  readonly isApplied: boolean;
  readonly traffic: TrafficState;
}

/** Reads the Deployment; a candidate is the release staged in its annotation, and has all or nothing. */
export async function readRolling(context: RollingContext, signal: AbortSignal): Promise<RollingState> {
  const { target, stable: name } = context;
  const deployment = await readObserved(context, name, signal);
  if (deployment === undefined) {
    const traffic = { stable: null, candidate: null, candidateWeight: 0, revision: fingerprint("none") };
    return { deployment, stable: undefined, candidate: undefined, isApplied: false, traffic };
  }
  const stable = stableRelease(deployment, target);
  const candidate = readStaged(deployment);
  const current = templateRelease(deployment.spec.template, target, `Deployment ${name}`);
  const isApplied =
    candidate !== undefined && current.isMarked && current.release.version === candidate.version;
  const share = isApplied && !isComplete(deployment) ? updatedShare(deployment) : undefined;
  const traffic: TrafficState = {
    stable:
      stable === undefined
        ? null
        : {
            release: stable,
            ready: isServing(deployment),
            ...(isServing(deployment) ? {} : { detail: describeProgress(deployment) }),
          },
    candidate:
      candidate === undefined ? null : await showCandidate(context, deployment, candidate, isApplied, signal),
    candidateWeight: isApplied ? 100 : 0,
    ...(share === undefined || share >= 100 ? {} : { actualShare: share }),
    revision: fingerprint(deployment.metadata.uid, stable?.version, candidate?.version, current.release),
  };
  return { deployment, stable, candidate, isApplied, traffic };
}

/** The release staged on a Deployment, if it can be read. */
export function readStaged(deployment: Deployment): Release | undefined {
  const text = deployment.metadata.annotations?.[MARKS.candidate];
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed) || typeof parsed.version !== "string") return undefined;
    const { version, commit, artifact } = parsed;
    return {
      version,
      ...(typeof commit === "string" ? { commit } : {}),
      ...(typeof artifact === "string" ? { artifact } : {}),
    };
  } catch {
    return undefined;
  }
}

async function showCandidate(
  { client, clock }: RollingContext,
  deployment: Deployment,
  release: Release,
  isApplied: boolean,
  signal: AbortSignal,
): Promise<RunningRelease> {
  // Before it is applied there is nothing that could be wrong with it.
  if (!isApplied) return { release, ready: true, detail: "staged: its pods start with all the traffic" };
  if (isComplete(deployment)) return { release, ready: true };
  const { detail, failure } = await diagnose(client, deployment, clock.now(), signal);
  return {
    release,
    ready: false,
    detail: detail ?? describeProgress(deployment),
    ...(failure === undefined ? {} : { failure }),
  };
}

function updatedShare({ status }: Deployment): number {
  const { replicas = 0, updatedReplicas = 0 } = status ?? {};
  return shareOf({ stable: replicas - updatedReplicas, candidate: updatedReplicas });
}
