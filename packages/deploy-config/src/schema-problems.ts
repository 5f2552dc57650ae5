import { nearest } from "@deploy-actions/kernel";
import * as z from "zod/mini";
import { anyOf } from "./any-of.ts";
import { formatPath } from "./path.ts";
import { type ConfigProblem, describe, problemAt, quoted } from "./problem.ts";
import { type Path, type Place, type Tree, toPlain, treeAt } from "./tree.ts";

type Issue = z.core.$ZodIssue;

/** A value that fits the schema, or every problem of it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Holds a tree against a schema. Problems name the place of the very key or value; `prefix` is the path of the tree
 * in the words of the file. Where a key is a typo of a required one, the missing one is not a second problem.
 */
export function check<T extends z.core.$ZodType>(schema: T, tree: Tree, prefix: Path): Checked<z.output<T>> {
  const result = z.safeParse(schema, toPlain(tree));
  if (result.success) return { ok: true, value: result.data };
  const converter = new Converter(tree, prefix);
  return {
    ok: false,
    problems: unknownKeysFirst(result.error.issues).flatMap((issue) => converter.convert(issue, [])),
  };
}

class Converter {
  readonly #tree: Tree;
  readonly #prefix: Path;
  /** Per map: keys that a typo in it was probably meant to be. */
  readonly #meant = new Set<string>();

  constructor(tree: Tree, prefix: Path) {
    this.#tree = tree;
    this.#prefix = prefix;
  }

  convert(issue: Issue, base: Path): readonly ConfigProblem[] {
    const path: Path = [
      ...base,
      ...issue.path.map((step) => (typeof step === "number" ? step : String(step))),
    ];
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => this.#unknownKey(path, key, issue.message));
    if (issue.code === "invalid_key") return [this.#badKey(path, issue.issues[0]?.message ?? "another name")];
    if (issue.code === "invalid_union") {
      const branch = this.#bestBranch(issue.errors, path);
      if (branch !== undefined) {
        return unknownKeysFirst(branch).flatMap((inner) => this.convert(inner, path));
      }
    }
    return this.#badValue(path, issue);
  }

  #unknownKey(path: Path, key: string, known: string): ConfigProblem {
    const candidates = known.split(", ");
    const near = nearest(key, candidates);
    if (near !== undefined) this.#meant.add(formatPath([...path, near]));
    const where = this.#where(path);
    const map = treeAt(this.#tree, path);
    const place = (map?.kind === "map" ? map.entries.get(key)?.key : undefined) ?? this.#placeOf(path);
    return problemAt(
      place,
      `the unknown key ${quoted(key)}${where === "" ? "" : ` in ${where}`}`,
      `one of ${known}`,
      near,
    );
  }

  #badKey(path: Path, expected: string): ConfigProblem {
    const key = String(path.at(-1) ?? "");
    const map = treeAt(this.#tree, path.slice(0, -1));
    const place = (map?.kind === "map" ? map.entries.get(key)?.key : undefined) ?? this.#placeOf(path);
    return problemAt(place, `the key ${quoted(key)}`, expected);
  }

  #badValue(path: Path, issue: Issue): readonly ConfigProblem[] {
    const value = treeAt(this.#tree, path);
    if (value === undefined) {
      if (this.#meant.has(formatPath(path))) return [];
      const where = this.#where(path.slice(0, -1));
      const read = `no ${quoted(String(path.at(-1)))}${where === "" ? "" : ` in ${where}`}`;
      return [problemAt(this.#placeOf(path.slice(0, -1)), read, issue.message)];
    }
    const where = this.#where(path);
    const read = `${describe(value)}${where === "" ? "" : ` for ${where}`}`;
    return [problemAt(value.place, read, issue.message, nearestValue(issue, value))];
  }

  /** The alternative the person meant: of the right type, and with the fewest mistakes; `undefined` when none is. */
  #bestBranch(branches: readonly (readonly Issue[])[], path: Path): readonly Issue[] | undefined {
    const candidates = branches.filter((issues) => !issues.some(isWrongType));
    const value = treeAt(this.#tree, path);
    const platforms = candidates.flatMap((issues) =>
      issues.filter((issue) => issue.code === "invalid_value" && issue.path.at(-1) === "platform"),
    );
    if (value?.kind === "map" && candidates.length > 1 && platforms.length === candidates.length) {
      return [mergeValues(platforms)];
    }
    let best: readonly Issue[] | undefined;
    for (const issues of candidates) {
      if (best === undefined || this.#cost(issues) < this.#cost(best)) best = issues;
    }
    return best;
  }

  #cost(issues: readonly Issue[]): number {
    return issues.reduce((sum, issue) => {
      // Another platform is another map altogether; any other word may be a typo.
      if (issue.code === "invalid_value") return sum + (issue.path.at(-1) === "platform" ? 100 : 1);
      if (issue.code !== "unrecognized_keys") return sum + 1;
      const known = issue.message.split(", ");
      return sum + issue.keys.reduce((keys, key) => keys + (nearest(key, known) === undefined ? 3 : 1), 0);
    }, 0);
  }

  #where(path: Path): string {
    return formatPath([...this.#prefix, ...path]);
  }

  /** The place of the deepest part of a path that exists: for a map under a key, that key. */
  #placeOf(path: Path): Place {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = treeAt(this.#tree, path.slice(0, length - 1));
      const step = path[length - 1];
      if (parent?.kind === "map") {
        const entry = parent.entries.get(String(step));
        if (entry !== undefined) return entry.key;
      }
      const item = treeAt(this.#tree, path.slice(0, length));
      if (item !== undefined) return item.place;
    }
    return this.#tree.place;
  }
}

/** Unknown keys explain what is missing. */
function unknownKeysFirst(issues: readonly Issue[]): readonly Issue[] {
  const rank = (issue: Issue): number => (issue.code === "unrecognized_keys" ? 0 : 1);
  return [...issues].sort((a, b) => rank(a) - rank(b));
}

/** Whether an alternative of a union was not even of the right type (its own `off` or list instead of a map). */
function isWrongType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "invalid_union") return issue.errors.every((branch) => branch.some(isWrongType));
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

/** A `platform` that fits no alternative: one problem with the words of all. */
function mergeValues(issues: readonly Issue[]): Issue {
  const values = issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values : []));
  return {
    code: "invalid_value",
    path: issues[0]?.path ?? [],
    values,
    message: anyOf(values.map(String)),
    input: undefined,
  };
}

function nearestValue(issue: Issue, value: Tree): string | undefined {
  if (issue.code === "custom") {
    const hint: unknown = issue.params?.nearest;
    return typeof hint === "string" ? hint : undefined;
  }
  if (value.kind !== "scalar" || typeof value.value !== "string") return undefined;
  return nearest(value.value, wordsOf(issue));
}

/** The words that would have fit: those of the value, or of every alternative. */
function wordsOf(issue: Issue): readonly string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  return issue.code === "invalid_union" ? issue.errors.flatMap((branch) => branch.flatMap(wordsOf)) : [];
}
