import {
  ANALYSIS_DEFAULTS,
  type AnalysisConfig,
  type AnalysisState,
  type AnalysisWindow,
  addLook,
  beginAnalysis,
  type MetricConfig,
  packState,
  verdictOf,
} from "@deploy-actions/canary-analysis";
import { windowOf } from "./judges/ours.ts";
import { median, quantile } from "./statistics.ts";
import { generate, planOf } from "./streams/generate.ts";
import { Random } from "./streams/random.ts";
import { NULLS } from "./streams/scenarios.ts";
import { CELL_MS, emptyStream } from "./streams/stream.ts";

/** What a look costs with as many metrics as a careful team has. */
export interface Cost {
  readonly metrics: number;
  /** A window added and a verdict asked for. */
  readonly updateMs: { readonly median: number; readonly p99: number };
  /** The largest the state became in an hour: as it is stored, and as plain JSON. */
  readonly stateBytes: number;
  readonly jsonBytes: number;
}

const GAUGES = ["cpu", "memory", "queue", "orders"];

/** Six metrics of counts and four gauges. */
const METRICS: readonly MetricConfig[] = [
  { kind: "errors", name: "errors", weight: 2, critical: true },
  ...[2, 3, 4].map(
    (index) =>
      ({ kind: "errors", name: `errors-${index}`, weight: 1, critical: false }) satisfies MetricConfig,
  ),
  { kind: "latency", name: "latency", weight: 2, critical: true },
  { kind: "latency", name: "latency-2", weight: 1, critical: false, boundsMs: [75, 150, 300] },
  ...GAUGES.map(
    (name) =>
      ({
        kind: "gauge",
        name,
        weight: 1,
        critical: false,
        direction: "either",
        allowedRatio: 1.25,
      }) satisfies MetricConfig,
  ),
];

/** Measures an hour of looks at every ten seconds, the second time over: the first warms the machine up. */
export function measureCost(seed: number): Cost {
  const [scenario] = NULLS;
  if (scenario === undefined) throw new RangeError("no scenario");
  const random = new Random(seed);
  const stream = emptyStream(scenario.minutes);
  generate(planOf(scenario), random, stream);
  const windows = Array.from({ length: stream.harmed.length }, (_, cell) =>
    withGauges(windowOf(stream, cell, cell + 1), random),
  );
  measure(windows);
  return measure(windows);
}

function measure(windows: readonly AnalysisWindow[]): Cost {
  const config: AnalysisConfig = { ...ANALYSIS_DEFAULTS, metrics: METRICS };
  const times: number[] = [];
  let stateBytes = 0;
  let jsonBytes = 0;
  let state: AnalysisState = beginAnalysis(config);
  for (const [cell, window] of windows.entries()) {
    const startedAt = performance.now();
    state = addLook(config, state, { kind: "window", window });
    verdictOf(config, state, (cell + 1) * CELL_MS);
    times.push(performance.now() - startedAt);
    stateBytes = Math.max(stateBytes, Buffer.byteLength(packState(state)));
    jsonBytes = Math.max(jsonBytes, Buffer.byteLength(JSON.stringify(state)));
  }
  return {
    metrics: METRICS.length,
    updateMs: { median: median(times), p99: quantile(times, 0.99) },
    stateBytes,
    jsonBytes,
  };
}

function withGauges(window: AnalysisWindow, random: Random): AnalysisWindow {
  const gauges = (): Record<string, number[]> =>
    Object.fromEntries(GAUGES.map((name) => [name, [50 + 5 * random.normal(), 50 + 5 * random.normal()]]));
  return {
    ...window,
    candidate: { ...window.candidate, gauges: gauges() },
    stable: { ...window.stable, gauges: gauges() },
  };
}
