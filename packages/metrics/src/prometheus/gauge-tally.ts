import { seriesKey } from "./counter-tally.ts";
import type { Series } from "./series.ts";

/** What is there of a gauge: series that are live, and raw samples. */
export interface GaugeSeries {
  readonly live: readonly Series[];
  readonly samples: readonly Series[];
}

/** Values that were measured since some were taken last. */
export interface FreshValues {
  readonly values: readonly number[];
  /** By series: when its newest sample was measured. */
  readonly measuredMs: ReadonlyMap<string, number>;
}

/**
 * Tells the values of a gauge that were measured since they were taken last from those that are looked at again. Between two
 * scrapes a server answers with the same sample at every look; taken each time, one measurement would be evidence many times.
 */
export class GaugeTally {
  readonly #takenMs = new Map<string, number>();

  /** The newest value of each live series, where it was not taken yet; what is no number is left out. */
  fresh({ live, samples }: GaugeSeries): FreshValues {
    const alive = new Set(live.map(({ labels }) => seriesKey(labels)));
    const values: number[] = [];
    const measuredMs = new Map<string, number>();
    for (const { labels, samples: measured } of samples) {
      const key = seriesKey(labels);
      const [atMs, value] = measured.at(-1) ?? [];
      if (!alive.has(key) || atMs === undefined || atMs <= (this.#takenMs.get(key) ?? 0)) continue;
      measuredMs.set(key, atMs);
      if (value !== undefined && Number.isFinite(value)) values.push(value);
    }
    return { values, measuredMs };
  }

  take({ measuredMs }: FreshValues): void {
    for (const [key, atMs] of measuredMs) this.#takenMs.set(key, atMs);
  }
}
