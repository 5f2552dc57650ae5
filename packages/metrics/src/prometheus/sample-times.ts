import { targetKey } from "./counter-tally.ts";
import type { Series } from "./series.ts";

/** When a target was scraped, oldest first. Series without an instance are of one target. */
export interface TargetTimes {
  /** Of any of its series. */
  readonly labels: Series["labels"];
  readonly times: readonly number[];
}

export function sampleTimes(series: readonly Series[]): readonly TargetTimes[] {
  const found = new Map<string, { readonly labels: Series["labels"]; readonly times: Set<number> }>();
  for (const { labels, samples } of series) {
    const key = targetKey(labels);
    const target = found.get(key) ?? { labels, times: new Set() };
    found.set(key, target);
    for (const [atMs] of samples) target.times.add(atMs);
  }
  return Array.from(found.values(), ({ labels, times }) => ({
    labels,
    times: [...times].sort((a, b) => a - b),
  }));
}

/** Milliseconds from one scrape to the next: the median of the slowest target, `undefined` when none was scraped twice. */
export function scrapeIntervalMs(series: readonly Series[]): number | undefined {
  let slowest: number | undefined;
  for (const { times } of sampleTimes(series)) {
    const distances = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
    const median = distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)];
    if (median !== undefined) slowest = Math.max(slowest ?? 0, median);
  }
  return slowest;
}
