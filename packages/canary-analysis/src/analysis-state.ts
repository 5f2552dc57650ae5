import { assertNever } from "@deploy-actions/kernel";
import type {
  AnalysisConfig,
  CountMetricConfig,
  LatencyMetricConfig,
  MetricConfig,
} from "./analysis-config.ts";
import type { EvidenceUnit } from "./analysis-report.ts";
import { beginCount, type CountProgress, type CountRule } from "./metrics/count-progress.ts";
import { beginGauge, type GaugeProgress } from "./metrics/gauge-progress.ts";
import { beginLatency, type LatencyProgress } from "./metrics/latency-progress.ts";

/** What is known of a canary so far; plain JSON, a few kilobytes at ten metrics. */
export interface AnalysisState {
  /** End of the last window that was used. */
  readonly lastToMs: number | undefined;
  /** The releases the counts are of. */
  readonly candidate: string | undefined;
  readonly stable: string | undefined;
  /** When the candidate had its first request: end of that window. */
  readonly firstRequestMs: number | undefined;
  /** Since when it has none, though stable has some. */
  readonly silentSinceMs: number | undefined;
  /** Requests it should have had since then, by its share until then. */
  readonly silentExpected: number;
  /** When something was known last, and why nothing was since. */
  readonly lastKnownMs: number | undefined;
  readonly missing: { readonly reason: string; readonly text: string } | undefined;
  readonly requests: { readonly candidate: number; readonly stable: number };
  readonly metrics: readonly MetricProgress[];
}

/** Progress of a metric, in the order of the configuration. */
export type MetricProgress = {
  /** When its evidence for a regression, or for the certificate, was first beyond the threshold. */
  readonly regressedSinceMs: number | undefined;
  readonly certifiedSinceMs: number | undefined;
  /** The largest evidence for a regression so far: its inverse is the chance of it under none. */
  readonly mostRegressed: number;
} & (
  | { readonly kind: "errors"; readonly count: CountProgress | undefined }
  | { readonly kind: "latency"; readonly latency: LatencyProgress }
  | { readonly kind: "gauge"; readonly gauge: GaugeProgress }
);

/** Shares of slow requests differ with every restart and cache: more is tolerated than of failures. */
const LATENCY_TOLERANCE = 1.25;
const LATENCY_MARGIN = 0.01;

/** Before the first window. */
export function beginAnalysis(config: AnalysisConfig): AnalysisState {
  return {
    lastToMs: undefined,
    candidate: undefined,
    stable: undefined,
    firstRequestMs: undefined,
    silentSinceMs: undefined,
    silentExpected: 0,
    lastKnownMs: undefined,
    missing: undefined,
    requests: { candidate: 0, stable: 0 },
    metrics: config.metrics.map((metric) => beginMetric(config, metric)),
  };
}

function beginMetric(config: AnalysisConfig, metric: MetricConfig): MetricProgress {
  const base = { regressedSinceMs: undefined, certifiedSinceMs: undefined, mostRegressed: 0 };
  switch (metric.kind) {
    case "errors":
      // The unit is known with the first window.
      return { ...base, kind: "errors", count: undefined };
    case "latency":
      return { ...base, kind: "latency", latency: beginLatency(ruleOf(config, metric), metric.boundsMs) };
    case "gauge":
      return { ...base, kind: "gauge", gauge: beginGauge() };
    default:
      return assertNever(metric);
  }
}

/** By what a metric is judged. */
export function ruleOf(config: AnalysisConfig, metric: CountMetricConfig | LatencyMetricConfig): CountRule {
  const isLatency = metric.kind === "latency";
  const tolerance = isLatency ? Math.max(config.tolerance, LATENCY_TOLERANCE) : config.tolerance;
  const regression = metric.regression ?? config.regression;
  return {
    tolerance: metric.tolerance ?? tolerance,
    regression,
    margin: isLatency ? Math.max(config.margin, LATENCY_MARGIN) : config.margin,
    burstMs: config.burstMs,
  };
}

/** What failed requests are counted by: users where the source knows them, else shares in cells unless each request stands for itself. */
export function unitOf(config: AnalysisConfig, knowsUsers: boolean): EvidenceUnit {
  if (knowsUsers) return "users";
  return config.burstMs > 0 ? "cells" : "requests";
}

/** Progress of failed requests with the unit that the first window allows. */
export function beginErrors(
  config: AnalysisConfig,
  metric: CountMetricConfig,
  knowsUsers: boolean,
): CountProgress {
  return beginCount(ruleOf(config, metric), unitOf(config, knowsUsers));
}
