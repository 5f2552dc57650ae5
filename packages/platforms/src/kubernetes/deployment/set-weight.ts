import { ActionError, formatPercent } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../../platform.ts";
import { requireReady, requireRevision } from "../guards.ts";
import { findAutoscaler } from "./autoscaler.ts";
import { applyFirstManifests, baseDeployment } from "./base-deployment.ts";
import { ensureCandidate } from "./candidate-deployment.ts";
import { ensureCandidateService } from "./candidate-service.ts";
import { type ClusterState, readCluster } from "./cluster-state.ts";
import type { DeploymentContext } from "./context.ts";
import { isAt, requireEndpoints, shiftTraffic } from "./shift-traffic.ts";
import { fullReplicas } from "./stable-release.ts";
import { takeCandidateBack } from "./take-candidate-back.ts";
import { waitForDeployment } from "./wait-for-deployment.ts";

/** Makes the candidate run and gives it a share; see `Platform.setWeight`. */
export async function setWeight(
  context: DeploymentContext,
  release: Release,
  weight: number,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  let now = await readCluster(context, signal);
  const { traffic } = now;
  const isRunning = traffic.candidate?.release.version === release.version;
  const isThere = isRunning && now.reading !== undefined && isAt(now.reading, weight);
  if (isThere && traffic.candidate?.ready === true) return traffic;
  if (traffic.stable?.release.version === release.version) {
    throw new ActionError("conflict", `${release.version} is the stable release already`);
  }
  if (!isThere) requireRevision(traffic, precondition, "set-weight", now.reading?.changedBy);
  const what = `${release.version} cannot get ${formatPercent(weight)} of the traffic`;
  if (weight > 0 && isRunning) requireReady(traffic, what);

  // Another candidate gives its traffic back before its pods are replaced: it is stable that the new one is compared with.
  if (traffic.candidate !== null && !isRunning && traffic.candidateWeight > 0) {
    await takeCandidateBack(context, now, { removes: false }, signal);
    now = await readCluster(context, signal);
  }
  return shiftTo(context, now, release, weight, signal);
}

/** Brings the candidate up for a share and gives it that share; at 0 % one that does not come up is no error. */
export async function shiftTo(
  context: DeploymentContext,
  now: ClusterState,
  release: Release,
  weight: number,
  signal: AbortSignal,
): Promise<TrafficState> {
  const up = await bringCandidateUp(context, now, release, weight, signal);
  const { route, services, reading } = up;
  if (weight > 0) {
    requireReady(up.traffic, `${release.version} cannot get ${formatPercent(weight)} of the traffic`);
  }
  if (services !== undefined && reading !== undefined) {
    if (weight > 0 && route.capabilities.traffic !== "replicas") {
      await requireEndpoints(context, services, signal);
    }
    await shiftTraffic(context, route, services, weight, reading, signal);
    // Only now: a header or a mirror must find pods that answer.
    if (up.traffic.candidate?.ready === true) await route.attach?.(services, signal);
  }
  return (await readCluster(context, signal)).traffic;
}

/** The candidate's objects are there, and its pods are up or fail for good: the traffic is where it was. */
async function bringCandidateUp(
  context: DeploymentContext,
  now: ClusterState,
  release: Release,
  weight: number,
  signal: AbortSignal,
): Promise<ClusterState> {
  const { client, clock, target } = context;
  if (now.stable === undefined && now.services === undefined) await applyFirstManifests(context, signal);
  const base = now.stable ?? (await baseDeployment(context, signal));
  const services = now.services ?? (await now.route.services(signal));
  const replicas = await replicasFor(context, now, weight, signal);
  await ensureCandidate(context, base, release, replicas, services, signal);
  await ensureCandidateService(context, services, now.stable?.metadata.uid, signal);
  const timeoutMs = target.readyTimeoutMs;
  await waitForDeployment({ client, clock, name: context.candidate, timeoutMs, signal });
  return readCluster(context, signal);
}

/** Pods for a share of what stable has, so that each has no more to do than one of stable's. */
async function replicasFor(
  context: DeploymentContext,
  now: ClusterState,
  weight: number,
  signal: AbortSignal,
): Promise<number> {
  const { client, log } = context;
  if (now.stable === undefined || now.stableRelease === undefined || weight <= 0) return 1;
  // Where the pods are the share, the route itself adds and removes them.
  if (now.route.capabilities.traffic === "replicas") return 1;
  const full = fullReplicas(now.stable);
  const wanted = Math.max(1, Math.ceil((full * weight) / 100));
  const autoscaler = await findAutoscaler(client, context.stable, signal);
  if (autoscaler !== undefined) {
    log.info(
      `HorizontalPodAutoscaler ${autoscaler.metadata.name} scales ${context.stable} (${full} pods now). The candidate is not autoscaled: it gets ${wanted} for ${formatPercent(weight)}.`,
    );
  }
  return wanted;
}
