import type { MetricConfig } from "../analysis-config.ts";
import type { MetricProgress } from "../analysis-state.ts";
import { logCertified, logWorse } from "./count-progress.ts";
import { logGauge } from "./gauge-progress.ts";
import { logNotSlower, logSlower } from "./latency-progress.ts";

/** Log of the evidence for a regression of a metric, whatever it is. */
export function logRegressedOf(metric: MetricConfig, progress: MetricProgress): number {
  switch (progress.kind) {
    case "errors":
      return progress.count === undefined ? 0 : logWorse(progress.count);
    case "latency":
      return logSlower(progress.latency);
    case "gauge":
      return metric.kind === "gauge" ? logGauge(metric, progress.gauge) : 0;
  }
}

/** Log of the evidence for the certificate. A gauge has none: it can only object. */
export function logCertifiedOf(progress: MetricProgress): number {
  switch (progress.kind) {
    case "errors":
      return progress.count === undefined ? 0 : logCertified(progress.count);
    case "latency":
      return logNotSlower(progress.latency);
    case "gauge":
      return 0;
  }
}
