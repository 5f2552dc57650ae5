import { ActionError, suggest } from "@deploy-actions/kernel";
import type { KubernetesObject, ResourceType } from "../kubernetes-client.ts";
import type { Condition } from "../objects.ts";
import type { RouteServices } from "../traffic-route.ts";

export const HTTP_ROUTES: ResourceType = {
  group: "gateway.networking.k8s.io",
  version: "v1",
  plural: "httproutes",
  kind: "HTTPRoute",
};

/** The parts of a Gateway API HTTPRoute (v1) that are read. */
export interface HttpRoute extends KubernetesObject {
  readonly spec: { readonly parentRefs?: readonly unknown[]; readonly rules?: readonly HttpRouteRule[] };
  readonly status?: {
    readonly parents?: readonly {
      readonly parentRef?: { readonly name?: string };
      readonly controllerName?: string;
      readonly conditions?: readonly Condition[];
    }[];
  };
}

export interface HttpRouteRule {
  readonly name?: string;
  readonly matches?: readonly { readonly headers?: readonly unknown[]; readonly [field: string]: unknown }[];
  readonly filters?: readonly {
    readonly type: string;
    readonly requestMirror?: { readonly backendRef?: { readonly name?: string } };
  }[];
  readonly backendRefs?: readonly BackendRef[];
}

export interface BackendRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
  readonly filters?: readonly unknown[];
}

/** Whether a backend is the Service of that name. */
export function isBackend(backend: BackendRef, service: string): boolean {
  return (
    backend.name === service && (backend.kind ?? "Service") === "Service" && (backend.group ?? "") === ""
  );
}

/**
 * The one rule the route is about: the named one, or the one whose backend is the stable Service, or the only one with backends.
 * Error `config` with what there is when none or several match, or when the rule has a third backend.
 */
export function findRule(
  route: HttpRoute,
  name: string | undefined,
  services: RouteServices | undefined,
  headerRule: string,
  describe: string,
): { readonly rule: HttpRouteRule; readonly index: number } {
  const all = (route.spec.rules ?? []).map((rule, index) => ({ rule, index }));
  const rules = all.filter(({ rule }) => rule.name !== headerRule);
  const wanted = services?.stable;
  const matching = rules.filter(({ rule }) =>
    name !== undefined
      ? rule.name === name
      : wanted !== undefined
        ? (rule.backendRefs ?? []).some((backend) => isBackend(backend, wanted))
        : (rule.backendRefs ?? []).length > 0,
  );
  const [found, ...others] = matching;
  if (found === undefined) throw noRule(rules, name, wanted, describe);
  if (others.length > 0) throw severalRules(matching, wanted, describe);
  const backends = found.rule.backendRefs ?? [];
  if (wanted !== undefined && !backends.some((backend) => isBackend(backend, wanted))) {
    const names = backends.map((backend) => backend.name);
    throw new ActionError(
      "config",
      `Rule ${label(found)} of ${describe} has no backend "${wanted}".${suggest(wanted, names)}`,
    );
  }
  const foreign = backends.filter((backend) => !isOneOf(backend, services, backends));
  if (foreign.length > 0) {
    throw new ActionError(
      "config",
      `Rule ${label(found)} of ${describe} has backends other than the two releases: ${foreign.map((backend) => backend.name).join(", ")}.`,
      {
        hint: "Weights are divided between two Services. Give the other backend a rule of its own, or name `services` of the target.",
      },
    );
  }
  return found;
}

function isOneOf(
  backend: BackendRef,
  services: RouteServices | undefined,
  all: readonly BackendRef[],
): boolean {
  if (services !== undefined) {
    return isBackend(backend, services.stable) || isBackend(backend, services.candidate);
  }
  // Not named: one Service, and the one made for the candidate of it while a rollout is on.
  const names = all.map(({ name }) => name);
  return (
    isBackend(backend, backend.name) &&
    (all.length === 1 ||
      names.includes(`${backend.name}-candidate`) ||
      (names.includes(backend.name.replace(/-candidate$/, "")) && backend.name.endsWith("-candidate")))
  );
}

type Placed = { readonly rule: HttpRouteRule; readonly index: number };

function noRule(
  rules: readonly Placed[],
  name: string | undefined,
  stable: string | undefined,
  describe: string,
): ActionError {
  if (name !== undefined) {
    const names = rules.flatMap(({ rule }) => (rule.name === undefined ? [] : [rule.name]));
    const none = names.length === 0 ? " Its rules have no names." : "";
    return new ActionError("config", `${describe} has no rule "${name}".${suggest(name, names)}${none}`);
  }
  const backends = [...new Set(rules.flatMap(({ rule }) => (rule.backendRefs ?? []).map((one) => one.name)))];
  if (stable === undefined) return new ActionError("config", `${describe} has no rule with a backend.`);
  return new ActionError(
    "config",
    `No rule of ${describe} has the Service "${stable}" as backend.${suggest(stable, backends)}`,
  );
}

function severalRules(
  matching: readonly Placed[],
  stable: string | undefined,
  describe: string,
): ActionError {
  const why = stable === undefined ? "have backends" : `have the Service "${stable}" as backend`;
  return new ActionError(
    "config",
    `${matching.length} rules of ${describe} ${why}: ${matching.map(label).join(", ")}.`,
    {
      hint: "Name the one that is meant: httproute/<name> with `rule: <name of the rule>` (give the rule a name if it has none).",
    },
  );
}

function label({ rule, index }: Placed): string {
  return rule.name === undefined ? `number ${index + 1}` : `"${rule.name}"`;
}
