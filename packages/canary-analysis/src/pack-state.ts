import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ActionError, isObject } from "@deploy-actions/kernel";
import type { AnalysisConfig } from "./analysis-config.ts";
import type { AnalysisState } from "./analysis-state.ts";

/** Changes when a state of before cannot be gone on with. */
const FORMAT = "a1:";
const LARGEST_BYTES = 65_536;

/** The state as one line of text for a record: at most 4 KB at ten metrics. */
export function packState(state: AnalysisState): string {
  return FORMAT + deflateRawSync(JSON.stringify(state), { level: 9 }).toString("base64url");
}

/**
 * The state of a line. Error: `config` when it is none, or is of other metrics than are configured now: evidence of one cannot be gone
 * on with as that of another.
 */
export function unpackState(config: AnalysisConfig, line: string): AnalysisState {
  const state = read(line);
  const kinds = config.metrics.map(({ kind }) => kind).join();
  const found = isState(state) ? state.metrics.map(({ kind }) => kind).join() : undefined;
  if (found === kinds && isState(state)) return state;
  throw new ActionError(
    "config",
    found === undefined
      ? "The state of the canary analysis in the record cannot be read."
      : `The canary analysis in the record is of other metrics (${found}) than the policy has now (${kinds}).`,
    { hint: "The analysis begins anew: the step has to bake as long as one that was not begun." },
  );
}

function read(line: string): unknown {
  if (!line.startsWith(FORMAT)) return undefined;
  try {
    const bytes = Buffer.from(line.slice(FORMAT.length), "base64url");
    return JSON.parse(inflateRawSync(bytes, { maxOutputLength: LARGEST_BYTES }).toString());
  } catch {
    return undefined;
  }
}

function isState(value: unknown): value is AnalysisState {
  return (
    isObject(value) &&
    Array.isArray(value.metrics) &&
    value.metrics.every(isObject) &&
    isObject(value.requests) &&
    typeof value.silentExpected === "number"
  );
}
