import { type Condition, parseCondition } from "@deploy-actions/conditions";
import { formatPercent, nearest, parsePercent } from "@deploy-actions/kernel";
import { analysisContradictions } from "./analysis-misfits.ts";
import { checkName } from "./check-name.ts";
import { kindOfGate } from "./defaults.ts";
import { CONDITION_EXAMPLES, fitsKind, KNOWN_GATE_NAMES } from "./gate-kinds.ts";
import { hasTypoOf } from "./key-typos.ts";
import { formatPath } from "./path.ts";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import {
  itemsAt,
  type MapTree,
  mapAt,
  type Path,
  type Place,
  type Tree,
  textAt,
  toPlain,
  treeAt,
} from "./tree.ts";

/** What contradicts itself in a merged block although each value reads well. */
export function contradictions(block: MapTree, prefix: Path): readonly ConfigProblem[] {
  return [
    ...gateProblems(block, prefix),
    ...stepProblems(block, prefix),
    ...analysisContradictions(block, formatPath([...prefix, "rollout", "analysis"])),
    ...repeated(
      itemsAt(block, ["rollout", "abort-when"]),
      (item) => (item.kind === "scalar" ? String(item.value) : undefined),
      "the trigger",
    ),
    ...repeated(itemsAt(block, ["verify", "checks"]), (item) => checkName(item), "the check"),
    ...repeated(
      itemsAt(block, ["target", "services"]),
      (item) => (item.kind === "map" ? textAt(item, ["name"]) : String(toPlain(item))),
      "the service",
    ),
    ...repeated(itemsAt(block, ["target", "servers"]), (item) => textAt(item, ["name"]), "the server"),
    ...repeated(itemsAt(block, ["metrics", "alarms"]), (item) => String(toPlain(item)), "the alarm"),
  ];
}

function gateProblems(block: MapTree, prefix: Path): readonly ConfigProblem[] {
  const gates = mapAt(block, ["gates"]);
  return [...(gates?.entries ?? [])].flatMap(([name, { key, value }]): readonly ConfigProblem[] => {
    if (value.kind !== "map" || value.entries.has("run")) return [];
    const where = formatPath([...prefix, "gates", name]);
    const require = treeAt(value, ["require"]);
    if (require === undefined) {
      if (hasTypoOf(value, "require") || hasTypoOf(value, "run")) return [];
      return [
        problemAt(key, `neither "require" nor "run" in ${where}`, `what must hold, e.g. require: ">= 80%"`),
      ];
    }
    const result = parseCondition(textAt(value, ["require"]) ?? "");
    if (!result.ok) return [];
    return kindProblem(name, value, result.condition, where, key, require.place);
  });
}

function kindProblem(
  name: string,
  gate: MapTree,
  condition: Condition,
  where: string,
  key: Place,
  require: Place,
): readonly ConfigProblem[] {
  const kind = kindOfGate(name, gate);
  if (kind !== undefined) {
    if (fitsKind(kind, condition)) return [];
    const expected = `a condition for ${kind}, e.g. ${CONDITION_EXAMPLES[kind]}`;
    return [problemAt(require, `${quoted(condition.text)} for ${where}.require`, expected)];
  }
  if (gate.entries.has("kind")) return [];
  const expected = `kind: tests, coverage, findings or performance; or a name that says it (${KNOWN_GATE_NAMES.join(", ")})`;
  const read = `the gate ${quoted(name)} with ${quoted(condition.text)}, which does not say what it reads`;
  return [problemAt(key, read, expected, nearest(name, KNOWN_GATE_NAMES))];
}

function stepProblems(block: MapTree, prefix: Path): readonly ConfigProblem[] {
  const rollout = mapAt(block, ["rollout"]);
  const strategy = rollout?.entries.get("strategy");
  const steps = rollout?.entries.get("steps");
  const where = formatPath([...prefix, "rollout"]);
  const problems: ConfigProblem[] = [];
  const driver = rollout?.entries.get("driven-by");
  const written = [steps, strategy].find(
    (entry) => entry !== undefined && entry.value.place.kind !== "built-in",
  );
  if (driver !== undefined && textAt(rollout, ["driven-by"]) === "engine" && written !== undefined) {
    const read = `both "driven-by: engine" and ${written === steps ? '"steps"' : '"strategy"'} in ${where}`;
    problems.push(problemAt(driver.key, read, "one of them: the steps are then the engine's own"));
  }
  if (strategy !== undefined && steps !== undefined && steps.value.place.kind !== "built-in") {
    problems.push(problemAt(strategy.key, `both "strategy" and "steps" in ${where}`, "one of them"));
  }
  const weights = itemsAt(block, ["rollout", "steps"]).map((item) => ({
    place: treeAt(item, ["weight"])?.place ?? item.place,
    weight: weightOf(treeAt(item, ["weight"])),
  }));
  weights.forEach(({ place, weight }, index) => {
    const before = weights[index - 1]?.weight;
    if (weight === undefined || before === undefined || weight > before) return;
    const read = `${formatPercent(weight)} after ${formatPercent(before)} in ${where}.steps[${index}].weight`;
    problems.push(problemAt(place, read, "more than the step before"));
  });
  const last = weights.at(-1);
  if (last?.weight !== undefined && last.weight !== 100) {
    const read = `${formatPercent(last.weight)} in the last step of ${where}.steps`;
    problems.push(problemAt(last.place, read, "100%"));
  }
  return problems;
}

function weightOf(tree: Tree | undefined): number | undefined {
  return tree?.kind === "scalar" ? parsePercent(String(tree.value)) : undefined;
}

function repeated(
  items: readonly Tree[],
  nameOf: (item: Tree) => string | undefined,
  what: string,
): readonly ConfigProblem[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const name = nameOf(item);
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    return [problemAt(item.place, `${what} ${quoted(name)} a second time`, "each once, or another name")];
  });
}
