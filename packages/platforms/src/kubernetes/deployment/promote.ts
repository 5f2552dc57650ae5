import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../../platform.ts";
import { isAllStable } from "../../traffic-state.ts";
import { requireCandidate, requireReady, requireRevision } from "../guards.ts";
import { DEPLOYMENTS } from "../kubernetes-client.ts";
import type { Deployment } from "../objects.ts";
import { startStable } from "./base-deployment.ts";
import { newTemplate } from "./candidate-deployment.ts";
import { type ClusterState, readCluster } from "./cluster-state.ts";
import type { DeploymentContext } from "./context.ts";
import { shiftTo } from "./set-weight.ts";
import { isAt } from "./shift-traffic.ts";
import { markStable, replaceTemplate } from "./stable-deployment.ts";
import { fullReplicas, templateRelease } from "./stable-release.ts";
import { takeCandidateBack } from "./take-candidate-back.ts";
import { requireDeployment } from "./wait-for-deployment.ts";

/**
 * Makes the candidate stable; see `Platform.promote`. The candidate carries everything while the stable Deployment is updated to
 * the new template; traffic returns there only when all its pods are up, then the candidate goes.
 */
export async function promote(
  context: DeploymentContext,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const { client, clock, target } = context;
  const now = await readCluster(context, signal);
  if (isAllStable(now.traffic, release)) return now.traffic;
  requireRevision(now.traffic, precondition, "promote", now.reading?.changedBy);
  requireCandidate(now.traffic, release);
  // Killed after the release had become stable: only the candidate is still to go, in whatever state it is.
  const isHalfDone = now.stableRelease?.version === release.version;
  if (!isHalfDone) requireReady(now.traffic, `${release.version} cannot be promoted`);
  if (!isHalfDone) await updateStable(context, now, release, signal);
  await requireDeployment(
    { client, clock, name: context.stable, timeoutMs: target.readyTimeoutMs, signal },
    `Traffic stays at the candidate ${release.version}. Run again: the promotion goes on, or is aborted.`,
  );
  if (!isHalfDone) await markStable(context, release, signal);
  await takeCandidateBack(context, await readCluster(context, signal), { removes: true }, signal);
  return (await readCluster(context, signal)).traffic;
}

async function updateStable(
  context: DeploymentContext,
  now: ClusterState,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client, target } = context;
  if (now.stableRelease === undefined) {
    const isStarted = now.stable !== undefined && isOf(context, now.stable, release);
    if (!isStarted) await startStable(context, now.stable, release, signal);
    return;
  }
  if (now.reading === undefined || !isAt(now.reading, 100)) await shiftTo(context, now, release, 100, signal);
  const stable = await client.require<Deployment>(DEPLOYMENTS, context.stable, signal);
  const replicas = fullReplicas(stable);
  if (isOf(context, stable, release) && stable.spec.replicas === replicas) return;
  const template = newTemplate({ target }, stable, release, undefined);
  // An autoscaler's count is left alone unless there is none at all.
  const change = (stable.spec.replicas ?? 1) < replicas ? { isStable: false, replicas } : { isStable: false };
  await replaceTemplate(context, stable, template, change, signal);
}

function isOf({ target, stable }: DeploymentContext, deployment: Deployment, release: Release): boolean {
  const found = templateRelease(deployment.spec.template, target, `Deployment ${stable}`);
  return found.isMarked && found.release.version === release.version;
}
