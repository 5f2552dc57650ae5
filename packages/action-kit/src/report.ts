import { type Json, type JsonObject, type Log, printable } from "@deploy-actions/kernel";
import type { Ending } from "./ending.ts";
import { VERSION } from "./version.ts";

const LONGEST_CELL = 100;

/** Outputs every verdict has; the last line of a run says them. */
const SAID_LAST: ReadonlySet<string> = new Set(["verdict", "reason", "sentence"]);

/** Prints the outputs that have a value as a table, each on one line. */
export function printOutputs(log: Log, outputs: ReadonlyMap<string, string>): void {
  const shownOutputs = [...outputs].filter(([name, value]) => value !== "" && !SAID_LAST.has(name));
  const width = Math.max(0, ...shownOutputs.map(([name]) => name.length));
  for (const [name, value] of shownOutputs) {
    const shown = printable(value.length > LONGEST_CELL ? `${value.slice(0, LONGEST_CELL)}…` : value);
    log.info(`  ${name.padEnd(width)}  ${shown}`);
  }
}

/** What `--json` prints: `{version, exitCode, result?, error?, outputs, summary?}`; outputs that are JSON are values. */
export function toReport(
  ending: Ending,
  exitCode: number,
  outputs: ReadonlyMap<string, string>,
  summaryPath: string | undefined,
): JsonObject {
  return {
    version: VERSION,
    exitCode,
    ...describeEnding(ending),
    outputs: Object.fromEntries(Array.from(outputs, ([name, value]) => [name, readOutput(value)])),
    ...(summaryPath === undefined ? {} : { summary: summaryPath }),
  };
}

/** The verdict or the error of an ending, as JSON. */
export function describeEnding(ending: Ending): JsonObject {
  if (ending.kind === "result") {
    const { outcome, reason, sentence } = ending.result;
    return { result: { outcome, reason, sentence } };
  }
  if (ending.kind === "done") return {};
  const { code, message, hint } = ending.error;
  return { error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

/** Objects and lists were serialised by us; other texts (also `true` and `1`) stay the strings a workflow would see. */
export function readOutput(value: string): Json {
  if (!/^[[{]/.test(value)) return value;
  try {
    const parsed: Json = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
}
