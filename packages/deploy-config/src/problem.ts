import { ActionError, plural, printable, truncateUtf8 } from "@deploy-actions/kernel";
import { withoutKeys } from "./leaked-keys.ts";
import type { Place, Tree } from "./tree.ts";

/** One mistake in the policy file (or in an input that overrides it). */
export interface ConfigProblem {
  /** The file, or `input "name"`. */
  readonly file: string;
  /** Counts from 1; absent for an input. */
  readonly line?: number;
  readonly column?: number;
  /** What was read, e.g. `"5 minutes" for rollout.steps[0].bake`. */
  readonly read: string;
  /** What was expected there, e.g. `a duration with units, e.g. 5m`. */
  readonly expected: string;
  /** The nearest valid word, when one is near. */
  readonly nearest?: string;
}

const MAX_LISTED = 100;

/** A problem at a place. */
export function problemAt(place: Place, read: string, expected: string, nearest?: string): ConfigProblem {
  return {
    file: place.kind === "input" ? `input "${place.source}"` : place.source,
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.column === undefined ? {} : { column: place.column }),
    read,
    expected,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** One line: `file:line:column  what was read: expected what. Did you mean "x"?` */
export function formatProblem(problem: ConfigProblem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  const near = problem.nearest === undefined ? "" : `. Did you mean "${problem.nearest}"?`;
  return printable(`${place}  ${problem.read}: expected ${problem.expected}${near}`);
}

/** The problems in the order of the file; a mistake in the defaults is one, however many environments it is in. */
export function sortProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const unique = new Map<string, ConfigProblem>();
  for (const problem of problems) {
    const { file, line, column, expected } = problem;
    // Not every sentence is made of quoted texts: the parser's own may hold what was written.
    const read = withoutKeys(problem.read);
    const key = JSON.stringify([file, line, column, line === undefined ? read : "", expected]);
    if (!unique.has(key)) unique.set(key, { ...problem, read, expected: withoutKeys(expected) });
  }
  return [...unique.values()].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

/** One error that lists every problem, one a line. `input` when only inputs are wrong, else `config`. */
export function problemsError(problems: readonly ConfigProblem[], file: string): ActionError {
  const sorted = sortProblems(problems);
  const listed = sorted.slice(0, MAX_LISTED).map(formatProblem);
  const more = sorted.length - listed.length;
  if (more > 0) listed.push(`… and ${more} more`);
  const onlyInputs = sorted.every((problem) => problem.file !== file);
  const first = sorted[0];
  return new ActionError(
    onlyInputs ? "input" : "config",
    `${onlyInputs ? "The overrides have" : `${file} has`} ${plural(sorted.length, "problem")}:\n${listed.join("\n")}`,
    {
      hint: onlyInputs
        ? "Correct these inputs. Nothing was touched."
        : "Correct these lines. Nothing was touched.",
      ...(first === undefined || onlyInputs
        ? {}
        : {
            location: {
              file,
              ...(first.line === undefined ? {} : { line: first.line }),
              ...(first.column === undefined ? {} : { column: first.column }),
            },
          }),
    },
  );
}

/** A value as a person would name it in a message, short. */
export function describe(tree: Tree): string {
  switch (tree.kind) {
    case "list":
      return tree.items.length === 0 ? "an empty list" : "a list";
    case "map":
      return tree.entries.size === 0 ? "an empty map" : "a map";
    case "scalar":
      if (tree.value === null) return "nothing";
      return typeof tree.value === "string" ? quoted(tree.value) : String(tree.value);
  }
}

/** Text from the file in quotes, cut to a line's worth. */
export function quoted(text: string): string {
  return JSON.stringify(truncateUtf8(withoutKeys(text), 80));
}
