import { parsePercent } from "@deploy-actions/kernel";
import { anyOf } from "./any-of.ts";
import { hasTypoOf } from "./key-typos.ts";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import { isEngineWorkload, KEYS_OF_ROUTES, routeKind, routesWith, targetTraits } from "./target-traits.ts";
import { type Entry, itemsAt, type MapTree, mapAt, type Path, textAt, treeAt } from "./tree.ts";

/** A path of the block in the words of the file. */
export type At = (...path: Path) => string;

/** Keys of a target that do not go together. */
export function targetMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  return [...accessMisfits(block, at), ...kubernetesMisfits(block, at), ...ecsMisfits(block, at)];
}

const CLUSTERS = ["eks", "aks", "gke", "kubeconfig"];

/** An access that names two clusters, or half of one. */
function accessMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const access = mapAt(block, ["target", "access"]);
  const where = at("target", "access");
  const [first, second] = CLUSTERS.filter((key) => access?.entries.has(key));
  const entry = access?.entries.get(second ?? "");
  if (entry !== undefined)
    return [problemAt(entry.key, `both "${first}" and "${second}" in ${where}`, "one of them")];
  if (access === undefined) return [];
  return [["region", "eks"] as const, ["context", "kubeconfig"] as const].flatMap(([key, owner]) => {
    const written = access.entries.get(key);
    const fits = first === owner || (first === undefined && key === "context") || hasTypoOf(access, owner);
    return written === undefined || fits
      ? []
      : [problemAt(written.key, `"${key}" in ${where} without "${owner}"`, `it only with ${owner}`)];
  });
}

/** Keys of a Kubernetes target its route cannot take. */
function kubernetesMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const target = mapAt(block, ["target"]);
  if (target === undefined || textAt(target, ["platform"]) !== "kubernetes") return [];
  const workload = textAt(target, ["workload"]);
  const written = (key: string): Entry | undefined => target.entries.get(key);
  if (isEngineWorkload(workload)) {
    return ["route", ...KEYS_OF_ROUTES].flatMap((key) => {
      const entry = written(key);
      const read = `${quoted(key)} in ${at("target")} with workload: ${workload}`;
      return entry === undefined
        ? []
        : [problemAt(entry.key, read, "no such key: the engine moves the traffic by itself")];
    });
  }
  const route = textAt(target, ["route"]);
  const kind = routeKind(route);
  if (kind === undefined) return [];
  return KEYS_OF_ROUTES.flatMap((key) => {
    const entry = written(key);
    const able = routesWith(key);
    if (entry === undefined || able.includes(kind) || isNothing(entry)) return [];
    const routes = anyOf(able.map((one) => (one === "rolling" ? one : `${one}/<name>`)));
    return [
      problemAt(
        entry.key,
        `${quoted(key)} in ${at("target")} with route: ${route}`,
        `it only with a route: ${routes}`,
      ),
    ];
  });
}

/** `mirror: 0%` and `manifests: []` ask for nothing. */
function isNothing({ value }: Entry): boolean {
  if (value.kind === "list") return value.items.length === 0;
  return value.kind === "scalar" && parsePercent(String(value.value)) === 0;
}

function ecsMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const target = mapAt(block, ["target"]);
  if (target === undefined || textAt(target, ["platform"]) !== "aws-ecs") return [];
  const problems: ConfigProblem[] = [];
  const step = treeAt(target, ["route", "step"]);
  if (step !== undefined && textAt(target, ["route", "native"]) === "blue-green") {
    problems.push(
      problemAt(
        step.place,
        `"step" in ${at("target", "route")} with native: blue-green`,
        "it only with canary or linear",
      ),
    );
  }
  const services = itemsAt(target, ["services"]);
  const isSingleton = services.map((service) => {
    const singleton = treeAt(service, ["singleton"]);
    return singleton?.kind === "scalar" && singleton.value === true;
  });
  const [first] = services;
  if (
    first !== undefined &&
    isSingleton.every(Boolean) &&
    targetTraits(block).traffic === "weights" &&
    mapAt(target, ["route"]) !== undefined
  ) {
    problems.push(
      problemAt(
        first.place,
        `only singletons in ${at("target", "services")}`,
        "route: rolling, or a service that may run twice: both releases run beside each other",
      ),
    );
  }
  const secrets = mapAt(target, ["secrets"]);
  for (const [name, { key }] of mapAt(target, ["environment"])?.entries ?? []) {
    if (!secrets?.entries.has(name)) continue;
    problems.push(
      problemAt(
        key,
        `${quoted(name)} in both environment and secrets of ${at("target")}`,
        "each variable once",
      ),
    );
  }
  return problems;
}
