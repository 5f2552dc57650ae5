import { ActionError } from "@deploy-actions/kernel";
import type { KubernetesRoute } from "@deploy-actions/rollout";
import { lastManagerOf } from "../field-managers.ts";
import { fingerprint } from "../fingerprint.ts";
import { pointer } from "../json-pointer.ts";
import type { JsonPatchOperation } from "../kubernetes-client.ts";
import { callsOf } from "../platform-options.ts";
import type { RouteServices, TrafficRoute, TrafficRouteOptions } from "../traffic-route.ts";
import { acceptanceOf } from "./virtualservice-acceptance.ts";
import {
  findHttpRule,
  type HttpRule,
  labelOf,
  type PlacedRule,
  type RouteDestination,
  serviceOfHost,
  VIRTUAL_SERVICES,
  type VirtualService,
  withService,
} from "./virtualservice-rules.ts";
import { giveWeights, shareOfCandidate, takeCandidateOut, type WeightedPair } from "./weighted-pair.ts";

/** Name of the http route that sends requests with the header to the candidate. */
const HEADER_RULE = "deploy-actions-candidate";

/**
 * Istio VirtualService: weights of the two Services of one http route, changed by JSON patch under a test of what was read, so
 * that other routes and fields stay as they are.
 */
export function createVirtualServiceRoute(
  options: TrafficRouteOptions,
  route: Extract<KubernetesRoute, { kind: "virtualservice" }>,
): TrafficRoute {
  const { client, header, mirror } = options;
  const { namespace } = client;
  const describe = `VirtualService ${namespace}/${route.name}`;
  const load = (signal: AbortSignal): Promise<VirtualService> =>
    client.require<VirtualService>(VIRTUAL_SERVICES, route.name, signal);
  const find = (object: VirtualService, services: RouteServices | undefined): PlacedRule =>
    findHttpRule(object, route.rule, services, namespace, HEADER_RULE, describe);
  const patch = async (operations: readonly JsonPatchOperation[], signal: AbortSignal): Promise<void> => {
    if (operations.length > 0)
      await client.patch(VIRTUAL_SERVICES, route.name, { type: "json", operations }, signal);
  };
  const isMirroredTo = (rule: HttpRule, service: string): boolean =>
    rule.mirror !== undefined && serviceOfHost(rule.mirror.host, namespace) === service;
  const revisionOf = (
    { rule }: PlacedRule,
    pair: WeightedPair<RouteDestination>,
    candidate: string,
  ): string =>
    fingerprint(
      pair.entries[pair.stable],
      pair.entries[pair.candidate],
      isMirroredTo(rule, candidate) ? rule.mirrorPercentage : undefined,
    );
  const pairOf = (placed: PlacedRule, services: RouteServices): WeightedPair<RouteDestination> => {
    const entries = placed.rule.route ?? [];
    const positionOf = (service: string): number =>
      entries.findIndex(({ destination }) => serviceOfHost(destination.host, namespace) === service);
    const [stable, candidate] = [positionOf(services.stable), positionOf(services.candidate)];
    const foreign = entries.filter((_entry, index) => index !== stable && index !== candidate);
    if (foreign.length > 0) {
      const hosts = foreign.map(({ destination }) => destination.host).join(", ");
      throw new ActionError(
        "config",
        `Route ${labelOf(placed)} of ${describe} has destinations other than the two releases ${services.stable} and ${services.candidate}: ${hosts}.`,
        {
          hint: "Weights are divided between two Services. Give the other one an http route of its own, or name `services` of the target.",
        },
      );
    }
    return { path: ["spec", "http", placed.index, "route"], entries, stable, candidate };
  };

  return {
    describe,
    capabilities: { traffic: "weights", granularity: 1, candidateHeader: header },
    calls: [...callsOf(VIRTUAL_SERVICES, "get", "list", "patch")],

    async services(signal) {
      const placed = find(await load(signal), options.services);
      const services = options.services ?? foundServices(placed, namespace, describe);
      pairOf(placed, services);
      const { rule } = placed;
      const isMirrored = rule.mirror !== undefined || (rule.mirrors ?? []).length > 0;
      if (mirror > 0 && isMirrored && !isMirroredTo(rule, services.candidate)) {
        throw new ActionError(
          "config",
          `Route ${labelOf(placed)} of ${describe} mirrors its requests already, to ${rule.mirror?.host ?? "others"}.`,
          { hint: "Istio mirrors a route once: take `mirror` out of the target, or out of the route." },
        );
      }
      return services;
    },

    async read(services, signal) {
      const object = await load(signal);
      const placed = find(object, services);
      const pair = pairOf(placed, services);
      return {
        candidateWeight: shareOfCandidate(pair, defaultWeight(pair)),
        revision: revisionOf(placed, pair, services.candidate),
        ...acceptanceOf(object),
        changedBy: lastManagerOf(object.metadata, ["spec", "http"]),
      };
    },

    async write(services, weight, seen, signal) {
      const object = await load(signal);
      const placed = find(object, services);
      const pair = pairOf(placed, services);
      if (revisionOf(placed, pair, services.candidate) !== seen.revision) {
        const now = shareOfCandidate(pair, defaultWeight(pair));
        throw new ActionError(
          "conflict",
          `${describe} is not as it was read: it gives the candidate ${now} % now.`,
        );
      }
      const stable = pair.entries[pair.stable];
      if (stable === undefined) return;
      const candidate = { ...stable, destination: withService(stable.destination, services.candidate) };
      const operations = giveWeights(object.metadata, pair, weight, candidate);
      await patch([...guard(placed), ...operations], signal);
    },

    async attach(services, signal) {
      const object = await load(signal);
      const placed = find(object, services);
      const { rule, index } = placed;
      const pair = pairOf(placed, services);
      const stable = pair.entries[pair.stable];
      if (stable === undefined) return;
      const destination = withService(stable.destination, services.candidate);
      const operations: JsonPatchOperation[] = [];
      if (mirror > 0 && rule.mirror === undefined) {
        operations.push(
          { op: "add", path: pointer("spec", "http", index, "mirror"), value: destination },
          { op: "add", path: pointer("spec", "http", index, "mirrorPercentage"), value: { value: mirror } },
        );
      }
      if (header !== undefined && !(object.spec.http ?? []).some(({ name }) => name === HEADER_RULE)) {
        // Istio takes the first route that matches, so it stands before the one it is made from.
        const value = headerRule(rule, header, { ...stable, destination });
        operations.push({ op: "add", path: pointer("spec", "http", index), value });
      }
      const test: JsonPatchOperation = { op: "test", path: pointer(...pair.path), value: pair.entries };
      if (operations.length > 0) await patch([...guard(placed), test, ...operations], signal);
    },

    async detach(services, signal) {
      const object = await client.read<VirtualService>(VIRTUAL_SERVICES, route.name, signal);
      if (object === undefined) return;
      const placed = find(object, services);
      const { rule, index } = placed;
      const operations: JsonPatchOperation[] = [
        ...takeCandidateOut(object.metadata, pairOf(placed, services)),
      ];
      if (isMirroredTo(rule, services.candidate)) {
        operations.push({ op: "remove", path: pointer("spec", "http", index, "mirror") });
        if (rule.mirrorPercentage !== undefined)
          operations.push({ op: "remove", path: pointer("spec", "http", index, "mirrorPercentage") });
      }
      // Last: it moves the routes behind it.
      const headerIndex = (object.spec.http ?? []).findIndex(({ name }) => name === HEADER_RULE);
      if (headerIndex >= 0) {
        const path = pointer("spec", "http", headerIndex);
        operations.push({ op: "test", path: `${path}/name`, value: HEADER_RULE }, { op: "remove", path });
      }
      if (operations.length > 0) await patch([...guard(placed), ...operations], signal);
    },
  };
}

function foundServices(placed: PlacedRule, namespace: string, describe: string): RouteServices {
  const names = (placed.rule.route ?? []).flatMap(
    ({ destination }) => serviceOfHost(destination.host, namespace) ?? [],
  );
  const [stable, ...others] = names.filter((name) => !name.endsWith("-candidate"));
  if (stable !== undefined && others.length === 0) return { stable, candidate: `${stable}-candidate` };
  const hosts = (placed.rule.route ?? []).map(({ destination }) => destination.host).join(", ");
  throw new ActionError(
    "config",
    `Route ${labelOf(placed)} of ${describe} goes to ${hosts}: which Service of namespace ${namespace} is the stable release?`,
    { hint: "Name `services` of the target." },
  );
}

/** A single destination has everything, of several one without a weight has nothing. */
function defaultWeight({ entries }: WeightedPair<RouteDestination>): number {
  return entries.length === 1 ? 100 : 0;
}

function guard({ rule, index }: PlacedRule): readonly JsonPatchOperation[] {
  return rule.name === undefined
    ? []
    : [{ op: "test", path: pointer("spec", "http", index, "name"), value: rule.name }];
}

/** A copy of the route for requests with the header, all of them to the candidate, and nothing mirrored. */
function headerRule(
  rule: HttpRule,
  header: { readonly name: string; readonly value: string },
  { weight: _weight, ...candidate }: RouteDestination,
): HttpRule {
  const { mirror: _mirror, mirrors: _mirrors, mirrorPercentage: _percentage, ...rest } = rule;
  const exact = { [header.name.toLowerCase()]: { exact: header.value } };
  const match = (rule.match ?? [{}]).map((one) => ({ ...one, headers: { ...one.headers, ...exact } }));
  return { ...rest, name: HEADER_RULE, match, route: [candidate] };
}
