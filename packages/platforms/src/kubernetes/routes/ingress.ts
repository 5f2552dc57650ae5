import { ActionError } from "@deploy-actions/kernel";
import type { KubernetesRoute } from "@deploy-actions/rollout";
import { annotationOperations } from "../annotation-operations.ts";
import { lastManagerOf } from "../field-managers.ts";
import { fingerprint } from "../fingerprint.ts";
import { pointer } from "../json-pointer.ts";
import { INGRESSES, type JsonPatchOperation } from "../kubernetes-client.ts";
import { MANAGER, MARKS } from "../marks.ts";
import { callsOf } from "../platform-options.ts";
import type { RouteServices, TrafficRoute, TrafficRouteOptions } from "../traffic-route.ts";
import {
  CANARY,
  classOf,
  type Ingress,
  isCanary,
  placesOf,
  refuseOtherController,
  rulesOf,
  stableOf,
  withBackend,
} from "./ingress-rules.ts";

/**
 * ingress-nginx: a second Ingress for the same hosts and paths, made a canary of the named one by annotations. The named one is
 * never changed. Legacy: ingress-nginx was retired in March 2026.
 */
export function createIngressRoute(
  options: TrafficRouteOptions,
  route: Extract<KubernetesRoute, { kind: "ingress" }>,
): TrafficRoute {
  const { client, header, owner } = options;
  const name = `${route.name}-candidate`;
  const describe = `Ingress ${client.namespace}/${route.name} (ingress-nginx, legacy)`;
  const describeOurs = `Ingress ${client.namespace}/${name}`;
  const load = async (signal: AbortSignal) => {
    const [main, ours] = await Promise.all([
      client.require<Ingress>(INGRESSES, route.name, signal),
      client.read<Ingress>(INGRESSES, name, signal),
    ]);
    if (ours !== undefined && !isOurs(ours)) {
      throw new ActionError("config", `${describeOurs} is there, but was not made by deploy-actions.`, {
        hint: "Remove or rename it: the canary Ingress of a rollout has this name.",
      });
    }
    return { main, ours };
  };
  const totalOf = (main: Ingress, ours: Ingress | undefined): number => {
    const text = (ours ?? main).metadata.annotations?.[CANARY.total];
    const total = Number(text ?? 100);
    if (Number.isInteger(total) && total > 0) return total;
    throw new ActionError("config", `${describe} has ${CANARY.total}: "${text}"; expected a whole number.`);
  };
  const shareOf = (main: Ingress, ours: Ingress | undefined): number => {
    if (ours === undefined || !isCanary(ours)) return 0;
    const weight = Number(ours.metadata.annotations?.[CANARY.weight] ?? 0);
    return Math.min(100, Math.round((weight / totalOf(main, ours)) * 10_000) / 100);
  };
  /** ingress-nginx takes one canary of a host and path, and does not say which. */
  const refuseSecondCanary = async (main: Ingress, stable: string, signal: AbortSignal): Promise<void> => {
    const places = placesOf(rulesOf(main, stable));
    const all = await client.list<Ingress>(INGRESSES, {}, signal);
    for (const other of all) {
      if (other.metadata.name === name || !isCanary(other) || classOf(other) !== classOf(main)) continue;
      const shared = placesOf(other.spec.rules ?? []).find((place) => places.includes(place));
      if (shared === undefined) continue;
      throw new ActionError(
        "config",
        `Ingress ${client.namespace}/${other.metadata.name} is a canary of ${shared} already, and ingress-nginx takes only one.`,
        { hint: `Remove it, or its annotation ${CANARY.canary}.` },
      );
    }
  };

  return {
    describe,
    warning: `Route ingress/${route.name} is moved by annotations of ingress-nginx, which was retired in March 2026: plan for httproute/<name> of the Gateway API.`,
    capabilities: { traffic: "weights", granularity: 1, candidateHeader: header },
    calls: [...callsOf(INGRESSES, "get", "list", "create", "patch", "delete")],

    async services(signal) {
      const { main, ours } = await load(signal);
      refuseOtherController(main, describe);
      const stable = stableOf(main, options.services, describe);
      // While ours is there another one must not stop it from being taken away.
      if (ours === undefined) await refuseSecondCanary(main, stable, signal);
      return options.services ?? { stable, candidate: `${stable}-candidate` };
    },

    async read(_services, signal) {
      const { main, ours } = await load(signal);
      return {
        candidateWeight: shareOf(main, ours),
        revision: revisionOf(ours),
        accepted: undefined,
        message: "ingress-nginx does not report which annotations it has taken",
        changedBy: ours === undefined ? undefined : lastManagerOf(ours.metadata, ["metadata", "annotations"]),
      };
    },

    async write(services, weight, seen, signal) {
      const { main, ours } = await load(signal);
      if (revisionOf(ours) !== seen.revision) {
        throw new ActionError(
          "conflict",
          `${describeOurs} is not as it was read: it gives the candidate ${shareOf(main, ours)} % now.`,
        );
      }
      const value = String(Math.round((weight * totalOf(main, ours)) / 100));
      if (ours === undefined) {
        await client.create(INGRESSES, newCanary(main, services, value), signal);
        return;
      }
      const operations: readonly JsonPatchOperation[] = [
        ...guard(ours),
        ...annotationOperations(ours.metadata, { [CANARY.canary]: "true", [CANARY.weight]: value }),
      ];
      await client.patch(INGRESSES, name, { type: "json", operations }, signal);
    },

    async attach(services, signal) {
      if (header === undefined) return;
      const { main, ours: found } = await load(signal);
      const ours = found ?? (await client.create(INGRESSES, newCanary(main, services, "0"), signal));
      const wanted = { [CANARY.header]: header.name, [CANARY.headerValue]: header.value };
      const isThere = Object.entries(wanted).every(
        ([key, value]) => ours.metadata.annotations?.[key] === value,
      );
      if (isThere) return;
      const operations = [...guard(ours), ...annotationOperations(ours.metadata, wanted)];
      await client.patch(INGRESSES, name, { type: "json", operations }, signal);
    },

    async detach(_services, signal) {
      const ours = await client.read<Ingress>(INGRESSES, name, signal);
      if (ours === undefined || !isOurs(ours)) return;
      const { uid } = ours.metadata;
      await client.remove(INGRESSES, name, signal, uid === undefined ? {} : { uid });
    },
  };

  function newCanary(main: Ingress, services: RouteServices, weight: string): Ingress {
    const { ingressClassName, tls } = main.spec;
    const { [CANARY.className]: className, [CANARY.total]: total } = main.metadata.annotations ?? {};
    return {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name,
        namespace: client.namespace,
        labels: { [MARKS.managedBy]: MANAGER },
        annotations: {
          ...(className === undefined ? {} : { [CANARY.className]: className }),
          ...(total === undefined ? {} : { [CANARY.total]: total }),
          [CANARY.canary]: "true",
          [CANARY.weight]: weight,
        },
        ...(owner?.uid === undefined
          ? {}
          : {
              ownerReferences: [
                { apiVersion: "apps/v1", kind: "Deployment", name: owner.name, uid: owner.uid },
              ],
            }),
      },
      spec: {
        ...(ingressClassName === undefined ? {} : { ingressClassName }),
        ...(tls === undefined ? {} : { tls }),
        rules: withBackend(rulesOf(main, services.stable), services.candidate),
      },
    };
  }
}

function isOurs({ metadata }: Ingress): boolean {
  return metadata.labels?.[MARKS.managedBy] === MANAGER;
}

/** The header is not in it: it moves nobody who does not ask for it. */
function revisionOf(ours: Ingress | undefined): string {
  const { annotations } = ours?.metadata ?? {};
  return fingerprint(
    ours?.metadata.uid,
    annotations?.[CANARY.canary],
    annotations?.[CANARY.weight],
    annotations?.[CANARY.total],
    ours?.spec.rules,
  );
}

function guard(ours: Ingress): readonly JsonPatchOperation[] {
  const path = pointer("metadata", "annotations", CANARY.weight);
  const value = ours.metadata.annotations?.[CANARY.weight];
  return [
    ...(value === undefined ? [] : [{ op: "test", path, value } as const]),
    ...(ours.metadata.uid === undefined
      ? []
      : [{ op: "test", path: pointer("metadata", "uid"), value: ours.metadata.uid } as const]),
  ];
}
