import * as z from "zod/mini";
import { withBuiltIns } from "./defaults.ts";
import { fillKnown, type KnownNames } from "./fill-known.ts";
import { hasTypoOf } from "./key-typos.ts";
import { mergeBlocks } from "./merge.ts";
import { misfits } from "./misfits.ts";
import { isAboutDeploying, missingParts } from "./missing-parts.ts";
import { type ConfigProblem, problemAt, problemsError, sortProblems } from "./problem.ts";
import { type ReadFile, readFile } from "./read-file.ts";
import { contradictions } from "./requirements.ts";
import { block, fileKeys } from "./schema.ts";
import { check } from "./schema-problems.ts";
import { keys } from "./schema-scalars.ts";
import { leakedKeys, leakedValues, misplacedReferences } from "./secret-problems.ts";
import { type MapTree, type Path, type Tree, textAt } from "./tree.ts";
import { readDefaults, readEnvironments } from "./written-blocks.ts";

/** Where the policy file is. */
export const BASE_POLICY_FILE = ".github/deploy.yml";

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
  const { config, problems } = others.reduce<Analysis>(
    (best, reading) => {
      const analysis = analyseReading(reading, file);
      return analysis.problems.length < best.problems.length ? analysis : best;
    },
    analyseReading(first, file),
  );
  const leaks = leakedKeys(source, file);
  // An escaped text may hold what the file's own text does not show.
  const hidden = leaks.length > 0 || first.tree === undefined ? [] : leakedValues(first.tree, []);
  return { config, problems: [...problems, ...leaks, ...hidden] };
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
  const known = { service: textAt(service, []) };
  const problems = [...checkBlock(defaults, ["defaults"], known)];
  let deploys = isAboutDeploying(defaults);
  for (const [name, own] of environments) {
    const prefix = ["environments", name];
    const merged = mergeBlocks(defaults, own);
    deploys ||= isAboutDeploying(merged);
    problems.push(
      ...checkBlock(merged, prefix, { ...known, environment: name }),
      ...checkWhole(merged, prefix, isAboutDeploying(merged)),
    );
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
export function checkBlock(merged: MapTree, prefix: Path, known: KnownNames): readonly ConfigProblem[] {
  const checked = check(block, fillKnown(merged, known), prefix);
  const environment = String(prefix.at(-1) ?? "");
  return [
    ...(checked.ok ? [] : checked.problems),
    ...contradictions(withBuiltIns(merged, environment), prefix),
    ...misplacedReferences(merged, prefix),
  ];
}

/** Problems of a merged block that stands for a whole environment: what it lacks, and what does not go together. */
export function checkWhole(merged: MapTree, prefix: Path, needsTarget: boolean): readonly ConfigProblem[] {
  return [...missingParts(merged, prefix, needsTarget), ...misfits(merged, prefix)];
}
