import { type Condition, parseCondition } from "@deploy-actions/conditions";
import { formatPercent, nearest, parsePercent } from "@deploy-actions/kernel";
import { checkName } from "./check-name.ts";
import { kindOfGate } from "./defaults.ts";
import { CONDITION_EXAMPLES, fitsKind, KNOWN_GATE_NAMES } from "./gate-kinds.ts";
import { hasTypoOf } from "./key-typos.ts";
import { formatPath } from "./path.ts";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import { itemsAt, type MapTree, mapAt, type Path, type Place, type Tree, textAt, treeAt } from "./tree.ts";

const DEPLOYING = ["target", "migrate", "rollout", "verify", "rollback", "windows"];

/** Whether a merged block is about deploying, not only about gates and messages. */
export function isAboutDeploying(block: MapTree): boolean {
  return DEPLOYING.some((key) => block.entries.has(key));
}

/** What a block that stands for a whole environment still lacks. `prefix`: its path in the file. */
export function missingParts(block: MapTree, prefix: Path, needsTarget: boolean): readonly ConfigProblem[] {
  const need = (path: Path, key: string, expected: string): readonly ConfigProblem[] => {
    const map = treeAt(block, path);
    if (map?.kind !== "map" || map.entries.has(key) || hasTypoOf(map, key)) return [];
    const read = `no ${quoted(key)} in ${formatPath([...prefix, ...path])}`;
    return [problemAt(placeOfKey(block, path), read, expected)];
  };
  return [
    ...(needsTarget
      ? need(
          [],
          "target",
          "where it runs, e.g. target: { platform: local, listen: 127.0.0.1:8080, command: [node, server.js] }",
        )
      : []),
    ...missingOfTarget(textAt(block, ["target", "platform"])).flatMap(([key, expected]) =>
      need(["target"], key, expected),
    ),
    ...need(["migrate"], "folder", "the folder of the SQL files, e.g. folder: migrations"),
    ...need(["verify"], "checks", "a list of checks, e.g. checks: [{ http: https://shop.example/health }]"),
  ];
}

function missingOfTarget(platform: string | undefined): readonly (readonly [string, string])[] {
  if (platform === "local") {
    return [
      ["listen", "the address users reach, e.g. listen: 127.0.0.1:8080"],
      ["command", "the program of a release, e.g. command: [node, server.js]"],
    ];
  }
  if (platform === "exec") {
    return ["observe", "set-weight", "promote", "abort"].map((key) => [
      key,
      `a command, e.g. ${key}: [./deploy.sh, ${key}]`,
    ]);
  }
  return platform === undefined ? [["platform", "local or exec"]] : [];
}

/** What contradicts itself in a merged block although each value reads well. */
export function contradictions(block: MapTree, prefix: Path): readonly ConfigProblem[] {
  return [
    ...gateProblems(block, prefix),
    ...stepProblems(block, prefix),
    ...repeated(
      itemsAt(block, ["rollout", "abort-when"]),
      (item) => (item.kind === "scalar" ? String(item.value) : undefined),
      "the trigger",
    ),
    ...repeated(itemsAt(block, ["verify", "checks"]), (item) => checkName(item), "the check"),
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

/** The key of the map at a path; the block's own place for the block. */
function placeOfKey(block: MapTree, path: Path): Place {
  const parent = mapAt(block, path.slice(0, -1));
  return parent?.entries.get(String(path.at(-1)))?.key ?? block.place;
}
