import * as z from "zod/mini";
import { mergeBlocks, spellOut } from "./merge.ts";
import { type ConfigProblem, describe, problemAt } from "./problem.ts";
import { environmentName } from "./schema.ts";
import { type Entry, type MapTree, mapOf, type Place, type Tree, withEntry } from "./tree.ts";

/** Each is checked with the defaults under it: without a bound a small file could keep a runner busy. */
const MAX_ENVIRONMENTS = 100;

interface ReadDefaults {
  readonly defaults: MapTree;
  readonly problems: readonly ConfigProblem[];
}

/** `defaults`, with the gates of the top level as if they stood in there. */
export function readDefaults(file: MapTree): ReadDefaults {
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

/** The environments by name, as written. */
export function readEnvironments(file: MapTree): {
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
