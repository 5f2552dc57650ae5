import { targetKey } from "./counter-tally.ts";
import type { Series } from "./series.ts";

/** When the targets of one reading were scraped: all samples of a scrape have the same time. */
export class ScrapeTimes {
  readonly #series = new Map<string, ReadonlySet<number>[]>();
  readonly #all = new Map<string, number[]>();

  constructor(series: readonly Series[]) {
    const times = new Map<string, Set<number>>();
    for (const { labels, samples } of series) {
      // Without an instance there is no telling who was scraped: a recording rule, a gateway.
      if (labels.instance === undefined) continue;
      const key = targetKey(labels);
      const own = new Set(samples.map(([atMs]) => atMs));
      this.#series.set(key, [...(this.#series.get(key) ?? []), own]);
      times.set(key, new Set([...(times.get(key) ?? []), ...own]));
    }
    for (const [key, all] of times)
      this.#all.set(
        key,
        [...all].sort((a, b) => a - b),
      );
  }

  /** Whether another series of the target is in the scrapes at `fromMs` and `toMs` and in one between them. */
  hasBetween(labels: Readonly<Record<string, string>>, fromMs: number, toMs: number): boolean {
    const key = targetKey(labels);
    const all = this.#all.get(key) ?? [];
    const next = all[all.indexOf(fromMs) + 1];
    if (next === undefined || !all.includes(fromMs) || next >= toMs) return false;
    return (this.#series.get(key) ?? []).some(
      (own) => own.has(fromMs) && own.has(toMs) && all.some((at) => at > fromMs && at < toMs && own.has(at)),
    );
  }
}
