import { ActionError, suggest } from "@deploy-actions/kernel";
import type { KubernetesRoute } from "@deploy-actions/rollout";
import { lastManagerOf } from "../field-managers.ts";
import { fingerprint } from "../fingerprint.ts";
import type { KubernetesObject, ResourceType } from "../kubernetes-client.ts";
import { callsOf } from "../platform-options.ts";
import type { RouteServices, TrafficRoute, TrafficRouteOptions } from "../traffic-route.ts";
import {
  giveWeights,
  shareOfCandidate,
  takeCandidateOut,
  type WeightedEntry,
  type WeightedPair,
} from "./weighted-pair.ts";

const TRAEFIK_SERVICES: ResourceType = {
  group: "traefik.io",
  version: "v1alpha1",
  plural: "traefikservices",
  kind: "TraefikService",
};
const LIST = ["spec", "weighted", "services"] as const;
/** What Traefik takes where no weight is said. */
const DEFAULT_WEIGHT = 1;

/** The parts of a TraefikService (v1alpha1) that are read. */
interface TraefikService extends KubernetesObject {
  readonly spec: {
    readonly weighted?: { readonly services?: readonly WeightedService[] };
    readonly mirroring?: unknown;
  };
}

interface WeightedService extends WeightedEntry {
  readonly name: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly port?: number | string;
}

/** Traefik's weighted TraefikService: the weights of its two Services, changed by JSON patch under a test of the list. */
export function createTraefikServiceRoute(
  options: TrafficRouteOptions,
  route: Extract<KubernetesRoute, { kind: "traefikservice" }>,
): TrafficRoute {
  const { client } = options;
  const describe = `TraefikService ${client.namespace}/${route.name}`;
  const load = (signal: AbortSignal): Promise<TraefikService> =>
    client.require<TraefikService>(TRAEFIK_SERVICES, route.name, signal);

  return {
    describe,
    capabilities: { traffic: "weights", granularity: 1, candidateHeader: undefined },
    calls: [...callsOf(TRAEFIK_SERVICES, "get", "list", "patch")],

    async services(signal) {
      const entries = listOf(await load(signal), describe);
      const services = options.services ?? foundServices(entries, describe);
      pairOf(entries, services, client.namespace, describe);
      return services;
    },

    async read(services, signal) {
      const object = await load(signal);
      const pair = pairOf(listOf(object, describe), services, client.namespace, describe);
      return {
        candidateWeight: shareOfCandidate(pair, DEFAULT_WEIGHT),
        revision: revisionOf(pair),
        accepted: undefined,
        message: "Traefik does not report whether it has loaded a TraefikService",
        changedBy: lastManagerOf(object.metadata, LIST),
      };
    },

    async write(services, weight, seen, signal) {
      const object = await load(signal);
      const pair = pairOf(listOf(object, describe), services, client.namespace, describe);
      if (revisionOf(pair) !== seen.revision) {
        const now = shareOfCandidate(pair, DEFAULT_WEIGHT);
        throw new ActionError(
          "conflict",
          `${describe} is not as it was read: it gives the candidate ${now} % now.`,
        );
      }
      const stable = pair.entries[pair.stable];
      if (stable === undefined) return;
      const operations = giveWeights(object.metadata, pair, weight, { ...stable, name: services.candidate });
      await client.patch(TRAEFIK_SERVICES, route.name, { type: "json", operations }, signal);
    },

    async detach(services, signal) {
      const object = await client.read<TraefikService>(TRAEFIK_SERVICES, route.name, signal);
      if (object === undefined) return;
      const pair = pairOf(listOf(object, describe), services, client.namespace, describe);
      const operations = takeCandidateOut(object.metadata, pair);
      if (operations.length > 0)
        await client.patch(TRAEFIK_SERVICES, route.name, { type: "json", operations }, signal);
    },
  };
}

function listOf(object: TraefikService, describe: string): readonly WeightedService[] {
  const entries = object.spec.weighted?.services;
  if (entries !== undefined && entries.length > 0) return entries;
  const kinds = Object.keys(object.spec);
  const what = kinds.length === 0 ? "nothing in it" : `\`${kinds.join("`, `")}\` in it`;
  throw new ActionError("config", `${describe} has no list of weighted services, but ${what}.`, {
    hint: "Weights are moved in spec.weighted.services of a TraefikService. One that mirrors (spec.mirroring) has none: name the weighted one that it, or the IngressRoute, refers to.",
  });
}

function foundServices(entries: readonly WeightedService[], describe: string): RouteServices {
  const stable = entries.filter((entry) => isService(entry) && !entry.name.endsWith("-candidate"));
  const [only, ...others] = stable;
  if (only === undefined || others.length > 0) {
    const names = entries.map(({ name }) => name).join(", ");
    throw new ActionError(
      "config",
      `${describe} divides the requests between ${names}: which one is the stable release?`,
      { hint: "Name `services` of the target." },
    );
  }
  return { stable: only.name, candidate: `${only.name}-candidate` };
}

function pairOf(
  entries: readonly WeightedService[],
  services: RouteServices,
  namespace: string,
  describe: string,
): WeightedPair<WeightedService> {
  const positionsOf = (name: string): readonly number[] =>
    entries.flatMap((entry, index) =>
      entry.name === name && isService(entry) && (entry.namespace ?? namespace) === namespace ? [index] : [],
    );
  const [stable, ...others] = positionsOf(services.stable);
  if (stable === undefined) {
    const names = entries.map(({ name }) => name);
    throw new ActionError(
      "config",
      `${describe} has no Service "${services.stable}" in its list.${suggest(services.stable, names)}`,
    );
  }
  const candidate = positionsOf(services.candidate)[0] ?? -1;
  const foreign = entries.filter((_entry, index) => index !== stable && index !== candidate);
  if (others.length > 0 || foreign.length > 0) {
    const names = foreign.map(({ name, port }) => (port === undefined ? name : `${name}:${port}`));
    throw new ActionError(
      "config",
      `${describe} has services other than the two releases ${services.stable} and ${services.candidate}: ${names.join(", ")}.`,
      {
        hint: "Weights are divided between two Services. Put them into a TraefikService of their own, or name `services` of the target.",
      },
    );
  }
  return { path: LIST, entries, stable, candidate };
}

function isService({ kind }: WeightedService): boolean {
  return (kind ?? "Service") === "Service";
}

function revisionOf({ entries, stable, candidate }: WeightedPair<WeightedService>): string {
  return fingerprint(entries[stable], entries[candidate]);
}
