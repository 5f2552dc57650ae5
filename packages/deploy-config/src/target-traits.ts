import { parsePercent } from "@deploy-actions/kernel";
import { readRoute, readWorkload } from "./schema-kubernetes.ts";
import { type MapTree, textAt, treeAt } from "./tree.ts";

/** What a target can hold and answer, as far as the file says it. */
export interface TargetTraits {
  /** What makes it so, in the words of the file, e.g. `route: rolling`. */
  readonly because: string;
  /** `switch`: 0 % and 100 % only; `replace`: 100 % only, since the candidate takes the place of stable. */
  readonly traffic: "weights" | "switch" | "replace";
  /** What moves from step to step by itself, if anything does. */
  readonly engine: string | undefined;
  /** What the platform counts by itself: requests and errors, and latencies too. */
  readonly counts: "nothing" | "errors" | "latencies";
  /** The strategy it gets when nobody names one. */
  readonly strategy: "canary" | "blue-green" | "all-at-once";
  /** Weights the platform holds at, where it takes no others; they are the steps when nobody writes any. */
  readonly stops?: readonly number[];
}

/** What the target of a merged block can do; everything, when it cannot be read. */
export function targetTraits(block: MapTree): TargetTraits {
  const platform = textAt(block, ["target", "platform"]);
  const because = `platform: ${platform}`;
  switch (platform) {
    case "exec": {
      const granularity = treeAt(block, ["target", "granularity"]);
      return granularity?.kind === "scalar" && granularity.value === 100
        ? switching("granularity: 100", { counts: "errors" })
        : weighting(because, { counts: "errors" });
    }
    case "kubernetes":
      return kubernetesTraits(block);
    case "helm":
      return replacing(because);
    case "aws-ecs":
      return ecsTraits(block);
    case "aws-lambda":
      return weighting(because);
    case "aws-s3-cloudfront":
      return switching(because);
    case "haproxy":
      return weighting(because, { counts: "errors" });
    default:
      return weighting(because, { counts: "latencies" });
  }
}

const NOTHING = { engine: undefined, counts: "nothing" } as const;

function weighting(because: string, more: Partial<TargetTraits> = {}): TargetTraits {
  return { because, ...NOTHING, traffic: "weights", strategy: "canary", ...more };
}

function switching(because: string, more: Partial<TargetTraits> = {}): TargetTraits {
  return { because, ...NOTHING, traffic: "switch", strategy: "all-at-once", ...more };
}

function replacing(because: string): TargetTraits {
  return { because, ...NOTHING, traffic: "replace", strategy: "all-at-once" };
}

function driving(because: string, engine: string): TargetTraits {
  // The engine's own steps are not in this file; the run sees one that ends when the engine is done.
  return { because, ...NOTHING, traffic: "weights", engine, strategy: "all-at-once" };
}

function kubernetesTraits(block: MapTree): TargetTraits {
  const workload = textAt(block, ["target", "workload"]) ?? "";
  const read = readWorkload(workload);
  if (read.ok && read.value.kind === "rollout") return driving(`workload: ${workload}`, "Argo Rollouts");
  if (read.ok && read.value.kind === "canary") return driving(`workload: ${workload}`, "Flagger");
  const written = textAt(block, ["target", "route"]) ?? "";
  const because = `route: ${written}`;
  switch (routeKind(written)) {
    case "rolling":
      return replacing(because);
    case "service":
      return switching(because, { strategy: "blue-green" });
    default:
      return weighting(because);
  }
}

function ecsTraits(block: MapTree): TargetTraits {
  const route = treeAt(block, ["target", "route"]);
  if (route?.kind === "scalar" && route.value === "rolling") return replacing("route: rolling");
  const native = textAt(route, ["native"]);
  if (native === undefined) return weighting("route: { target-groups: … }");
  const because = `route: { native: ${native} }`;
  if (native === "blue-green") return switching(because, { strategy: "blue-green" });
  return weighting(because, { stops: nativeStops(native, textAt(route, ["step"])) });
}

/** ECS holds before each of its own shifts, the sizes of which are 5 % once (canary) or 10 % each (linear) by default. */
function nativeStops(native: string, written: string | undefined): readonly number[] {
  const step = parsePercent(written ?? "") ?? (native === "linear" ? 10 : 5);
  if (native !== "linear" || step <= 0) return step > 0 && step < 100 ? [step, 100] : [100];
  const before = Array.from({ length: Math.ceil(100 / step - 1e-9) - 1 }, (_, n) => (n + 1) * step);
  return [...before.map((weight) => Math.round(weight * 10) / 10), 100];
}

/** Whether CloudWatch knows the two releases of the target apart: by target group, or by version of a function. */
export function cloudWatchCounts(block: MapTree): boolean {
  return (
    textAt(block, ["target", "platform"]) === "aws-lambda" ||
    treeAt(block, ["target", "route", "target-groups"]) !== undefined
  );
}

/** What is counted on the target, by the platform or by the metrics of the block. */
export function whatIsCounted(block: MapTree): TargetTraits["counts"] {
  const metrics = treeAt(block, ["metrics"]);
  const own = targetTraits(block).counts;
  if (metrics?.kind !== "map") return own;
  if (metrics.entries.has("synthetic") || metrics.entries.has("template")) return "latencies";
  if (metrics.entries.has("prometheus") || metrics.entries.has("json"))
    return metrics.entries.has("latency") ? "latencies" : "errors";
  if (!metrics.entries.has("cloudwatch")) return own;
  return cloudWatchCounts(block) ? "errors" : own;
}

/** What a route of Kubernetes can take beside its name. */
const ROUTE_KEYS: Readonly<Record<string, readonly string[]>> = {
  rolling: ["manifests"],
  // Its pods are the share: both releases have to be counted from one Deployment.
  replicas: [],
  service: ["candidate-workload", "preview"],
  httproute: ["candidate-workload", "services", "header", "mirror"],
  virtualservice: ["candidate-workload", "services", "header", "mirror"],
  traefikservice: ["candidate-workload", "services"],
  ingress: ["candidate-workload", "services", "header"],
};

/** Keys of a Kubernetes target that belong to its route. */
export const KEYS_OF_ROUTES: readonly string[] = [...new Set(Object.values(ROUTE_KEYS).flat())];

/** Routes that can take a key, in the words of the file. */
export function routesWith(key: string): readonly string[] {
  return Object.entries(ROUTE_KEYS).flatMap(([kind, known]) => (known.includes(key) ? [kind] : []));
}

/** Whether a workload is moved by an engine of its own, which needs none of our routes. */
export function isEngineWorkload(text: string | undefined): boolean {
  const read = readWorkload(text ?? "");
  return read.ok && read.value.kind !== "deployment";
}

/** The kind of a route that reads well. */
export function routeKind(text: string | undefined): string | undefined {
  const read = readRoute(text ?? "");
  return read.ok ? read.value.kind : undefined;
}
