import { formatPath } from "./path.ts";
import { isEngineWorkload, KEYS_OF_ROUTES, routeKind, routesWith } from "./target-traits.ts";
import { type MapTree, type Path, textAt, withEntry } from "./tree.ts";

/** Keys of which a map has one: another above replaces the whole map below. */
const FORMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "target.access": [["eks", "region"], ["aks"], ["gke"], ["kubeconfig", "context"]],
  "target.route": [["target-groups"], ["native", "step"]],
  "target.code": [["image"], ["bucket", "key"]],
  metrics: [
    ["prometheus", "template", "requests", "errors", "latency", "gauges", "token", "ingest-delay", "timeout"],
    ["cloudwatch", "load-balancer", "alarms", "ingest-delay"],
    ["json", "requests", "errors", "latency", "users", "epoch", "version", "gauges", "token", "timeout"],
    ["synthetic", "candidate", "stable", "rate", "timeout", "status", "version"],
  ],
};

/** Whether two maps at a path are of the same form, as far as both say. */
export function haveOneForm(lower: MapTree, upper: MapTree, path: Path): boolean {
  const forms = FORMS[formatPath(path)];
  if (forms === undefined) return true;
  const above = formsOf(upper, forms);
  return formsOf(lower, forms).some((form) => above.includes(form));
}

/** The forms a map may be of: those that have all of its keys which any form has, or else one of them. */
function formsOf(map: MapTree, forms: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const said = [...map.entries.keys()].filter((key) => forms.some((keys) => keys.includes(key)));
  const whole = forms.filter((keys) => said.every((key) => keys.includes(key)));
  return whole.length > 0 ? whole : forms.filter((keys) => said.some((key) => keys.includes(key)));
}

/** The lower map without what the upper one speaks against. */
export function withoutRivals(lower: MapTree, upper: MapTree, path: Path): MapTree {
  switch (formatPath(path)) {
    case "rollout":
      return withoutKeys(lower, rivalsOfRollout(upper));
    case "target":
      return withoutKeys(lower, rivalsOfTarget(lower, upper));
    case "migrate":
      if (isSwitchedOn(upper, "run-on")) return withoutKeys(lower, ["folder", "engine"]);
      return upper.entries.has("folder") ? withoutKeys(lower, ["run-on", "engine"]) : lower;
    default:
      return lower;
  }
}

function rivalsOfRollout(upper: MapTree): readonly string[] {
  const isDriven = textAt(upper, ["driven-by"]) === "engine";
  if (upper.entries.has("steps")) return ["strategy", "driven-by"];
  if (upper.entries.has("strategy")) return ["steps", "driven-by"];
  return isDriven ? ["steps", "strategy"] : [];
}

/** What of a Kubernetes target below goes with a route or a workload that is replaced. */
function rivalsOfTarget(lower: MapTree, upper: MapTree): readonly string[] {
  const platform = textAt(upper, ["platform"]) ?? textAt(lower, ["platform"]);
  if (platform !== "kubernetes") return [];
  if (isEngineWorkload(textAt(upper, ["workload"]))) return ["route", ...KEYS_OF_ROUTES];
  const kind = routeKind(textAt(upper, ["route"]));
  return kind === undefined ? [] : KEYS_OF_ROUTES.filter((key) => !routesWith(key).includes(kind));
}

function isSwitchedOn(map: MapTree, key: string): boolean {
  return map.entries.get(key)?.value.kind === "map";
}

function withoutKeys(map: MapTree, keys: readonly string[]): MapTree {
  return keys.reduce((rest, key) => withEntry(rest, key, undefined), map);
}
