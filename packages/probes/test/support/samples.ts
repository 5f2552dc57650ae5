import type { ProbeSample } from "../../src/index.ts";

/** Samples of one check a second apart: F failed, P healthy, U unknown, N not started, 1 and 2 = versions v1 and v2. */
export function samples(pattern: string, check = "shop"): ProbeSample[] {
  return [...pattern].map((letter, index) => ({
    ...LETTERS[letter],
    check,
    at: index * 1_000,
    detail: `look ${index}`,
  })) as ProbeSample[];
}

const base = { result: "healthy", reason: "ok", latencyMs: 10, version: undefined };
const LETTERS: Readonly<Record<string, object>> = {
  P: base,
  F: { ...base, result: "unhealthy", reason: "status_unexpected" },
  U: { ...base, result: "unknown", reason: "proxy", latencyMs: undefined },
  N: { ...base, result: "unknown", reason: "not_started", latencyMs: undefined },
  "1": { ...base, result: "unhealthy", reason: "version_mismatch", version: "v1" },
  "2": { ...base, version: "v2" },
};
