import { ActionError } from "@deploy-actions/kernel";
import type { KubernetesRoute } from "@deploy-actions/rollout";
import { findAutoscaler } from "../deployment/autoscaler.ts";
import { labelsInside, labelsOutside, matches } from "../deployment/candidate-labels.ts";
import { desiredOf } from "../deployment/deployment-status.ts";
import { scaleDeployment } from "../deployment/scale-deployment.ts";
import { shareOf, splitReplicas } from "../deployment/split-replicas.ts";
import { fullReplicas } from "../deployment/stable-release.ts";
import { lastManagerOf } from "../field-managers.ts";
import { fingerprint } from "../fingerprint.ts";
import { pointer } from "../json-pointer.ts";
import { DEPLOYMENTS, SERVICES } from "../kubernetes-client.ts";
import { MARKS } from "../marks.ts";
import { AUTOSCALERS, type Deployment, type Service } from "../objects.ts";
import { callsOf } from "../platform-options.ts";
import type { RouteReading, TrafficRoute, TrafficRouteOptions } from "../traffic-route.ts";

/** The two Deployments whose pods are the share, and how to wait until all pods of one are up. */
export interface ReplicaDeployments {
  readonly stable: string;
  readonly candidate: string;
  readonly untilComplete: (name: string, signal: AbortSignal) => Promise<void>;
}

/**
 * Pods of both releases behind one Service. At 0 % the candidate's pod runs with labels the Service does not pick; above, with
 * labels it does. Pods are added before others are taken away.
 */
export function createReplicasRoute(
  options: TrafficRouteOptions,
  route: Extract<KubernetesRoute, { kind: "replicas" }>,
  deployments: ReplicaDeployments,
): TrafficRoute {
  const { client } = options;
  const describe = `Service ${client.namespace}/${route.service}`;
  const load = async (signal: AbortSignal) => {
    const [service, stable, candidate] = await Promise.all([
      client.require<Service>(SERVICES, route.service, signal),
      client.read<Deployment>(DEPLOYMENTS, deployments.stable, signal),
      client.read<Deployment>(DEPLOYMENTS, deployments.candidate, signal),
    ]);
    if (Object.keys(service.spec.selector ?? {}).length === 0) {
      throw new ActionError(
        "config",
        `${describe} has no selector: its endpoints are written by somebody else.`,
      );
    }
    return { service, stable, candidate, reading: readingOf(service, stable, candidate) };
  };
  const bringStableBack = async (stable: Deployment | undefined, signal: AbortSignal): Promise<void> => {
    if (stable?.metadata.annotations?.[MARKS.replicas] === undefined) return;
    const full = fullReplicas(stable);
    if (desiredOf(stable) < full) await scaleDeployment(client, stable, full, {}, signal);
    await deployments.untilComplete(deployments.stable, signal);
    const body = { metadata: { annotations: { [MARKS.replicas]: null } } };
    await client.patch(DEPLOYMENTS, deployments.stable, { type: "merge", body }, signal);
    await deployments.untilComplete(deployments.stable, signal);
  };
  /** One that does not come up again goes to no pods: the Service would still pick those with the labels of before. */
  const untilOutside = async (signal: AbortSignal): Promise<void> => {
    try {
      await deployments.untilComplete(deployments.candidate, signal);
    } catch (error) {
      if (!(error instanceof ActionError) || error.code !== "remote") throw error;
      const { service, stable, candidate } = await load(signal);
      if (candidate === undefined) return;
      await setCandidate(options, candidate, stable, service, 0, 0, signal);
      await deployments.untilComplete(deployments.candidate, signal);
    }
  };

  return {
    describe,
    capabilities: { traffic: "replicas", granularity: 1, candidateHeader: undefined },
    calls: [
      ...callsOf(SERVICES, "get", "list"),
      ...callsOf(DEPLOYMENTS, "get", "list", "patch"),
      ...callsOf(AUTOSCALERS, "list"),
    ],

    async services() {
      return { stable: route.service, candidate: route.service };
    },

    async read(_services, signal) {
      return (await load(signal)).reading;
    },

    async write(_services, weight, seen, signal) {
      const { service, stable, candidate, reading } = await load(signal);
      if (reading.revision !== seen.revision) {
        throw new ActionError(
          "conflict",
          `The replicas of ${deployments.candidate} are not as they were read: they give it ${reading.candidateWeight} % now.`,
        );
      }
      if (candidate === undefined) return;
      if (weight === 0) {
        await bringStableBack(stable, signal);
        await setCandidate(options, candidate, stable, service, 1, 0, signal);
        await untilOutside(signal);
        return;
      }
      // The first release has nobody to share with.
      if (stable === undefined) return;
      const autoscaler = await findAutoscaler(client, deployments.stable, signal);
      const full = fullReplicas(stable);
      const split = splitReplicas(full, weight, autoscaler === undefined);
      if (split.stable > desiredOf(stable)) {
        await scaleDeployment(client, stable, split.stable, {}, signal);
        await deployments.untilComplete(deployments.stable, signal);
      }
      await setCandidate(options, candidate, stable, service, split.candidate, weight, signal);
      await deployments.untilComplete(deployments.candidate, signal);
      if (split.stable < desiredOf(stable)) {
        await scaleDeployment(client, stable, split.stable, { [MARKS.replicas]: String(full) }, signal);
        await deployments.untilComplete(deployments.stable, signal);
      }
    },

    async detach(_services, signal) {
      const { service, stable, candidate, reading } = await load(signal);
      // Whether stable can carry everything was asked before; here it is given back its count.
      if (stable?.metadata.annotations?.[MARKS.replicas] !== undefined) {
        await scaleDeployment(client, stable, fullReplicas(stable), { [MARKS.replicas]: null }, signal);
      }
      if (candidate === undefined || reading.candidateWeight === 0) return;
      await setCandidate(options, candidate, stable, service, 0, 0, signal);
      await deployments.untilComplete(deployments.candidate, signal);
    },
  };
}

function readingOf(
  service: Service,
  stable: Deployment | undefined,
  candidate: Deployment | undefined,
): RouteReading {
  const labels = candidate?.spec.template.metadata?.labels ?? {};
  const isIn = candidate !== undefined && matches(service.spec.selector ?? {}, labels);
  const replicas = candidate === undefined ? 0 : desiredOf(candidate);
  const annotations = candidate?.metadata.annotations;
  const isAsGiven = annotations?.[MARKS.replicas] === String(replicas);
  const split = { stable: stable === undefined ? 0 : desiredOf(stable), candidate: replicas };
  const given = isAsGiven ? Number(annotations?.[MARKS.weight]) : Number.NaN;
  return {
    candidateWeight: !isIn || replicas === 0 ? 0 : Number.isFinite(given) ? given : shareOf(split),
    revision: fingerprint(isIn, replicas, annotations?.[MARKS.weight]),
    accepted: true,
    message: undefined,
    changedBy: candidate === undefined ? undefined : lastManagerOf(candidate.metadata, ["spec", "replicas"]),
  };
}

async function setCandidate(
  { client }: TrafficRouteOptions,
  candidate: Deployment,
  stable: Deployment | undefined,
  service: Service,
  replicas: number,
  weight: number,
  signal: AbortSignal,
): Promise<void> {
  const now = candidate.spec.template.metadata?.labels ?? {};
  const isIn = matches(service.spec.selector ?? {}, now);
  const labels =
    stable === undefined || isIn === weight > 0
      ? now
      : weight > 0
        ? labelsInside(stable)
        : labelsOutside(stable, service.spec.selector, undefined);
  await client.patch(
    DEPLOYMENTS,
    candidate.metadata.name,
    {
      type: "json",
      operations: [
        {
          op: "test",
          path: pointer("metadata", "annotations", MARKS.version),
          value: candidate.metadata.annotations?.[MARKS.version],
        },
        { op: "add", path: pointer("metadata", "annotations", MARKS.weight), value: String(weight) },
        { op: "add", path: pointer("metadata", "annotations", MARKS.replicas), value: String(replicas) },
        { op: "add", path: pointer("spec", "template", "metadata", "labels"), value: labels },
        { op: "replace", path: pointer("spec", "replicas"), value: replicas },
      ],
    },
    signal,
  );
}
