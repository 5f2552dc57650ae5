import { ActionError } from "@deploy-actions/kernel";
import type { KubernetesRoute } from "@deploy-actions/rollout";
import { lastManagerOf } from "../field-managers.ts";
import { fingerprint } from "../fingerprint.ts";
import { pointer } from "../json-pointer.ts";
import type { JsonPatchOperation } from "../kubernetes-client.ts";
import { MARKS } from "../marks.ts";
import { callsOf } from "../platform-options.ts";
import type { RouteReading, RouteServices, TrafficRoute, TrafficRouteOptions } from "../traffic-route.ts";
import { acceptanceOf } from "./httproute-acceptance.ts";
import { routesElsewhere } from "./httproute-elsewhere.ts";
import {
  type BackendRef,
  findRule,
  HTTP_ROUTES,
  type HttpRoute,
  type HttpRouteRule,
  isBackend,
} from "./httproute-rules.ts";

/** Name of the rule that sends requests with the header to the candidate. */
const HEADER_RULE = "deploy-actions-candidate";
/** Gateway API weights are whole numbers: a hundredth of a per cent is one. */
const SCALE = 100;

/**
 * Gateway API HTTPRoute: weights of the two backends of one rule, changed by JSON patch under tests of what was read, so that
 * other rules, backends and fields stay as they are.
 */
export function createHttpRoute(
  options: TrafficRouteOptions,
  route: Extract<KubernetesRoute, { kind: "httproute" }>,
): TrafficRoute {
  const { client, header, mirror } = options;
  const describe = `HTTPRoute ${client.namespace}/${route.name}`;
  const load = (signal: AbortSignal): Promise<HttpRoute> =>
    client.require<HttpRoute>(HTTP_ROUTES, route.name, signal);
  const find = (object: HttpRoute, services: RouteServices | undefined) =>
    findRule(object, route.rule, services, HEADER_RULE, describe);
  const patch = async (operations: readonly JsonPatchOperation[], signal: AbortSignal): Promise<void> => {
    if (operations.length > 0)
      await client.patch(HTTP_ROUTES, route.name, { type: "json", operations }, signal);
  };

  return {
    describe,
    capabilities: { traffic: "weights", granularity: 1 / SCALE, candidateHeader: header },
    calls: [...callsOf(HTTP_ROUTES, "get", "list", "patch")],

    async services(signal) {
      const { rule } = find(await load(signal), options.services);
      if (options.services !== undefined) return options.services;
      const [stable] = backendsOf(rule).filter((backend) => !backend.name.endsWith("-candidate"));
      if (stable === undefined) {
        throw new ActionError("config", `${describe} has no Service as backend in its rule.`, {
          hint: "Name `services` of the target.",
        });
      }
      return { stable: stable.name, candidate: `${stable.name}-candidate` };
    },

    async read(services, signal) {
      const object = await load(signal);
      const { rule } = find(object, services);
      const { accepted, message } = acceptanceOf(object);
      const weights = weightsOf(rule, services);
      return {
        candidateWeight: shareOf(weights),
        revision: fingerprint(weights, rule.filters?.filter(isMirrorTo(services.candidate))),
        accepted,
        message,
        changedBy: lastManagerOf(object.metadata, ["spec", "rules"]),
      } satisfies RouteReading;
    },

    async write(services, weight, seen, signal) {
      const object = await load(signal);
      const { rule, index } = find(object, services);
      const now = weightsOf(rule, services);
      if (fingerprint(now, rule.filters?.filter(isMirrorTo(services.candidate))) !== seen.revision) {
        throw new ActionError(
          "conflict",
          `${describe} is not as it was read: it gives the candidate ${shareOf(now)} % now.`,
        );
      }
      const backends = rule.backendRefs ?? [];
      const stableIndex = backends.findIndex((backend) => isBackend(backend, services.stable));
      const candidateIndex = backends.findIndex((backend) => isBackend(backend, services.candidate));
      const stable = backends[stableIndex];
      if (stable === undefined)
        throw new ActionError("conflict", `${describe} lost its backend ${services.stable}.`);
      const weights = { stable: Math.round((100 - weight) * SCALE), candidate: Math.round(weight * SCALE) };
      const remembered = object.metadata.annotations?.[MARKS.backendWeight];
      await patch(
        [
          ...guard(index, rule, backends),
          // What the weight was before the rollout is put back by detach.
          ...(remembered === undefined && candidateIndex < 0 ? remember(object, stable.weight) : []),
          {
            op: "add",
            path: pointer("spec", "rules", index, "backendRefs", stableIndex, "weight"),
            value: weights.stable,
          },
          candidateIndex < 0
            ? {
                op: "add",
                path: pointer("spec", "rules", index, "backendRefs", "-"),
                value: { ...stable, name: services.candidate, weight: weights.candidate },
              }
            : {
                op: "add",
                path: pointer("spec", "rules", index, "backendRefs", candidateIndex, "weight"),
                value: weights.candidate,
              },
        ],
        signal,
      );
    },

    elsewhere: ({ stable }, signal) => routesElsewhere(client, route.name, stable, signal),

    async attach(services, signal) {
      const object = await load(signal);
      const { rule, index } = find(object, services);
      const rules = object.spec.rules ?? [];
      const operations: JsonPatchOperation[] = [];
      const stable = (rule.backendRefs ?? []).find((backend) => isBackend(backend, services.stable));
      if (stable === undefined) return;
      const { weight: _weight, ...backend } = { ...stable, name: services.candidate };
      if (mirror > 0 && !(rule.filters ?? []).some(isMirrorTo(services.candidate))) {
        const filter = {
          type: "RequestMirror",
          requestMirror: { backendRef: mirrorRef(backend), percent: mirror },
        };
        operations.push(
          rule.filters === undefined
            ? { op: "add", path: pointer("spec", "rules", index, "filters"), value: [filter] }
            : { op: "add", path: pointer("spec", "rules", index, "filters", "-"), value: filter },
        );
      }
      if (header !== undefined && !rules.some((one) => one.name === HEADER_RULE)) {
        const match = { type: "Exact", name: header.name, value: header.value };
        // A match with more headers wins wherever it stands, so other rules keep their order.
        const matches = (rule.matches ?? [{}]).map((one) => ({
          ...one,
          headers: [...(one.headers ?? []), match],
        }));
        const filters = (rule.filters ?? []).filter((filter) => filter.type !== "RequestMirror");
        const value = {
          name: HEADER_RULE,
          matches,
          ...(filters.length === 0 ? {} : { filters }),
          backendRefs: [backend],
        };
        operations.push({ op: "add", path: pointer("spec", "rules", "-"), value });
      }
      if (operations.length > 0)
        await patch([...guard(index, rule, rule.backendRefs ?? []), ...operations], signal);
    },

    async detach(services, signal) {
      const object = await client.read<HttpRoute>(HTTP_ROUTES, route.name, signal);
      if (object === undefined) return;
      const { rule, index } = find(object, services);
      const rules = object.spec.rules ?? [];
      const backends = rule.backendRefs ?? [];
      const remembered = object.metadata.annotations?.[MARKS.backendWeight];
      const candidateIndex = backends.findIndex((backend) => isBackend(backend, services.candidate));
      const stableIndex = backends.findIndex((backend) => isBackend(backend, services.stable));
      const headerIndex = rules.findIndex((one) => one.name === HEADER_RULE);
      const operations: JsonPatchOperation[] = [];
      if (remembered !== undefined) {
        if (stableIndex >= 0)
          operations.push(...forget(index, stableIndex, remembered, backends[stableIndex]));
        operations.push({ op: "remove", path: pointer("metadata", "annotations", MARKS.backendWeight) });
      }
      // Later positions first: removing one moves those behind it.
      const mirrors = (rule.filters ?? []).flatMap((filter, position) =>
        isMirrorTo(services.candidate)(filter) ? [position] : [],
      );
      if (mirrors.length > 0 && mirrors.length === rule.filters?.length) {
        operations.push({ op: "remove", path: pointer("spec", "rules", index, "filters") });
      } else {
        for (const position of mirrors.reverse()) {
          operations.push({ op: "remove", path: pointer("spec", "rules", index, "filters", position) });
        }
      }
      if (candidateIndex >= 0) {
        operations.push({
          op: "remove",
          path: pointer("spec", "rules", index, "backendRefs", candidateIndex),
        });
      }
      if (headerIndex >= 0) {
        operations.push({
          op: "test",
          path: pointer("spec", "rules", headerIndex, "name"),
          value: HEADER_RULE,
        });
        operations.push({ op: "remove", path: pointer("spec", "rules", headerIndex) });
      }
      if (operations.length > 0) await patch([...guard(index, rule, backends), ...operations], signal);
    },
  };
}

function backendsOf(rule: HttpRouteRule): readonly BackendRef[] {
  return (rule.backendRefs ?? []).filter((backend) => isBackend(backend, backend.name));
}

interface Weights {
  readonly stable: number | undefined;
  readonly candidate: number | undefined;
}

function weightsOf(rule: HttpRouteRule, services: RouteServices): Weights {
  const weightOf = (name: string): number | undefined => {
    const found = (rule.backendRefs ?? []).find((backend) => isBackend(backend, name));
    return found === undefined ? undefined : (found.weight ?? 1);
  };
  return { stable: weightOf(services.stable), candidate: weightOf(services.candidate) };
}

function shareOf({ stable = 0, candidate = 0 }: Weights): number {
  const total = stable + candidate;
  return total === 0 ? 0 : Math.round((candidate / total) * 100 * SCALE) / SCALE;
}

/** The patch fails when the rule is not where it was, or its backends are others. */
function guard(
  index: number,
  rule: HttpRouteRule,
  backends: readonly BackendRef[],
): readonly JsonPatchOperation[] {
  return [
    ...(rule.name === undefined
      ? []
      : [{ op: "test", path: pointer("spec", "rules", index, "name"), value: rule.name } as const]),
    { op: "test", path: pointer("spec", "rules", index, "backendRefs"), value: backends },
  ];
}

function remember(object: HttpRoute, weight: number | undefined): readonly JsonPatchOperation[] {
  const value = weight === undefined ? "default" : String(weight);
  return object.metadata.annotations === undefined
    ? [{ op: "add", path: pointer("metadata", "annotations"), value: { [MARKS.backendWeight]: value } }]
    : [{ op: "add", path: pointer("metadata", "annotations", MARKS.backendWeight), value }];
}

function forget(
  rule: number,
  backend: number,
  remembered: string,
  now: BackendRef | undefined,
): readonly JsonPatchOperation[] {
  const path = pointer("spec", "rules", rule, "backendRefs", backend, "weight");
  // The API server fills in the default when the field is gone.
  if (remembered === "default") return now?.weight === undefined ? [] : [{ op: "remove", path }];
  return [{ op: "add", path, value: Number(remembered) }];
}

function isMirrorTo(
  service: string,
): (filter: {
  readonly type: string;
  readonly requestMirror?: { readonly backendRef?: { readonly name?: string } };
}) => boolean {
  return (filter) => filter.type === "RequestMirror" && filter.requestMirror?.backendRef?.name === service;
}

function mirrorRef({ filters: _filters, ...reference }: Omit<BackendRef, "weight">): unknown {
  return reference;
}
