import { subtract } from "../counts-window.ts";
import type { PastStretch, ReleaseCounts } from "../metric-source.ts";
import { CounterTally, type ScrapeContext, type TargetFacts, targetKey } from "./counter-tally.ts";
import { releaseCounts } from "./release-counts.ts";
import type { CountSeries, RoleTally } from "./role-tally.ts";
import { sampleTimes } from "./sample-times.ts";
import type { Series } from "./series.ts";

/** Stretches of one length that follow one another. */
export interface StretchRow {
  readonly fromMs: number;
  readonly stretchMs: number;
  readonly count: number;
}

/** Scrapes so many times further apart than they should be have a hole between them. */
const HOLE_INTERVALS = 1.5;
/** Stands for all time before the first stretch. */
const BEFORE = -1;

/**
 * Counts of each stretch of a row: the difference of what the counters had gained at its ends. A stretch of which a scrape is
 * missing is left out, and so is the one that got its counts: nobody knows when in a hole they came. So is the time before the
 * first scrape of a process that was young then.
 */
export class PastTally {
  readonly role: RoleTally;
  readonly #row: StretchRow;
  readonly #intervalMs: number;
  readonly #lastMs = new Map<string, number>();
  readonly #holes: { readonly dueMs: number; readonly cameMs: number }[] = [];
  readonly #stretches: PastStretch[] = [];
  #next = BEFORE;
  #counts: ReleaseCounts | undefined;
  #problem: { readonly reason: string; readonly text: string } | undefined;

  constructor(role: RoleTally, row: StretchRow, intervalMs: number) {
    const counts = { requests: new CounterTally(), errors: new CounterTally(), latency: new CounterTally() };
    this.role = { ...role, counts };
    this.#row = row;
    this.#intervalMs = intervalMs;
  }

  /** The stretches that end at most at `endMs`; takes their samples, and leaves out those of stretches that were taken. */
  add(series: CountSeries, endMs: number, context: ScrapeContext): void {
    this.#findHoles(series, context);
    const { fromMs, stretchMs, count } = this.#row;
    const [requests, errors, latency] = [series.requests, series.errors, series.latency].map((own) =>
      this.#split(own),
    );
    for (; this.#next < count && fromMs + (this.#next + 1) * stretchMs <= endMs; this.#next += 1) {
      const { counts } = this.role;
      const sampled = requests?.get(this.#next) ?? [];
      counts.requests.add(sampled, context);
      counts.errors.add(errors?.get(this.#next) ?? [], context);
      counts.latency.add(latency?.get(this.#next) ?? [], context);
      if (sampled.length > 0) this.#close(this.#next);
    }
  }

  /** Oldest first. */
  get stretches(): readonly PastStretch[] {
    return this.#stretches.filter(
      ({ fromMs, toMs }) => !this.#holes.some(({ dueMs, cameMs }) => fromMs < cameMs && toMs >= dueMs),
    );
  }

  /** Why the counts of a stretch said nothing, the last time they did not. */
  get problem(): { readonly reason: string; readonly text: string } | undefined {
    return this.#problem;
  }

  #close(index: number): void {
    const before = this.#counts;
    const { latency, counts } = this.role;
    const isThere = latency === undefined || counts.latency.size > 0;
    const now = isThere ? releaseCounts(this.role) : undefined;
    if (typeof now === "string") this.#problem = { reason: "metrics_unreadable", text: now };
    this.#counts = typeof now === "string" ? undefined : now;
    if (index === BEFORE || this.#counts === undefined || before === undefined) return;
    const window = subtract(this.#counts, before);
    if (!window.known) {
      this.#problem = { reason: window.reason, text: window.text };
      return;
    }
    const fromMs = this.#row.fromMs + index * this.#row.stretchMs;
    this.#stretches.push({ fromMs, toMs: fromMs + this.#row.stretchMs, stable: window.counts });
  }

  /** Series with the samples of each stretch; a sample at its end belongs to it, one at its beginning does not. */
  #split(series: readonly Series[]): ReadonlyMap<number, readonly Series[]> {
    const parts = new Map<number, Series[]>();
    for (const { labels, samples } of series) {
      const own = new Map<number, [number, number][]>();
      for (const [atMs, value] of samples) {
        const nth = Math.ceil((atMs - this.#row.fromMs) / this.#row.stretchMs) - 1;
        const index = Math.max(BEFORE, nth);
        const part = own.get(index) ?? [];
        own.set(index, part);
        part.push([atMs, value]);
      }
      for (const [index, part] of own) {
        const all = parts.get(index) ?? [];
        parts.set(index, all);
        all.push({ labels, samples: part });
      }
    }
    return parts;
  }

  #findHoles({ requests, errors, latency }: CountSeries, { targetOf, beganMs }: ScrapeContext): void {
    for (const { labels, times } of sampleTimes([...requests, ...errors, ...latency])) {
      const target = targetKey(labels);
      for (const atMs of times) {
        const lastMs = this.#lastMs.get(target) ?? startOf(targetOf(labels), beganMs) ?? atMs;
        if (atMs - lastMs > this.#intervalMs * HOLE_INTERVALS) {
          this.#holes.push({ dueMs: lastMs + this.#intervalMs, cameMs: atMs });
        }
        this.#lastMs.set(target, Math.max(lastMs, atMs));
      }
    }
  }
}

/** Of a process whose first sample counts all it did. */
function startOf(target: TargetFacts | undefined, beganMs: number): number | undefined {
  const startedMs = target?.startedMs;
  return startedMs !== undefined && startedMs >= beganMs ? startedMs : undefined;
}
