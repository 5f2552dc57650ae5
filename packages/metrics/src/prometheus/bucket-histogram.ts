import type { LatencyHistogram } from "../metric-source.ts";
import type { Series } from "./series.ts";

// Istio names its unit; Envoy's histograms are milliseconds and do not say so.
const MILLISECONDS = /_(?:milliseconds|ms)(?:_bucket)?$|^envoy_.*_time(?:_bucket)?$/;

/** Milliseconds of one unit of the buckets of a metric: seconds are the convention of Prometheus. */
export function unitMsOf(metric: string): number {
  return MILLISECONDS.test(metric) ? 1 : 1_000;
}

interface Bucket {
  /** NaN where the label says none. */
  readonly bound: number;
  /** The other labels. */
  readonly instance: string;
}

/** The same series are put together again and again. */
const BUCKETS = new WeakMap<Series["labels"], Bucket>();

function bucketOf(labels: Series["labels"]): Bucket {
  const known = BUCKETS.get(labels);
  if (known !== undefined) return known;
  const { le = "", ...instance } = labels;
  const bound = /^\+?Inf$/i.test(le) ? Number.POSITIVE_INFINITY : le === "" ? Number.NaN : Number(le);
  const bucket = { bound, instance: JSON.stringify(Object.entries(instance).sort()) };
  BUCKETS.set(labels, bucket);
  return bucket;
}

/**
 * Gains of cumulative `le` buckets of one or more instances as a histogram in ms, or what is wrong with them. `unitMs`:
 * milliseconds of one unit of `le`.
 */
export function toHistogram(
  entries: readonly (readonly [Series["labels"], number])[],
  unitMs = 1_000,
): LatencyHistogram | string {
  const sums = new Map<number, number>();
  const bounds = new Map<string, number[]>();
  for (const [labels, gain] of entries) {
    const { bound, instance } = bucketOf(labels);
    if (Number.isNaN(bound)) {
      return `a series has the label le=${JSON.stringify(labels.le ?? "")}, expected a number`;
    }
    sums.set(bound, (sums.get(bound) ?? 0) + gain);
    bounds.set(instance, [...(bounds.get(instance) ?? []), bound]);
  }
  const ordered = [...sums].sort(([a], [b]) => a - b);
  if (ordered.at(-1)?.[0] !== Number.POSITIVE_INFINITY) return 'there is no bucket le="+Inf"';
  for (const own of bounds.values()) {
    if (own.length !== ordered.length)
      return "its instances have different buckets, which cannot be added up";
  }
  const counts = ordered.map(([, sum], index) => sum - (ordered[index - 1]?.[1] ?? 0));
  if (counts.some((count) => count < 0)) return "its buckets are not cumulative";
  // 0.1 s is 100 ms and not 100.00000000000001.
  return {
    boundsMs: ordered.slice(0, -1).map(([bound]) => Number((bound * unitMs).toPrecision(12))),
    counts,
  };
}
