import type { Measured } from "@deploy-actions/conditions";
import { formatCount } from "@deploy-actions/kernel";
import type { PerformanceModel } from "./performance-model.ts";

/**
 * The latency at a percentile in ms. Unknown as `no_percentile` when the report does not hold it, `no_samples` without a
 * request, and `insufficient_samples` when there were fewer than {@link samplesNeeded}.
 */
export function measurePerformance(model: PerformanceModel, percentile: number): Measured {
  const value = model.percentiles.get(percentile);
  const name = `p${percentile}`;
  if (model.samples === 0) return { known: false, reason: "no_samples", text: "no request" };
  if (value === undefined) {
    const known = Array.from(model.percentiles.keys(), (other) => `p${other}`).join(", ");
    return {
      known: false,
      reason: "no_percentile",
      text: `no ${name} in the report (it has ${known || "none"})`,
    };
  }
  const samples = model.samples === undefined ? "" : ` (${formatCount(model.samples)} requests)`;
  const text = `${name} ${formatMs(value)}${samples}`;
  const needed = samplesNeeded(percentile);
  if (model.samples !== undefined && model.samples < needed) {
    return {
      known: false,
      reason: "insufficient_samples",
      text: `${text}, ${name} needs ${formatCount(needed)}`,
    };
  }
  return { known: true, value, unit: "ms", text };
}

/**
 * The smallest number of samples whose maximum reaches the percentile with 95 % confidence (59 for p95, 299 for p99):
 * with fewer, the percentile of the sample may well lie below that of the service.
 */
export function samplesNeeded(percentile: number): number {
  if (percentile >= 100) return 1;
  return Math.ceil(Math.log(0.05) / Math.log(percentile / 100));
}

/** Two decimals, cut up: what is above a limit must not read as the limit. */
function formatMs(ms: number): string {
  return `${Math.ceil(Math.round(ms * 1e6) / 1e4) / 100} ms`;
}
