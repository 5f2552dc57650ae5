import { utf8Length } from "@deploy-actions/kernel";
import type { ConfigProblem } from "./problem.ts";
import { readTree } from "./read-tree.ts";
import type { Tree } from "./tree.ts";
import { readSyntax, type Syntax } from "./yaml-syntax.ts";

/** Largest policy file that is read: 256 KiB. */
export const MAX_POLICY_BYTES = 262_144;

/** A policy file as a tree; no tree when there is nothing that can be checked further. */
export interface ReadFile {
  readonly tree: Tree | undefined;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the YAML of a policy file, with every problem of syntax, keys, aliases and tags. Where tabs leave open what
 * was meant there are several readings.
 */
export function readFile(source: string, file: string): readonly [ReadFile, ...ReadFile[]] {
  const bytes = utf8Length(source);
  if (bytes > MAX_POLICY_BYTES) {
    return [nothing(file, `a file of ${bytes} bytes`, `at most ${MAX_POLICY_BYTES} bytes`)];
  }
  const [first, ...others] = readSyntax(source, file);
  return [readOne(first, file), ...others.map((syntax) => readOne(syntax, file))];
}

function readOne(syntax: Syntax, file: string): ReadFile {
  if (!syntax.trusted) return { tree: undefined, problems: syntax.problems };
  const { tree, problems: ofTree } = readTree(syntax, file);
  const problems = [...syntax.problems, ...ofTree];
  if (tree !== undefined && (tree.kind !== "scalar" || tree.value !== null)) return { tree, problems };
  return problems.length > 0
    ? { tree: undefined, problems }
    : nothing(file, "an empty file", "a policy that begins with version: 1");
}

function nothing(file: string, read: string, expected: string): ReadFile {
  return { tree: undefined, problems: [{ file, line: 1, column: 1, read, expected }] };
}
