import { readFile } from "node:fs/promises";
import { type Condition, explainConditionProblem, parseCondition } from "@deploy-actions/conditions";
import type { ReadResult, ReportProblem } from "../../src/index.ts";

const encoder = new TextEncoder();

/** The text as one chunk of UTF-8. */
export function chunksOf(text: string): readonly Uint8Array[] {
  return [encoder.encode(text)];
}

/** The bytes in pieces of these sizes, over and over. */
export function* split(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** A file of `test/fixtures` as one chunk. */
export async function* fixture(name: string): AsyncGenerator<Uint8Array> {
  yield await readFile(new URL(`../fixtures/${name}`, import.meta.url));
}

/** UTF-16 with a byte order mark. */
export function utf16(text: string, order: "le" | "be"): readonly Uint8Array[] {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return [order === "le" ? bytes : bytes.swap16()];
}

export function reportOf<T>(result: ReadResult<T>): T {
  if (!result.ok) throw new Error(`${result.problem.reason}: ${result.problem.message}`);
  return result.report;
}

export function problemOf<T>(result: ReadResult<T>): ReportProblem {
  if (result.ok) throw new Error(`expected a problem, read ${JSON.stringify(result.report)}`);
  return result.problem;
}

export function condition(text: string): Condition {
  const result = parseCondition(text);
  if (!result.ok) throw new Error(explainConditionProblem(text, result.problem));
  return result.condition;
}
