import { createHash } from "node:crypto";
import { errorMessage, isObject, printable, suggest } from "@deploy-actions/kernel";
import type { RunningRelease, TrafficState } from "@deploy-actions/rollout";

/** Cumulative counts of one release as `observe` prints them. */
export interface ExecReleaseCounts {
  readonly version: string;
  readonly requests: number;
  readonly errors: number;
  /** Changes when the counters started again from zero, where the command says so. */
  readonly epoch?: string;
}

/** The `counts` of an observation; `undefined` for a release that is not counted. */
export interface ExecCounts {
  readonly candidate: ExecReleaseCounts | undefined;
  readonly stable: ExecReleaseCounts | undefined;
}

/** What `observe` printed. */
export interface ExecObservation {
  readonly traffic: TrafficState;
  readonly counts: ExecCounts | undefined;
}

/** The observation or what is wrong with the output: where (JSON path), what was read and what was expected. */
export type ExecObservationResult =
  | { readonly ok: true; readonly observation: ExecObservation }
  | { readonly ok: false; readonly problem: string };

class Problem extends Error {}

const KEYS = ["stable", "candidate", "weight", "revision", "counts"];
const RELEASE_KEYS = ["version", "ready", "url", "detail", "commit", "artifact"];
const COUNT_KEYS = ["requests", "errors", "epoch"];

/** Reads the JSON object of `observe`. A key that is missing is a problem and never "nothing runs". */
export function parseExecObservation(output: string): ExecObservationResult {
  try {
    return { ok: true, observation: readObservation(parseJson(output)) };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.message };
    throw error;
  }
}

function parseJson(output: string): unknown {
  if (output.trim() === "") throw new Problem("read nothing, expected one JSON object");
  try {
    return JSON.parse(output);
  } catch (error) {
    throw new Problem(`read ${excerpt(output)}, expected one JSON object (${errorMessage(error)})`);
  }
}

function readObservation(value: unknown): ExecObservation {
  const object = readObject(value, "$", KEYS);
  const stable = readRelease(required(object, "stable", "$", "an object or null"), "$.stable");
  const candidate = readRelease(required(object, "candidate", "$", "an object or null"), "$.candidate");
  const weight = required(object, "weight", "$", "a number from 0 to 100");
  if (typeof weight !== "number" || !(weight >= 0 && weight <= 100)) {
    throw mismatch("$.weight", weight, "a number from 0 to 100");
  }
  if (candidate === null && weight !== 0)
    throw mismatch("$.weight", weight, "0, because $.candidate is null");
  const { revision } = object;
  if (revision !== undefined && (typeof revision !== "string" || revision === "")) {
    throw mismatch("$.revision", revision, "a text that is not empty");
  }
  const traffic: TrafficState = {
    stable,
    candidate,
    candidateWeight: weight,
    revision: revision ?? hashOf(stable, candidate, weight),
  };
  return { traffic, counts: readCounts(object.counts, stable, candidate) };
}

function readRelease(value: unknown, path: string): RunningRelease | null {
  if (value === null) return null;
  const object = readObject(value, path, RELEASE_KEYS);
  const version = required(object, "version", path, "a text that is not empty");
  if (typeof version !== "string" || version === "") {
    throw mismatch(`${path}.version`, version, "a text that is not empty");
  }
  const { ready } = object;
  if (ready !== undefined && typeof ready !== "boolean") {
    throw mismatch(`${path}.ready`, ready, "true or false");
  }
  const text = (key: string): string | undefined => {
    const found = object[key];
    if (found === undefined || found === null) return undefined;
    if (typeof found !== "string") throw mismatch(`${path}.${key}`, found, "a text");
    return found;
  };
  const [commit, artifact, url, detail] = [text("commit"), text("artifact"), text("url"), text("detail")];
  return {
    release: {
      version,
      ...(commit === undefined ? {} : { commit }),
      ...(artifact === undefined ? {} : { artifact }),
    },
    ready: ready ?? true,
    ...(url === undefined ? {} : { url }),
    ...(detail === undefined ? {} : { detail }),
  };
}

function readCounts(
  value: unknown,
  stable: RunningRelease | null,
  candidate: RunningRelease | null,
): ExecCounts | undefined {
  if (value === undefined || value === null) return undefined;
  const object = readObject(value, "$.counts", ["stable", "candidate"]);
  const read = (key: string, release: RunningRelease | null): ExecReleaseCounts | undefined => {
    const found = object[key];
    if (found === undefined || found === null || release === null) return undefined;
    const path = `$.counts.${key}`;
    const counts = readObject(found, path, COUNT_KEYS);
    const { epoch } = counts;
    if (epoch !== undefined && typeof epoch !== "string") throw mismatch(`${path}.epoch`, epoch, "a text");
    return {
      version: release.release.version,
      requests: readCount(counts, "requests", path),
      errors: readCount(counts, "errors", path),
      ...(epoch === undefined ? {} : { epoch }),
    };
  };
  return { candidate: read("candidate", candidate), stable: read("stable", stable) };
}

function readCount(object: Readonly<Record<string, unknown>>, key: string, path: string): number {
  const value = required(object, key, path, "a count");
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw mismatch(`${path}.${key}`, value, "a whole number from 0 on");
  }
  return value;
}

function readObject(
  value: unknown,
  path: string,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw mismatch(path, value, `an object with ${keys.join(", ")}`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown === undefined) return value;
  throw new Problem(`${path} has the key ${excerpt(unknown)}, which is not known.${suggest(unknown, keys)}`);
}

function required(
  object: Readonly<Record<string, unknown>>,
  key: string,
  path: string,
  expected: string,
): unknown {
  if (object[key] !== undefined) return object[key];
  throw new Problem(`${path}.${key} is missing, expected ${expected}`);
}

function mismatch(path: string, value: unknown, expected: string): Problem {
  return new Problem(`${path} is ${excerpt(JSON.stringify(value))}, expected ${expected}`);
}

function excerpt(text: string): string {
  const line = printable(text.trim());
  return line.length <= 200 ? line : `${line.slice(0, 200)}…`;
}

/** Changes with releases and weight, as a revision has to; whether they are ready is no change of the traffic. */
function hashOf(stable: RunningRelease | null, candidate: RunningRelease | null, weight: number): string {
  const facts = JSON.stringify([stable?.release.version ?? null, candidate?.release.version ?? null, weight]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}
