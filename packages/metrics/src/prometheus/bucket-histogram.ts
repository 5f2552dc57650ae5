import type { LatencyHistogram } from "../metric-source.ts";

// Istio names its unit; Envoy's histograms are milliseconds and do not say so.
const MILLISECONDS = /_(?:milliseconds|ms)(?:_bucket)?$|^envoy_.*_time(?:_bucket)?$/;

/** Milliseconds of one unit of the buckets of a metric: seconds are the convention of Prometheus. */
export function unitMsOf(metric: string): number {
  return MILLISECONDS.test(metric) ? 1 : 1_000;
}

/**
 * Gains of cumulative `le` buckets of one or more instances as a histogram in ms, or what is wrong with them. `unitMs`:
 * milliseconds of one unit of `le`.
 */
export function toHistogram(
  entries: readonly (readonly [Readonly<Record<string, string>>, number])[],
  unitMs = 1_000,
): LatencyHistogram | string {
  const sums = new Map<number, number>();
  const bounds = new Map<string, number[]>();
  for (const [labels, gain] of entries) {
    const { le = "", ...instance } = labels;
    const bound = /^\+?Inf$/i.test(le) ? Number.POSITIVE_INFINITY : le === "" ? Number.NaN : Number(le);
    if (Number.isNaN(bound)) return `a series has the label le=${JSON.stringify(le)}, expected a number`;
    sums.set(bound, (sums.get(bound) ?? 0) + gain);
    const key = JSON.stringify(Object.entries(instance).sort());
    bounds.set(key, [...(bounds.get(key) ?? []), bound]);
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
