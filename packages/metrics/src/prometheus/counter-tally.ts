import type { Series } from "./series.ts";

/** When a target was first seen by any selector, and when its process began where that is known; milliseconds. */
export interface TargetFacts {
  readonly firstSeenMs: number;
  readonly startedMs: number | undefined;
}

/** What a tally has to know beside the samples of its own selector. */
export interface ScrapeContext {
  /** When the tally began, milliseconds. */
  readonly beganMs: number;
  readonly targetOf: (labels: Readonly<Record<string, string>>) => TargetFacts | undefined;
  /** Whether the target was scraped without this series between two samples of it. */
  readonly hasMissed: (labels: Readonly<Record<string, string>>, fromMs: number, toMs: number) => boolean;
}

interface SeriesState {
  readonly labels: Series["labels"];
  readonly atMs: number;
  readonly value: number;
  readonly total: number;
}

/**
 * Adds up what the counters of one selector gained, from their raw samples: exact where `increase()` extrapolates to the
 * edges of its window (which makes 3 requests 3.4) and does not count the first sample of a series (which makes the first
 * error none).
 *
 * A sample below the one before it is a counter that began anew: all of it was gained. So is one after a scrape of its
 * target that did not have the series: clients do not take a counter away while their process lives, so a candidate that
 * fails three requests and dies, again and again, has not failed three in all. A series that appears counts with
 * its first value only when that was gained since this tally began: its target was scraped before without it, or its
 * process is younger than the tally. Otherwise it counts from its first sample on.
 */
export class CounterTally {
  readonly #series = new Map<string, SeriesState>();
  #isBegun = false;

  /** Takes the samples of a window; those that were taken before are left out. */
  add(series: readonly Series[], context: ScrapeContext): void {
    for (const { labels, samples } of series) {
      const key = seriesKey(labels);
      let state = this.#series.get(key);
      for (const [atMs, value] of samples) {
        if (state === undefined) {
          const isGained = this.#isBegun && isNew(context.targetOf(labels), atMs, context.beganMs);
          state = { labels, atMs, value, total: isGained ? value : 0 };
        } else if (atMs > state.atMs) {
          const isReset = value < state.value || context.hasMissed(labels, state.atMs, atMs);
          const gained = isReset ? value : value - state.value;
          // What was there before the tally began is no gain, also when it is seen over several samples.
          state = { ...state, atMs, value, total: state.total + (this.#isBegun ? gained : 0) };
        }
      }
      if (state !== undefined) this.#series.set(key, state);
    }
    this.#isBegun = true;
  }

  /** Sum over all series. */
  get total(): number {
    let sum = 0;
    for (const { total } of this.#series.values()) sum += total;
    return sum;
  }

  get size(): number {
    return this.#series.size;
  }

  /** Labels of the series and their gains. */
  entries(): readonly (readonly [Readonly<Record<string, string>>, number])[] {
    return Array.from(this.#series.values(), ({ labels, total }) => [labels, total]);
  }
}

/** Job and instance, which Prometheus gives every series it scrapes. */
export function targetKey(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify([labels.job ?? "", labels.instance ?? ""]);
}

function isNew(target: TargetFacts | undefined, atMs: number, beganMs: number): boolean {
  if (target === undefined) return false;
  return target.firstSeenMs < atMs || (target.startedMs !== undefined && target.startedMs >= beganMs);
}

/** A past is taken stretch by stretch: the same labels many times. */
const KEYS = new WeakMap<Series["labels"], string>();

/** All labels, in one order. */
export function seriesKey(labels: Series["labels"]): string {
  const known = KEYS.get(labels);
  if (known !== undefined) return known;
  const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  KEYS.set(labels, key);
  return key;
}
