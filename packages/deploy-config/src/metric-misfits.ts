import { anyOf } from "./any-of.ts";
import { hasTypoOfAny } from "./key-typos.ts";
import { tellsReleases } from "./metric-texts.ts";
import { type ConfigProblem, problemAt } from "./problem.ts";
import { TEMPLATES } from "./prometheus-templates.ts";
import type { At } from "./target-misfits.ts";
import { cloudWatchCounts, isEngineWorkload, targetTraits } from "./target-traits.ts";
import { itemsAt, type MapTree, mapAt, textAt, treeAt } from "./tree.ts";

/** Metrics that cannot tell the releases of this target apart. */
export function metricsMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  return [
    ...cloudWatchMisfits(block, at),
    ...templateMisfits(block, at),
    ...jsonMisfits(block, at),
    ...syntheticMisfits(block, at),
  ];
}

/** CloudWatch where it can neither count nor has alarms to look at. */
function cloudWatchMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const entry = mapAt(block, ["metrics"])?.entries.get("cloudwatch");
  const hasAlarms = itemsAt(block, ["metrics", "alarms"]).length > 0;
  const isHidden = hasTypoOfAny(mapAt(block, ["metrics"]), ["alarms"]);
  if (entry === undefined || hasAlarms || cloudWatchCounts(block) || isHidden) return [];
  const read = `"cloudwatch" in ${at("metrics")}, but it cannot count on ${targetTraits(block).because}`;
  return [
    problemAt(
      entry.key,
      read,
      "alarms beside it, or prometheus: CloudWatch counts target groups (route: { target-groups: … }) and versions of a Lambda function",
    ),
  ];
}

/** A template whose labels name what the target does not. */
function templateMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const metrics = mapAt(block, ["metrics"]);
  const template = treeAt(metrics, ["template"]);
  const name = textAt(metrics, ["template"]);
  const target = mapAt(block, ["target"]);
  const isWritten = ["requests", "errors", "latency"].every((key) => metrics?.entries.has(key));
  const isKnown = TEMPLATES.some((known) => known === name);
  if (template === undefined || !isKnown || name === "app" || isWritten) return [];
  const read = `"${name}" for ${at("metrics", "template")}`;
  if (textAt(target, ["platform"]) !== "kubernetes") {
    const expected = `app, or requests and errors: ${name} goes by the names of a Kubernetes target`;
    return [problemAt(template.place, `${read} on ${targetTraits(block).because}`, expected)];
  }
  if (name === "istio") {
    const workload = textAt(target, ["workload"]);
    return isEngineWorkload(workload)
      ? [
          problemAt(
            template.place,
            `${read} on workload: ${workload}`,
            "requests and errors, or workload: deployment/<name>",
          ),
        ]
      : [];
  }
  const isHidden = hasTypoOfAny(target, ["services"]);
  if (target?.entries.has("services") === true || isHidden) return [];
  return [
    problemAt(
      template.place,
      `${read} without "services" in ${at("target")}`,
      "the two Services it goes by, e.g. services: { stable: web, candidate: web-candidate }",
    ),
  ];
}

/** Counts that would be the same for both releases. */
function jsonMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const metrics = mapAt(block, ["metrics"]);
  const entry = metrics?.entries.get("json");
  if (entry === undefined || tellsReleases(textAt(metrics, ["json"]) ?? "")) return [];
  const same = ["requests", "errors", "latency", "users"].filter((key) => {
    const pointer = textAt(metrics, [key]);
    return pointer !== undefined && !tellsReleases(pointer);
  });
  for (const [name, { value }] of mapAt(metrics, ["gauges"])?.entries ?? []) {
    if (value.kind === "scalar" && !tellsReleases(String(value.value))) same.push(`gauges.${name}`);
  }
  if (same.length === 0) return [];
  return [
    problemAt(
      entry.value.place,
      `the same ${anyOf(same)} for candidate and stable in ${at("metrics")}`,
      "${version} or ${role} in the URL, or in each path, e.g. requests: /${role}/requests",
    ),
  ];
}

/** Platforms that say where each release alone is reached. */
const GIVE_URLS: readonly (string | undefined)[] = ["local", "haproxy", "exec", undefined];

/** Probes that could not be sent to one release alone. */
function syntheticMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const metrics = mapAt(block, ["metrics"]);
  const entry = metrics?.entries.get("synthetic");
  const platform = textAt(block, ["target", "platform"]);
  if (entry === undefined || GIVE_URLS.includes(platform)) return [];
  if (tellsReleases(textAt(metrics, ["synthetic"]) ?? "")) return [];
  const hasHeader = treeAt(block, ["target", "header"]) !== undefined;
  const lacking = [...(hasHeader ? [] : ["candidate"]), "stable"].filter(
    (key) => metrics?.entries.has(key) !== true,
  );
  if (lacking.length === 0 || hasTypoOfAny(metrics, lacking)) return [];
  return [
    problemAt(
      entry.key,
      `"synthetic" in ${at("metrics")} without ${lacking.map((key) => `"${key}"`).join(" and ")}, and platform: ${platform} gives no URL that reaches one release alone`,
      `${lacking.map((key) => `${key}: https://${key}.shop.example/health`).join(" and ")}, or ${"${role}"} in the URL`,
    ),
  ];
}
