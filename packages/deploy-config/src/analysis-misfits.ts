import { nearest, parsePercent } from "@deploy-actions/kernel";
import { anyOf } from "./any-of.ts";
import { rolloutDefaults } from "./default-rollout.ts";
import { hasTypoOfAny } from "./key-typos.ts";
import { underlay } from "./merge.ts";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import type { At } from "./target-misfits.ts";
import { targetTraits, whatIsCounted } from "./target-traits.ts";
import { itemsAt, type MapTree, mapAt, type Tree, textAt, treeAt } from "./tree.ts";

const COUNTING =
  "metrics that count both releases (e.g. metrics: { prometheus: …, requests: …, errors: … }), or analysis: off";

/** An analysis nobody could feed: no counts, no latencies, or no step in which both releases have traffic. */
export function analysisMisfits(block: MapTree, at: At): readonly ConfigProblem[] {
  const analysis = mapAt(block, ["rollout", "analysis"]);
  const entry = mapAt(block, ["rollout"])?.entries.get("analysis");
  if (analysis === undefined || entry === undefined) return [];
  const where = at("rollout", "analysis");
  const counted = whatIsCounted(block);
  const traits = targetTraits(block);
  if (counted === "nothing") {
    const read = `an analysis in ${where}, but nobody counts requests on ${traits.because}`;
    return [problemAt(entry.key, read, COUNTING)];
  }
  const problems: ConfigProblem[] = [];
  const latency = itemsAt(block, ["rollout", "analysis", "metrics"]).find(
    (item) => nameOf(item) === "latency",
  );
  if (latency !== undefined && counted !== "latencies") {
    const read = `"latency" in ${where}.metrics, but only requests and errors are counted`;
    problems.push(problemAt(latency.place, read, "errors, or metrics with latency"));
  }
  problems.push(...gaugeMisfits(block, where));
  if (traits.engine === undefined && !hasStepToCompareIn(block)) {
    const steps = treeAt(block, ["rollout", "steps"]) ?? treeAt(block, ["rollout", "strategy"]);
    const read = `an analysis in ${where}, but no step gives traffic to both releases`;
    const expected =
      traits.traffic === "weights"
        ? "a step between 0% and 100% to compare them in, e.g. { weight: 25%, bake: 5m }"
        : `analysis: off: ${traits.because} never gives both some`;
    problems.push(problemAt(steps?.place ?? entry.key, read, expected));
  }
  return problems;
}

/** Gauges that the metrics do not have. */
function gaugeMisfits(block: MapTree, where: string): readonly ConfigProblem[] {
  const metrics = mapAt(block, ["metrics"]);
  // What was probably meant to be them is reported already.
  if (hasTypoOfAny(metrics, ["gauges"])) return [];
  const known = [...(mapAt(metrics, ["gauges"])?.entries.keys() ?? [])];
  return itemsAt(block, ["rollout", "analysis", "metrics"]).flatMap((item) => {
    const gauge = treeAt(item, ["gauge"]);
    const name = textAt(item, ["gauge"]);
    if (gauge === undefined || name === undefined || known.includes(name)) return [];
    const read = `the gauge ${quoted(name)} in ${where}.metrics, but metrics.gauges has none of that name`;
    return [problemAt(gauge.place, read, expectedGauge(known, metrics), nearest(name, known))];
  });
}

function expectedGauge(known: readonly string[], metrics: MapTree | undefined): string {
  if (known.length > 0) return anyOf(known);
  if (metrics?.entries.has("prometheus"))
    return "it there, e.g. gauges: { memory: 'process_resident_memory_bytes{version=\"${version}\"}' }";
  const example = "gauges: { cpu: /cpu }";
  return metrics?.entries.has("json")
    ? `it there, e.g. ${example}`
    : `metrics that have gauges, of prometheus or json (e.g. ${example})`;
}

/** What contradicts itself in an analysis although each value reads well. */
export function analysisContradictions(block: MapTree, where: string): readonly ConfigProblem[] {
  const analysis = mapAt(block, ["rollout", "analysis"]);
  if (analysis === undefined) return [];
  const items = itemsAt(analysis, ["metrics"]);
  const common = ratiosOf(analysis, where, { tolerance: undefined, regression: undefined });
  return [
    ...common.problems,
    ...items.flatMap((item, index) =>
      item.kind === "map" ? ratiosOf(item, `${where}.metrics[${index}]`, common).problems : [],
    ),
    ...items.flatMap((item, index) => {
      const name = nameOf(item);
      const isAgain = name !== undefined && items.slice(0, index).some((one) => nameOf(one) === name);
      return isAgain
        ? [problemAt(item.place, `the metric ${quoted(name)} a second time in ${where}`, "each once")]
        : [];
    }),
    ...onlyGauges(items, where),
    ...items.flatMap((item) => {
      const bounds = treeAt(item, ["bounds"]);
      return bounds !== undefined && nameOf(item) === "errors"
        ? [problemAt(bounds.place, `"bounds" for errors in ${where}.metrics`, "it only with metric: latency")]
        : [];
    }),
  ];
}

/** Gauges can object to a release, and show nothing of its requests: a pass by them alone would mean nothing. */
function onlyGauges(items: readonly Tree[], where: string): readonly ConfigProblem[] {
  const [first] = items;
  const areAll = items.every((item) => treeAt(item, ["gauge"]) !== undefined);
  return first === undefined || !areAll
    ? []
    : [problemAt(first.place, `nothing but gauges in ${where}.metrics`, "errors beside them")];
}

interface Ratios {
  readonly tolerance: number | undefined;
  readonly regression: number | undefined;
}

function ratiosOf(
  map: MapTree,
  where: string,
  common: Ratios,
): Ratios & { readonly problems: readonly ConfigProblem[] } {
  const tolerance = numberAt(map, "tolerance") ?? common.tolerance;
  const regression = numberAt(map, "regression") ?? common.regression;
  const places = [treeAt(map, ["regression"]), treeAt(map, ["tolerance"])].flatMap(
    (tree) => tree?.place ?? [],
  );
  const place = places.find(({ kind }) => kind !== "built-in");
  if (tolerance === undefined || regression === undefined || place === undefined || regression > tolerance)
    return { tolerance, regression, problems: [] };
  const read = `regression ${regression} with tolerance ${tolerance} in ${where}`;
  const expected = "a regression above the tolerance: what is tolerated must not be one";
  return { tolerance, regression, problems: [problemAt(place, read, expected)] };
}

function numberAt(map: MapTree, key: string): number | undefined {
  const tree = treeAt(map, [key]);
  return tree?.kind === "scalar" && typeof tree.value === "number" ? tree.value : undefined;
}

/** The name of a metric, written as a text or as a map. */
function nameOf(item: Tree): string | undefined {
  return item.kind === "map" ? (textAt(item, ["metric"]) ?? textAt(item, ["gauge"])) : textAt(item, []);
}

function hasStepToCompareIn(block: MapTree): boolean {
  const whole = underlay(block, { rollout: rolloutDefaults(block) });
  return itemsAt(whole, ["rollout", "steps"]).some((item) => {
    const weight = treeAt(item, ["weight"]);
    const percent = weight?.kind === "scalar" ? parsePercent(String(weight.value)) : undefined;
    // One that cannot be read is reported already.
    return weight === undefined || percent === undefined || (percent > 0 && percent < 100);
  });
}
