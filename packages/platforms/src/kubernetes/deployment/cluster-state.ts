import type { Release, RunningRelease, TrafficState } from "@deploy-actions/rollout";
import { fingerprint } from "../fingerprint.ts";
import { SERVICES } from "../kubernetes-client.ts";
import { MANAGER, MARKS, readRelease } from "../marks.ts";
import type { Deployment, Service } from "../objects.ts";
import type { RouteReading, RouteServices, TrafficRoute } from "../traffic-route.ts";
import type { DeploymentContext } from "./context.ts";
import { availableOf, describeProgress, desiredOf, isObserved, isServing } from "./deployment-status.ts";
import { diagnose } from "./diagnose.ts";
import { shareOf } from "./split-replicas.ts";
import { stableReleaseBeside, templateRelease } from "./stable-release.ts";
import { readObserved } from "./wait-for-deployment.ts";

/** What the cluster shows of a target, in one look. */
export interface ClusterState {
  readonly stable: Deployment | undefined;
  readonly stableRelease: Release | undefined;
  readonly candidate: Deployment | undefined;
  readonly candidateRelease: Release | undefined;
  readonly route: TrafficRoute;
  /** Absent where nothing is deployed and the route is not there yet. */
  readonly services: RouteServices | undefined;
  readonly reading: RouteReading | undefined;
  readonly traffic: TrafficState;
}

/** Reads Deployments and route; the pods too when some are not up. */
export async function readCluster(context: DeploymentContext, signal: AbortSignal): Promise<ClusterState> {
  const { target } = context;
  const [stable, candidate] = await Promise.all([
    readObserved(context, context.stable, signal),
    readObserved(context, context.candidate, signal),
  ]);
  const stableNow = stable === undefined ? undefined : stableReleaseBeside(stable, candidate, target);
  const candidateNow = candidate === undefined ? undefined : candidateRelease(candidate);
  const route = context.routeFor(stable?.metadata);
  const isEmpty = stable === undefined && candidateNow === undefined;
  const seen = await readRoute(route, isEmpty, signal);
  const facts = {
    stable,
    stableRelease: stableNow,
    candidate,
    candidateRelease: candidateNow,
    route,
    ...seen,
  };
  return { ...facts, traffic: await trafficOf(context, facts, signal) };
}

/** Before the first deploy the route may be missing; later that is an error. */
async function readRoute(
  route: TrafficRoute,
  mayBeMissing: boolean,
  signal: AbortSignal,
): Promise<Pick<ClusterState, "services" | "reading">> {
  try {
    const services = await route.services(signal);
    return { services, reading: await route.read(services, signal) };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "config";
    if (mayBeMissing && isMissing) return { services: undefined, reading: undefined };
    throw error;
  }
}

/** The release of the candidate's Deployment; `undefined` when a Deployment of the user's own waits for one. */
function candidateRelease(candidate: Deployment): Release | undefined {
  return readRelease(candidate.metadata.annotations);
}

async function trafficOf(
  context: DeploymentContext,
  facts: Omit<ClusterState, "traffic">,
  signal: AbortSignal,
): Promise<TrafficState> {
  const { stable, candidate, reading } = facts;
  const hasCandidate = candidate !== undefined && facts.candidateRelease !== undefined;
  const weight = hasCandidate ? (reading?.candidateWeight ?? 0) : 0;
  const share = hasCandidate && stable !== undefined ? actualShare(facts, stable, candidate) : undefined;
  return {
    stable:
      stable === undefined || facts.stableRelease === undefined
        ? null
        : showStable(stable, facts.stableRelease),
    candidate: hasCandidate ? await showCandidate(context, candidate, facts, signal) : null,
    candidateWeight: weight,
    ...(share === undefined || Math.abs(share - weight) < 0.05 ? {} : { actualShare: share }),
    revision: revisionOf(context, facts),
  };
}

/** Facts a person changes; not the status, nor the count of pods an autoscaler holds. */
function revisionOf(context: DeploymentContext, facts: Omit<ClusterState, "traffic">): string {
  const { stable, candidate, stableRelease: release, candidateRelease: next, reading } = facts;
  const where = `Deployment ${context.stable}`;
  return fingerprint(
    stable?.metadata.uid,
    stable === undefined ? undefined : templateRelease(stable.spec.template, context.target, where).release,
    release?.version,
    next === undefined ? undefined : [candidate?.metadata.uid, next.version],
    reading?.revision,
  );
}

function showStable(stable: Deployment, release: Release): RunningRelease {
  const ready = isServing(stable);
  return { release, ready, ...(ready ? {} : { detail: describeProgress(stable) }) };
}

async function showCandidate(
  context: DeploymentContext,
  candidate: Deployment,
  facts: Pick<ClusterState, "services">,
  signal: AbortSignal,
): Promise<RunningRelease> {
  const { client, clock } = context;
  const release = readRelease(candidate.metadata.annotations) ?? { version: "unknown" };
  const ready = isServing(candidate) && isAllNew(candidate);
  const url = await urlOf(context, facts.services, signal);
  const shown = { release, ready, ...(url === undefined ? {} : { url }) };
  if (ready && availableOf(candidate) >= desiredOf(candidate)) return shown;
  const { detail, failure } = await diagnose(client, candidate, clock.now(), signal);
  return {
    ...shown,
    ready: ready && failure === undefined,
    detail: detail ?? describeProgress(candidate),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** No pod of a release that was the candidate before is left. */
function isAllNew(deployment: Deployment): boolean {
  const { updatedReplicas = 0, replicas = 0 } = deployment.status ?? {};
  return isObserved(deployment) && updatedReplicas > 0 && replicas === updatedReplicas;
}

/** The candidate's own Service, which only a run inside the cluster reaches. */
async function urlOf(
  context: DeploymentContext,
  services: RouteServices | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { client, target } = context;
  if (target.access.kind !== "in-cluster" || services === undefined) return undefined;
  if (services.stable === services.candidate) return undefined;
  const service = await client.read<Service>(SERVICES, services.candidate, signal);
  const port = service?.spec.ports?.[0];
  if (port === undefined) return undefined;
  const scheme = port.name === "https" || port.port === 443 ? "https" : "http";
  return `${scheme}://${services.candidate}.${client.namespace}.svc:${port.port}`;
}

function actualShare(
  { route, reading }: Omit<ClusterState, "traffic">,
  stable: Deployment,
  candidate: Deployment,
): number | undefined {
  if (route.capabilities.traffic !== "replicas" || (reading?.candidateWeight ?? 0) === 0) return undefined;
  return shareOf({ stable: availableOf(stable), candidate: availableOf(candidate) });
}

/** Whether the candidate's Deployment was made by this project, and goes with the candidate. */
export function isMadeHere(deployment: Deployment): boolean {
  const { labels } = deployment.metadata;
  return labels?.[MARKS.managedBy] === MANAGER && labels[MARKS.candidateOf] !== undefined;
}
