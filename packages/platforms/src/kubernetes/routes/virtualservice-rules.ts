import { ActionError, suggest } from "@deploy-actions/kernel";
import type { KubernetesObject, ResourceType } from "../kubernetes-client.ts";
import type { Condition } from "../objects.ts";
import type { RouteServices } from "../traffic-route.ts";
import type { WeightedEntry } from "./weighted-pair.ts";

/** v1beta1 is served by every Istio since 1.5; v1 has the same fields. */
export const VIRTUAL_SERVICES: ResourceType = {
  group: "networking.istio.io",
  version: "v1beta1",
  plural: "virtualservices",
  kind: "VirtualService",
};

/** The parts of an Istio VirtualService that are read. */
export interface VirtualService extends KubernetesObject {
  readonly spec: { readonly http?: readonly HttpRule[]; readonly [field: string]: unknown };
  readonly status?: {
    readonly observedGeneration?: number | string;
    readonly conditions?: readonly (Omit<Condition, "observedGeneration"> & {
      readonly observedGeneration?: number | string;
    })[];
    readonly validationMessages?: readonly {
      readonly level?: string | number;
      readonly type?: { readonly name?: string; readonly code?: string };
      readonly documentationUrl?: string;
    }[];
  };
}

export interface HttpRule {
  readonly name?: string;
  readonly match?: readonly { readonly headers?: object; readonly [field: string]: unknown }[];
  readonly route?: readonly RouteDestination[];
  readonly mirror?: Destination;
  readonly mirrors?: readonly { readonly destination?: Destination }[];
  readonly [field: string]: unknown;
}

export interface RouteDestination extends WeightedEntry {
  readonly destination: Destination;
  readonly [field: string]: unknown;
}

export interface Destination {
  readonly host: string;
  readonly subset?: string;
  readonly port?: { readonly number?: number };
}

/** A rule and its place. */
export interface PlacedRule {
  readonly rule: HttpRule;
  readonly index: number;
}

/** The Service a host means: `web`, `web.shop`, `web.shop.svc.cluster.local`; `undefined`: not one of the namespace. */
export function serviceOfHost(host: string, namespace: string): string | undefined {
  const [name = "", ofNamespace, ...rest] = host.split(".");
  if (ofNamespace === undefined) return name;
  return ofNamespace === namespace && (rest.length === 0 || rest[0] === "svc") ? name : undefined;
}

/** The destination of another Service, its host written the same way. */
export function withService(destination: Destination, service: string): Destination {
  const [, ...rest] = destination.host.split(".");
  return { ...destination, host: [service, ...rest].join(".") };
}

/**
 * The one http route that is meant: the named one, or the one whose destination is the stable Service, or the only one with a
 * destination. Error `config` with what there is when none or several match, or when it does more than divide two Services.
 */
export function findHttpRule(
  object: VirtualService,
  name: string | undefined,
  services: RouteServices | undefined,
  namespace: string,
  ours: string,
  describe: string,
): PlacedRule {
  const rules = (object.spec.http ?? [])
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => rule.name !== ours);
  const serves = ({ rule }: PlacedRule, service: string): boolean =>
    (rule.route ?? []).some(({ destination }) => serviceOfHost(destination.host, namespace) === service);
  const stable = services?.stable;
  const matching = rules.filter((placed) =>
    name !== undefined
      ? placed.rule.name === name
      : stable !== undefined
        ? serves(placed, stable)
        : (placed.rule.route ?? []).length > 0,
  );
  const [found, ...others] = matching;
  if (found === undefined) throw noRule(rules, name, stable, describe);
  if (others.length > 0) {
    const why = stable === undefined ? "have a destination" : `have the Service "${stable}" as destination`;
    throw new ActionError(
      "config",
      `${matching.length} http routes of ${describe} ${why}: ${matching.map(labelOf).join(", ")}.`,
      {
        hint: "Name the one that is meant: `rule: <name of the http route>` (give the route a name if it has none).",
      },
    );
  }
  refuseSubsets(found, describe);
  if (stable !== undefined && !serves(found, stable)) {
    const hosts = (found.rule.route ?? []).map(({ destination }) => destination.host);
    throw new ActionError(
      "config",
      `Route ${labelOf(found)} of ${describe} has no destination "${stable}".${suggest(stable, hosts)}`,
    );
  }
  return found;
}

/** How a rule is called in messages. */
export function labelOf({ rule, index }: PlacedRule): string {
  return rule.name === undefined ? `number ${index + 1}` : `"${rule.name}"`;
}

function refuseSubsets(placed: PlacedRule, describe: string): void {
  const subsets = (placed.rule.route ?? []).flatMap(({ destination: { host, subset } }) =>
    subset === undefined ? [] : [`${host}/${subset}`],
  );
  if (subsets.length === 0) return;
  throw new ActionError(
    "config",
    `Route ${labelOf(placed)} of ${describe} goes to subsets (${subsets.join(", ")}); only destinations that are whole Services can be divided.`,
    {
      hint: "A subset picks pods by labels of a DestinationRule, which the pods of a release do not have. Name the Service as host, without a subset: the candidate gets a Service of its own.",
    },
  );
}

function noRule(
  rules: readonly PlacedRule[],
  name: string | undefined,
  stable: string | undefined,
  describe: string,
): ActionError {
  if (name !== undefined) {
    const names = rules.flatMap(({ rule }) => (rule.name === undefined ? [] : [rule.name]));
    const none = names.length === 0 ? " Its http routes have no names." : "";
    return new ActionError(
      "config",
      `${describe} has no http route "${name}".${suggest(name, names)}${none}`,
    );
  }
  if (stable === undefined)
    return new ActionError("config", `${describe} has no http route with a destination.`);
  const hosts = rules.flatMap(({ rule }) => (rule.route ?? []).map(({ destination }) => destination.host));
  return new ActionError(
    "config",
    `No http route of ${describe} has the Service "${stable}" as destination.${suggest(stable, [...new Set(hosts)])}`,
  );
}
