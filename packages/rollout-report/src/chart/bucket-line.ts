import type { Bucket } from "../model/buckets.ts";
import type { Point } from "./path.ts";
import type { Plot } from "./plot.ts";

/**
 * Runs of buckets that have a value, as points: the middle of each bucket, and the outer edges of the run, so that a
 * bucket that stands alone is a short line and a gap is as wide as it was.
 */
export function bucketRuns(
  plot: Plot,
  buckets: readonly Bucket[],
  read: (bucket: Bucket) => number | undefined,
): Point[][] {
  const runs: { bucket: Bucket; value: number }[][] = [];
  let run: { bucket: Bucket; value: number }[] | undefined;
  for (const bucket of buckets) {
    const value = read(bucket);
    if (value === undefined) {
      run = undefined;
      continue;
    }
    if (run === undefined) {
      run = [];
      runs.push(run);
    }
    run.push({ bucket, value });
  }
  return runs.map((items) => {
    const middles = items.map(({ bucket, value }) => ({
      x: plot.x((bucket.from + bucket.to) / 2),
      y: plot.y(value),
    }));
    const [first, last] = [items[0], items.at(-1)];
    if (first === undefined || last === undefined) return middles;
    return [
      { x: plot.x(first.bucket.from), y: plot.y(first.value) },
      ...middles,
      { x: plot.x(last.bucket.to), y: plot.y(last.value) },
    ];
  });
}
