import { isObject } from "@deploy-actions/kernel";
import type { Chunks } from "./decode.ts";
import { readJson } from "./json-report.ts";
import { JSON_LIMITS, type ReadLimits } from "./limits.ts";
import type { PerformanceModel } from "./performance-model.ts";
import { describeValue, JsonNode } from "./pointer.ts";
import { failReading, type ReadResult, toResult } from "./problem.ts";

const NAMED_PERCENTILES = new Map([
  ["med", "50"],
  ["max", "100"],
]);

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads the end-of-test summary of k6: what `--summary-export` writes (`metrics.http_req_duration["p(95)"]`) or what
 * `handleSummary` is given (`metrics.http_req_duration.values["p(95)"]`). Other shapes are refused, and k6's own
 * thresholds are not read: their booleans mean opposite things in the two.
 *
 * Only percentiles named in the script's `summaryTrendStats` exist; values that are no number are left out. No request is
 * `no_samples`: k6 then writes zeros, which are not latencies.
 */
export function readK6Summary(
  chunks: Chunks,
  source: string,
  options: Partial<ReadLimits> = {},
): Promise<ReadResult<PerformanceModel>> {
  return toResult(async () => {
    const limits = { ...JSON_LIMITS, ...options };
    const root = new JsonNode(source, await readJson(chunks, source, limits.maxBytes));
    const metrics = isObject(root.value) ? root.value.metrics : undefined;
    if (!isObject(metrics)) return refuseShape(source, root.value);
    const duration = metrics.http_req_duration;
    const samples = countOf(metrics.http_reqs);
    if (duration === undefined || samples === 0) {
      failReading(source, "no_samples", "no http_req_duration in it: k6 made no HTTP request");
    }
    const values = valuesOf(duration) ?? refuseShape(source, { http_req_duration: duration });
    if (isObject(duration) && duration.contains !== undefined && duration.contains !== "time") {
      failReading(source, "report_unreadable", "/metrics/http_req_duration does not contain times");
    }
    const percentiles = percentilesOf(values);
    if (samples === undefined && percentiles.size > 0 && [...percentiles.values()].every((ms) => ms === 0)) {
      failReading(source, "no_samples", "every latency is 0: k6 made no HTTP request");
    }
    return { percentiles, samples };
  });
}

function refuseShape(source: string, found: unknown): never {
  return failReading(
    source,
    "report_unreadable",
    `not a k6 summary: found ${describeValue(found)}, expected metrics.http_req_duration with "p(95)" as ` +
      "--summary-export writes it, or with values as handleSummary is given it",
  );
}

/** The numbers of a metric in either shape, `undefined` for any other. */
function valuesOf(metric: unknown): Values | undefined {
  if (!isObject(metric)) return undefined;
  if (metric.values !== undefined) return isObject(metric.values) ? metric.values : undefined;
  return Object.keys(metric).some((key) => /^(avg|min|med|max|count|rate|p\(.+\))$/.test(key))
    ? metric
    : undefined;
}

function percentilesOf(values: Values): ReadonlyMap<number, number> {
  const percentiles = new Map<number, number>();
  for (const [key, value] of Object.entries(values)) {
    const name = /^p\((\d+(?:\.\d+)?)\)$/.exec(key)?.[1] ?? NAMED_PERCENTILES.get(key);
    if (name === undefined || typeof value !== "number" || !Number.isFinite(value) || value < 0) continue;
    percentiles.set(Number(name), value);
  }
  return percentiles;
}

function countOf(metric: unknown): number | undefined {
  const count = valuesOf(metric)?.count;
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : undefined;
}
