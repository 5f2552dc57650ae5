import { findKeys } from "./leaked-keys.ts";
import { formatPath } from "./path.ts";
import { type ConfigProblem, problemAt, quoted } from "./problem.ts";
import { block as schema } from "./schema.ts";
import { schemasAt } from "./schema-at.ts";
import { mentionsSecret, SECRET_STORES } from "./secret-references.ts";
import type { Path, Place, Tree } from "./tree.ts";

const EXPECTED_NO_KEY = `no key in this file, since whoever reads it could use it: withdraw it, and use credentials (GitHub's token), an input of the action, or secret://<store>/… (${SECRET_STORES.join(", ")})`;

/** Keys that work for whoever reads them, anywhere in the text of a file, also in comments; never their values. */
export function leakedKeys(source: string, file: string): readonly ConfigProblem[] {
  const found = findKeys(source);
  if (found.length === 0) return [];
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return found.map(({ what, offset }) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return {
      file,
      line: line + 1,
      column: offset - (starts[line] ?? 0) + 1,
      read: what,
      expected: EXPECTED_NO_KEY,
    };
  });
}

/** Keys in the values of a tree that does not come from a file, or that are only seen once it is read. */
export function leakedValues(tree: Tree, prefix: Path): readonly ConfigProblem[] {
  return texts(tree, prefix).flatMap(({ text, place, path }) =>
    findKeys(text).map(({ what }) => problemAt(place, `${what} for ${formatPath(path)}`, EXPECTED_NO_KEY)),
  );
}

/** Where a reference may stand; `*` is any step. */
const PLACES: readonly Path[] = [
  ["metrics", "token"],
  ["verify", "checks", "*", "headers", "*"],
];

/** References to secrets where nobody would put the secret in; under a misspelt key nobody knows where that is. */
export function misplacedReferences(block: Tree, prefix: Path): readonly ConfigProblem[] {
  return texts(block, []).flatMap(({ text, place, path }) =>
    mentionsSecret(text) &&
    !PLACES.some((allowed) => isAt(path, allowed)) &&
    schemasAt(schema, path).length > 0
      ? [
          problemAt(
            place,
            `${quoted(text)} for ${formatPath([...prefix, ...path])}`,
            "no reference here: secrets are only put into headers of checks and metrics.token",
          ),
        ]
      : [],
  );
}

function isAt(path: Path, allowed: Path): boolean {
  return (
    path.length === allowed.length && allowed.every((step, index) => step === "*" || step === path[index])
  );
}

interface Written {
  readonly text: string;
  readonly place: Place;
  readonly path: Path;
}

function texts(tree: Tree, path: Path): readonly Written[] {
  switch (tree.kind) {
    case "scalar":
      return typeof tree.value === "string" ? [{ text: tree.value, place: tree.place, path }] : [];
    case "list":
      return tree.items.flatMap((item, index) => texts(item, [...path, index]));
    case "map":
      return [...tree.entries].flatMap(([key, { value }]) => texts(value, [...path, key]));
  }
}
