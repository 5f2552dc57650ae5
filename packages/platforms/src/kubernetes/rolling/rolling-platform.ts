import { ActionError } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../../platform.ts";
import { isAllStable } from "../../traffic-state.ts";
import { undoFirst } from "../deployment/base-deployment.ts";
import type { Movement } from "../deployment/deployment-platform.ts";
import { isComplete } from "../deployment/deployment-status.ts";
import { rollBack, untilRestored } from "../deployment/restore.ts";
import { markStable } from "../deployment/stable-deployment.ts";
import { waitForDeployment } from "../deployment/wait-for-deployment.ts";
import { requireCandidate, requireReady, requireRevision } from "../guards.ts";
import { DEPLOYMENTS } from "../kubernetes-client.ts";
import { MARKS } from "../marks.ts";
import type { Deployment } from "../objects.ts";
import { applyRelease, stageRelease } from "./apply-release.ts";
import { type RollingContext, type RollingState, readRolling } from "./rolling-state.ts";

/** A Deployment updated in place, all at once as far as steps go: Kubernetes replaces its pods one by one. */
export function createRollingMovement(context: RollingContext): Movement {
  return {
    observe: async (signal) => (await readRolling(context, signal)).traffic,
    setWeight: (candidate, weight, precondition, signal) =>
      setWeight(context, candidate, weight, precondition, signal),
    promote: (candidate, precondition, signal) => promote(context, candidate, precondition, signal),
    abort: (precondition, signal) => abort(context, precondition, signal),
    restore: (release, precondition, signal) => restore(context, release, precondition, signal),
    planProblems: async () => [],
  };
}

async function setWeight(
  context: RollingContext,
  release: Release,
  weight: number,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  if (weight !== 0 && weight !== 100) {
    throw new ActionError("config", `Route rolling moves all traffic at once: ${weight} % is not possible.`, {
      hint: "Use steps of 0 % and 100 %, or another route.",
    });
  }
  const now = await readRolling(context, signal);
  const isRunning = now.candidate?.version === release.version;
  const isThere = isRunning && now.isApplied === (weight === 100);
  if (isThere && now.traffic.candidate?.ready === true) return now.traffic;
  if (now.stable?.version === release.version) {
    throw new ActionError("conflict", `${release.version} is the stable release already`);
  }
  if (!isThere) requireRevision(now.traffic, precondition, "set-weight", undefined);
  if (now.isApplied && (weight === 0 || !isRunning)) await takeBack(context, now, signal);
  if (!isRunning || now.isApplied) await stageRelease(context, release, signal);
  if (weight === 0) return (await readRolling(context, signal)).traffic;
  await rollOut(context, release, signal);
  return (await readRolling(context, signal)).traffic;
}

/** Applies the release and waits for its pods; a release that does not come up is a `conflict`, and an abort undoes it. */
async function rollOut(context: RollingContext, release: Release, signal: AbortSignal): Promise<void> {
  const { client, clock, target, stable: name } = context;
  await applyRelease(context, release, signal);
  const timeoutMs = target.readyTimeoutMs;
  const end = await waitForDeployment({ client, clock, name, timeoutMs, signal });
  if (end.isDone) return;
  const { traffic } = await readRolling(context, signal);
  requireReady(traffic, `${release.version} does not come up with all the traffic`);
}

async function promote(
  context: RollingContext,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await readRolling(context, signal);
  if (isAllStable(now.traffic, release)) return now.traffic;
  requireRevision(now.traffic, precondition, "promote", undefined);
  requireCandidate(now.traffic, release);
  if (now.isApplied) requireReady(now.traffic, `${release.version} cannot be promoted`);
  else await rollOut(context, release, signal);
  await markStable(context, release, signal);
  return (await readRolling(context, signal)).traffic;
}

async function abort(
  context: RollingContext,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await readRolling(context, signal);
  if (now.candidate === undefined) return now.traffic;
  requireRevision(now.traffic, precondition, "abort", undefined);
  await takeBack(context, now, signal);
  return (await readRolling(context, signal)).traffic;
}

/** Undoes a candidate: the Deployment goes back to the template of the stable release, or to what it was before the first. */
async function takeBack(context: RollingContext, now: RollingState, signal: AbortSignal): Promise<void> {
  const { client, stable: name, log, target } = context;
  const { deployment, stable } = now;
  if (deployment === undefined) return;
  if (stable === undefined) return undoFirst(context, deployment, signal);
  if (!now.isApplied) {
    const body = { metadata: { annotations: { [MARKS.candidate]: null } } };
    await client.patch(DEPLOYMENTS, name, { type: "merge", body }, signal);
    return;
  }
  if (target.manifests.length > 0) {
    log.info(`Deployment ${name} goes back; other objects of the manifests stay as they were applied.`);
  }
  await rollBack(context, deployment, stable, signal);
  await untilRestored(context, stable, signal);
}

async function restore(
  context: RollingContext,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await readRolling(context, signal);
  const isDone = isAllStable(now.traffic, release);
  if (isDone && now.deployment !== undefined && isComplete(now.deployment)) return now.traffic;
  if (!isDone) requireRevision(now.traffic, precondition, "restore", undefined);
  const deployment =
    now.deployment ?? (await context.client.require<Deployment>(DEPLOYMENTS, context.stable, signal));
  if (!isDone) await rollBack(context, deployment, release, signal);
  await untilRestored(context, release, signal);
  return (await readRolling(context, signal)).traffic;
}
