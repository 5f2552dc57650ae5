import * as z from "zod/mini";
import { withBuiltIns } from "./defaults.ts";
import { hasTypoOf } from "./key-typos.ts";
import { mergeBlocks, spellOut } from "./merge.ts";
import { type ConfigProblem, describe, problemAt, problemsError, sortProblems } from "./problem.ts";
import { type ReadFile, readFile } from "./read-file.ts";
import { contradictions, isAboutDeploying, missingParts } from "./requirements.ts";
import { block, environmentName, fileKeys } from "./schema.ts";
import { check } from "./schema-problems.ts";
import { keys } from "./schema-scalars.ts";
import { type Entry, type MapTree, mapOf, type Path, type Place, type Tree, withEntry } from "./tree.ts";

/** Where the policy file is. */
export const BASE_POLICY_FILE = ".github/deploy.yml";

/** Each is checked with the defaults under it: without a bound a small file could keep a runner busy. */
const MAX_ENVIRONMENTS = 100;

/** A policy file without problems. Ask `resolvePolicy` for the policy of an environment. */
export interface DeployConfig {
  readonly file: string;
  /** Names of the environments, in the order of the file. */
  readonly environments: readonly string[];
  /** The parts as written, with their places. */
  readonly written: WrittenConfig;
}

/** The parts of the file, shorthands spelled out. */
export interface WrittenConfig {
  readonly service: Tree | undefined;
  readonly defaults: MapTree;
  readonly environments: ReadonlyMap<string, MapTree>;
}

/** The policy of a file; throws one `config` error that lists every problem, one a line with line and column. */
export function parseDeployConfig(source: string, file: string): DeployConfig {
  const { config, problems } = analyse(source, file);
  if (problems.length > 0 || config === undefined) throw problemsError(problems, file);
  return config;
}

/** Every problem of a policy file in the order of the file, e.g. for annotations; empty when it is right. */
export function findProblems(source: string, file: string): readonly ConfigProblem[] {
  return sortProblems(analyse(source, file).problems);
}

interface Analysis {
  readonly config: DeployConfig | undefined;
  readonly problems: readonly ConfigProblem[];
}

const anything = z.optional(z.unknown());
const outline = keys(
  { ...fileKeys, defaults: anything, gates: anything, quality_gates: anything, environments: anything },
  "a map that begins with version: 1",
);

/** Of several readings the one with the fewest problems is what was meant. */
function analyse(source: string, file: string): Analysis {
  const [first, ...others] = readFile(source, file);
  return others.reduce<Analysis>(
    (best, reading) => {
      const analysis = analyseReading(reading, file);
      return analysis.problems.length < best.problems.length ? analysis : best;
    },
    analyseReading(first, file),
  );
}

function analyseReading({ tree, problems: unreadable }: ReadFile, file: string): Analysis {
  if (tree === undefined) return { config: undefined, problems: unreadable };
  const problems: ConfigProblem[] = [...unreadable];
  const checked = check(outline, tree, []);
  if (!checked.ok) problems.push(...checked.problems);
  if (tree.kind !== "map") return { config: undefined, problems };
  const { defaults, problems: ofDefaults } = readDefaults(tree);
  const { environments, problems: ofEnvironments } = readEnvironments(tree);
  problems.push(...ofDefaults, ...ofEnvironments);
  const written: WrittenConfig = { service: tree.entries.get("service")?.value, defaults, environments };
  problems.push(...checkBlocks(written, tree));
  return { config: { file, environments: [...environments.keys()], written }, problems };
}

/** Each environment with the defaults under it, and the defaults alone for what every environment replaces. */
function checkBlocks(written: WrittenConfig, file: MapTree): readonly ConfigProblem[] {
  const { defaults, environments, service } = written;
  const problems = [...checkBlock(defaults, ["defaults"])];
  let deploys = isAboutDeploying(defaults);
  for (const [name, own] of environments) {
    const prefix = ["environments", name];
    const merged = mergeBlocks(defaults, own);
    deploys ||= isAboutDeploying(merged);
    problems.push(...checkBlock(merged, prefix), ...missingParts(merged, prefix, isAboutDeploying(merged)));
  }
  if (deploys && environments.size === 0) {
    problems.push(
      problemAt(file.place, 'no "environments"', "at least one, e.g. environments: { production: {} }"),
    );
  }
  if (deploys && service === undefined && !hasTypoOf(file, "service")) {
    problems.push(problemAt(file.place, 'no "service"', "the name of what is deployed, e.g. service: shop"));
  }
  return problems;
}

/** Problems of a merged block that do not depend on whether it is complete. */
export function checkBlock(merged: MapTree, prefix: Path): readonly ConfigProblem[] {
  const checked = check(block, merged, prefix);
  const environment = String(prefix.at(-1) ?? "");
  return [
    ...(checked.ok ? [] : checked.problems),
    ...contradictions(withBuiltIns(merged, environment), prefix),
  ];
}

interface ReadDefaults {
  readonly defaults: MapTree;
  readonly problems: readonly ConfigProblem[];
}

/** `defaults`, with the gates of the top level as if they stood in there. */
function readDefaults(file: MapTree): ReadDefaults {
  const problems: ConfigProblem[] = [];
  const own = readBlock(file.entries.get("defaults"), "defaults", file.place, problems);
  const top = ["gates", "quality_gates"].flatMap((key) => file.entries.get(key) ?? []);
  const inside = ["gates", "quality_gates"].flatMap((key) => own.entries.get(key) ?? []);
  const [first, second] = [...top, ...inside];
  if (first !== undefined && second !== undefined && top.length > 0) problems.push(twice(second, first));
  const outer = top[0];
  const withGates = outer === undefined || inside.length > 0 ? own : withEntry(own, "gates", outer);
  // Merged over nothing, so that an `off` in the defaults means the same as not saying it.
  return { defaults: mergeBlocks(mapOf([], own.place), spellOut(withGates)), problems };
}

function readEnvironments(file: MapTree): {
  readonly environments: ReadonlyMap<string, MapTree>;
  readonly problems: readonly ConfigProblem[];
} {
  const entry = file.entries.get("environments");
  if (entry === undefined) return { environments: new Map(), problems: [] };
  if (entry.value.kind !== "map") {
    const problem = problemAt(
      entry.value.place,
      `${describe(entry.value)} for environments`,
      "a map of names to blocks, e.g. production: {}",
    );
    return { environments: new Map(), problems: [problem] };
  }
  const problems: ConfigProblem[] = [];
  const environments = new Map<string, MapTree>();
  for (const [name, own] of entry.value.entries) {
    if (environments.size === MAX_ENVIRONMENTS) {
      problems.push(problemAt(own.key, "one environment more", `at most ${MAX_ENVIRONMENTS}`));
      break;
    }
    const named = z.safeParse(environmentName, name);
    if (!named.success) {
      const expected = named.error.issues[0]?.message ?? "another name";
      problems.push(problemAt(own.key, `the environment ${JSON.stringify(name)}`, expected));
    }
    const read = readBlock(own, `environments.${name}`, own.key, problems);
    environments.set(name, spellOut(withKind(read, "environment")));
  }
  return { environments, problems };
}

/** The map of a block; empty (and a problem) when it is something else, empty when nothing was written. */
function readBlock(
  entry: Entry | undefined,
  where: string,
  place: Place,
  problems: ConfigProblem[],
): MapTree {
  if (entry === undefined) return mapOf([], place);
  const { value } = entry;
  if (value.kind === "scalar" && value.value === null) return mapOf([], entry.key);
  if (value.kind !== "map") {
    problems.push(
      problemAt(value.place, `${describe(value)} for ${where}`, "a map, e.g. rollout: { strategy: canary }"),
    );
    return mapOf([], entry.key);
  }
  const [gates, synonym] = [value.entries.get("gates"), value.entries.get("quality_gates")];
  if (gates !== undefined && synonym !== undefined) problems.push(twice(synonym, gates));
  // A missing part is reported where the block begins: at its name.
  return mapOf(value.entries, entry.key);
}

function twice(second: Entry, first: Entry): ConfigProblem {
  return problemAt(
    second.key,
    "gates a second time (gates and quality_gates are the same)",
    `one of them; the first is in line ${first.key.line}`,
  );
}

/** The tree as part of an environment; the reader takes everything for defaults. */
function withKind<T extends Tree>(tree: T, kind: Place["kind"]): T;
function withKind(tree: Tree, kind: Place["kind"]): Tree {
  const place = { ...tree.place, kind };
  switch (tree.kind) {
    case "scalar":
      return { ...tree, place };
    case "list":
      return { ...tree, items: tree.items.map((item) => withKind(item, kind)), place };
    case "map":
      return mapOf(
        [...tree.entries].map(
          ([key, entry]) =>
            [key, { key: { ...entry.key, kind }, value: withKind(entry.value, kind) }] as const,
        ),
        place,
      );
  }
}
