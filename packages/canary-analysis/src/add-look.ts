import type { AnalysisConfig, MetricConfig } from "./analysis-config.ts";
import { type AnalysisState, beginErrors, type MetricProgress, ruleOf } from "./analysis-state.ts";
import type { AnalysisInput, AnalysisWindow } from "./analysis-window.ts";
import { problemOf } from "./check-window.ts";
import { addCount } from "./metrics/count-progress.ts";
import { addGauge } from "./metrics/gauge-progress.ts";
import { addLatency } from "./metrics/latency-progress.ts";
import { logCertifiedOf, logRegressedOf } from "./metrics/metric-evidence.ts";
import { roundedDown } from "./numeric/log-mean.ts";

/**
 * Adds a look, whatever it brought: a window that cannot be used (it overlaps the one before, is of another release, has counts that
 * are none) is left out like one that is missing, and the reason is kept. Holes between windows are allowed.
 */
export function addLook(config: AnalysisConfig, state: AnalysisState, input: AnalysisInput): AnalysisState {
  if (input.kind === "missing") {
    const { reason, text } = input;
    return { ...state, missing: { reason, text }, lastKnownMs: state.lastKnownMs ?? input.atMs };
  }
  const { window } = input;
  const problem = problemOf(window, state);
  if (problem !== undefined) {
    return { ...state, missing: problem, lastKnownMs: state.lastKnownMs ?? window.toMs };
  }
  const seen = seenOf(state, window);
  const isWarm = seen.firstRequestMs !== undefined && window.fromMs >= seen.firstRequestMs + config.warmUpMs;
  // Without a warm-up, the window of the first request counts too.
  if (config.warmUpMs > 0 && !isWarm) return seen;
  return {
    ...seen,
    requests: {
      candidate: state.requests.candidate + window.candidate.requests,
      stable: state.requests.stable + window.stable.requests,
    },
    metrics: config.metrics.map((metric, index) => {
      const progress = state.metrics[index];
      if (progress === undefined) throw new RangeError(`no progress of metric ${metric.name}`);
      return marked(config, metric, addTo(config, metric, progress, window), window.toMs);
    }),
  };
}

/** What every window says, warm or not. */
function seenOf(state: AnalysisState, window: AnalysisWindow): AnalysisState {
  const { fromMs, toMs, weight, candidate, stable } = window;
  const hasRequests = candidate.requests > 0;
  const seenShare = state.requests.candidate / Math.max(1, state.requests.candidate + state.requests.stable);
  const share = weight === undefined ? seenShare : weight / 100;
  return {
    ...state,
    lastToMs: toMs,
    lastKnownMs: toMs,
    missing: undefined,
    candidate: candidate.version,
    stable: stable.version,
    firstRequestMs: state.firstRequestMs ?? (hasRequests ? fromMs : undefined),
    silentSinceMs: hasRequests ? undefined : (state.silentSinceMs ?? fromMs),
    silentExpected: hasRequests ? 0 : state.silentExpected + share * stable.requests,
  };
}

function addTo(
  config: AnalysisConfig,
  metric: MetricConfig,
  progress: MetricProgress,
  window: AnalysisWindow,
): MetricProgress {
  const { fromMs, toMs, candidate, stable } = window;
  if (metric.kind === "errors" && progress.kind === "errors") {
    const knowsUsers = candidate.harmedUsers !== undefined && stable.harmedUsers !== undefined;
    const known = progress.count;
    // What was learnt before the first window is of requests; where users are known, it is not needed.
    const isBegun = known !== undefined && known.stable.requests > 0;
    const count =
      known === undefined || (knowsUsers && !isBegun) ? beginErrors(config, metric, knowsUsers) : known;
    const byUsers = count.worse.unit === "users";
    // Evidence by users cannot go on by requests: such a window says nothing.
    if (byUsers && !knowsUsers) return progress;
    const bad = ({ errors, harmedUsers = 0 }: typeof candidate): number => (byUsers ? harmedUsers : errors);
    const counts = {
      fromMs,
      toMs,
      candidate: { requests: candidate.requests, bad: bad(candidate) },
      stable: { requests: stable.requests, bad: bad(stable) },
    };
    return { ...progress, count: addCount(ruleOf(config, metric), count, counts) };
  }
  if (metric.kind === "latency" && progress.kind === "latency") {
    return { ...progress, latency: addLatency(ruleOf(config, metric), progress.latency, window) };
  }
  if (metric.kind === "gauge" && progress.kind === "gauge") {
    const samples = [candidate.gauges?.[metric.name] ?? [], stable.gauges?.[metric.name] ?? []] as const;
    return { ...progress, gauge: addGauge(metric, progress.gauge, ...samples) };
  }
  throw new RangeError(`the progress of metric ${metric.name} is of another kind`);
}

/** Notes when a threshold was first passed, for the report. */
function marked(
  config: AnalysisConfig,
  metric: MetricConfig,
  progress: MetricProgress,
  atMs: number,
): MetricProgress {
  const regressed = logRegressedOf(metric, progress);
  const isBeyond = regressed >= Math.log(1 / config.alpha);
  const isCertified = logCertifiedOf(progress) >= Math.log(1 / config.beta);
  return {
    ...progress,
    mostRegressed: roundedDown(Math.max(progress.mostRegressed, regressed)),
    regressedSinceMs: progress.regressedSinceMs ?? (isBeyond ? atMs : undefined),
    certifiedSinceMs: isCertified ? (progress.certifiedSinceMs ?? atMs) : undefined,
  };
}
