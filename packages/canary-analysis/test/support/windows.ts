import type { AnalysisInput, AnalysisWindow, ReleaseSample } from "../../src/analysis-window.ts";

const BEGIN = Date.UTC(2026, 0, 5, 12);

/** Counts of one release; no latencies unless given. */
export function sample(
  version: string,
  requests: number,
  errors: number,
  more: Partial<ReleaseSample> = {},
): ReleaseSample {
  return { version, requests, errors, latency: { boundsMs: [], counts: [] }, ...more };
}

/** The `index`-th window of ten seconds. */
export function windowAt(
  index: number,
  candidate: ReleaseSample,
  stable: ReleaseSample,
  more: Partial<AnalysisWindow> = {},
): AnalysisInput {
  const fromMs = BEGIN + index * 10_000;
  return { kind: "window", window: { fromMs, toMs: fromMs + 10_000, candidate, stable, ...more } };
}

/** End of the `index`-th window. */
export function endOf(index: number): number {
  return BEGIN + (index + 1) * 10_000;
}
