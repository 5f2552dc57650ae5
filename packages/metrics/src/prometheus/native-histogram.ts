import { isObject } from "@deploy-actions/kernel";
import type { Series } from "./series.ts";

/** Powers of the root of two, of seconds from 1 ms to 64 s. */
const BOUNDS: readonly number[] = Array.from({ length: 33 }, (_, index) => 2 ** (index / 2 - 10));
/** Bounds are compared up to rounding: they are powers of two computed elsewhere. */
const ROUNDING = 1e-9;

/**
 * A series of native histograms as the classic `le` series of fixed bounds a factor of the root of two apart, which every
 * histogram of that resolution or a finer one has too, so that nothing is estimated; or what is wrong with it.
 *
 * A coarser one is refused: where a bucket reaches over one of the bounds, a change of its resolution in the middle of a
 * rollout would look like a counter that began anew. Format: prometheus.io/docs/prometheus/latest/querying/api
 * (`#native-histograms`); seen the same in 2.42, where they are an option.
 */
export function toClassicSeries(
  labels: Readonly<Record<string, string>>,
  samples: readonly unknown[],
): readonly Series[] | string {
  const byBound: [number, number][][] = [...BOUNDS, Number.POSITIVE_INFINITY].map(() => []);
  for (const sample of samples) {
    const [seconds, histogram]: unknown[] = Array.isArray(sample) ? sample : [];
    if (typeof seconds !== "number" || !isObject(histogram)) return "a native histogram cannot be read";
    const counts = cumulativeCounts(histogram);
    if (typeof counts === "string") return counts;
    const atMs = Math.round(seconds * 1_000);
    for (const [index, count] of counts.entries()) byBound[index]?.push([atMs, count]);
  }
  return byBound.map((own, index) => ({
    labels: { ...labels, le: String(BOUNDS[index] ?? "+Inf") },
    samples: own,
  }));
}

/** How many observations were at most each of the bounds, the last one being all of them. */
function cumulativeCounts(histogram: Readonly<Record<string, unknown>>): readonly number[] | string {
  const total = toCount(histogram.count);
  const buckets: unknown = histogram.buckets ?? [];
  if (total === undefined || !Array.isArray(buckets)) {
    return `a native histogram has the count ${JSON.stringify(histogram.count)}, expected a number`;
  }
  const own = BOUNDS.map(() => 0);
  for (const bucket of buckets as unknown[]) {
    // Whether its bounds belong to it (the first item) is below what a latency is measured in.
    const [, left, right, text]: unknown[] = Array.isArray(bucket) ? bucket : [];
    const [from, to] = [Number(left), Number(right)];
    const count = toCount(text);
    if (count === undefined || !(from <= to)) {
      return `a native histogram has the bucket ${JSON.stringify(bucket)?.slice(0, 80)}, expected bounds and a count`;
    }
    const over = BOUNDS.find((bound) => from < bound * (1 - ROUNDING) && bound * (1 + ROUNDING) < to);
    if (over !== undefined) {
      return `a native histogram has a bucket from ${from} to ${to}, coarser than 2 buckets for each doubling; a finer resolution, or a selector of classic \`_bucket\` series is needed`;
    }
    const index = BOUNDS.findIndex((bound) => to <= bound * (1 + ROUNDING));
    if (index !== -1) own[index] = (own[index] ?? 0) + count;
  }
  let sum = 0;
  const counts = own.map((count) => {
    sum += count;
    return sum;
  });
  return [...counts, total];
}

function toCount(text: unknown): number | undefined {
  const value = typeof text === "string" ? Number(text) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
