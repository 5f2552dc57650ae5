import { isObject } from "@deploy-actions/kernel";
import { toClassicSeries } from "./native-histogram.ts";
import type { Series } from "./series.ts";

/** What the samples of a series are: counts, counts with a label `le`, or any numbers. */
export type SeriesKind = "counters" | "buckets" | "gauges";

/**
 * One entry of a result as the series it stands for (a native histogram is many), or what is wrong with it. A sample of a
 * gauge that is no number stays as NaN.
 */
export function readSeries(entry: unknown, kind: SeriesKind): readonly Series[] | string {
  if (!isObject(entry) || !isObject(entry.metric)) return "read something that is no series";
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(entry.metric)) labels[name] = String(value);
  const native: unknown = entry.histograms ?? (entry.histogram === undefined ? undefined : [entry.histogram]);
  const raw: unknown = entry.values ?? (entry.value === undefined ? undefined : [entry.value]);
  if (native !== undefined) {
    if (kind === "gauges") return "this is a native histogram, expected a gauge";
    if (kind === "counters") return "this is a native histogram, expected a counter, e.g. `…_count`";
    if (raw !== undefined || !Array.isArray(native))
      return "read a series that is a native histogram only at times";
    return toClassicSeries(labels, native);
  }
  if (!Array.isArray(raw)) return "read a series without samples";
  if (kind === "buckets" && labels.le === undefined) {
    return "this is no histogram; a selector of classic `_bucket` series, or of a native histogram, is needed";
  }
  const samples: [number, number][] = [];
  for (const sample of raw as unknown[]) {
    const [seconds, text]: unknown[] = Array.isArray(sample) ? sample : [];
    const value = typeof text === "string" ? Number(text) : Number.NaN;
    const isGood = kind === "gauges" || (Number.isFinite(value) && value >= 0);
    if (typeof seconds !== "number" || !isGood) {
      return `a sample is ${JSON.stringify(text)}, expected a count`;
    }
    samples.push([Math.round(seconds * 1_000), Number.isFinite(value) ? value : Number.NaN]);
  }
  return [{ labels, samples }];
}
