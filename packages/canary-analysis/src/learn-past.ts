import type { AnalysisConfig, MetricConfig } from "./analysis-config.ts";
import { type AnalysisState, beginErrors, type MetricProgress, ruleOf } from "./analysis-state.ts";
import type { PastWindow } from "./analysis-window.ts";
import { invalidCount } from "./check-window.ts";
import { causeSize } from "./counts/clustering.ts";
import { learnCount } from "./metrics/count-progress.ts";
import { learnLatency } from "./metrics/latency-progress.ts";

/**
 * Learns from stable's past, oldest first, before the first look: how its bad requests come together, and what its latencies are. With it
 * a regression is found sooner, since a few failures say more where stable's never came in bursts. Windows with counts that are none, or
 * in which stable had no request, are left out. What is learnt is never evidence by itself.
 */
export function learnPast(
  config: AnalysisConfig,
  state: AnalysisState,
  past: readonly PastWindow[],
): AnalysisState {
  const usable = past.filter(
    ({ fromMs, toMs, stable }) => toMs > fromMs && stable.requests > 0 && invalidCount(stable) === undefined,
  );
  return {
    ...state,
    metrics: config.metrics.map((metric, index) => {
      const progress = state.metrics[index];
      if (progress === undefined) throw new RangeError(`no progress of metric ${metric.name}`);
      return learn(config, metric, progress, usable);
    }),
  };
}

/** How many failed requests have one cause, as far as stable has shown; `undefined`: it has not, or causes are not asked for. */
export function learntCauseSize({ metrics }: AnalysisState): number | undefined {
  const errors = metrics.find((progress) => progress.kind === "errors");
  const clustering = errors?.kind === "errors" ? errors.count?.clustering : undefined;
  return clustering === undefined ? undefined : causeSize(clustering);
}

function learn(
  config: AnalysisConfig,
  metric: MetricConfig,
  progress: MetricProgress,
  past: readonly PastWindow[],
): MetricProgress {
  if (metric.kind === "errors" && progress.kind === "errors") {
    const rule = ruleOf(config, metric);
    const count = past.reduce(
      (sum, { fromMs, toMs, stable: { requests, errors } }) =>
        learnCount(rule, sum, toMs - fromMs, { requests, bad: errors }),
      progress.count ?? beginErrors(config, metric, false),
    );
    return { ...progress, count };
  }
  if (metric.kind === "latency" && progress.kind === "latency") {
    return { ...progress, latency: learnLatency(ruleOf(config, metric), progress.latency, past) };
  }
  return progress;
}
