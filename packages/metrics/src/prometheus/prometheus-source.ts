import { ActionError } from "@deploy-actions/kernel";
import type { MetricPast, MetricReading, MetricSource, ReleaseCounts } from "../metric-source.ts";
import { askCounts } from "./ask-counts.ts";
import type { ScrapeContext } from "./counter-tally.ts";
import { type Answer, type PrometheusAccess, querySeries } from "./prometheus-api.ts";
import { askGauges, takeGauges } from "./read-gauges.ts";
import { readPast } from "./read-past.ts";
import { releaseCounts } from "./release-counts.ts";
import { openRoles, type PrometheusSourceOptions, type RoleSeries, type RoleTally } from "./role-tally.ts";
import { ScrapeTimes } from "./scrape-times.ts";
import { formatSelector } from "./selector.ts";
import { problemOf } from "./series-problems.ts";
import { Targets } from "./targets.ts";

export type { PrometheusSourceOptions, RoleSelector } from "./role-tally.ts";

/** Before the first reading: long enough for a sample of every target that is scraped at all. */
const FIRST_WINDOW_MS = 300_000;
/** After a long time without a reading, older samples are not asked for: they only tell resets apart. */
const LONGEST_WINDOW_MS = 3_600_000;
/** Windows overlap, for samples that came late and for the scrapes around a gap; none is counted twice. */
const OVERLAP_MS = 60_000;

/**
 * Reads counts of a Prometheus server as they were `ingestDelayMs` ago: raw samples of the counters, added up here (see
 * {@link CounterTally}), never rates. Only differences between two readings of one source mean anything. Throws `config`
 * for what is no plain selector, or cannot tell candidate from stable.
 */
export function createPrometheusSource(options: PrometheusSourceOptions): MetricSource {
  return new PrometheusSource(options);
}

class PrometheusSource implements MetricSource {
  readonly name = "prometheus";
  readonly #options: PrometheusSourceOptions;
  readonly #access: PrometheusAccess;
  readonly #roles: readonly RoleTally[];
  readonly #targets = new Targets();
  #beganMs: number | undefined;
  #readMs: number | undefined;
  /** Readings follow one another: each begins where the one before ended. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: PrometheusSourceOptions) {
    this.#options = options;
    const { url, token, timeoutMs, http } = options;
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new ActionError(
        "config",
        `metrics.url is ${JSON.stringify(url.replace(/\/\/[^/]*@/, "//***@"))}, expected the http or https URL of a Prometheus server`,
      );
    }
    this.#access = { url, token, timeoutMs, http };
    this.#roles = openRoles(options);
  }

  read(signal: AbortSignal): Promise<MetricReading> {
    const reading = this.#queue.then(() => this.#read(signal));
    this.#queue = reading.catch(() => {});
    return reading;
  }

  async #read(signal: AbortSignal): Promise<MetricReading> {
    const atMs = this.#newestMs();
    const windowMs =
      this.#readMs === undefined ? FIRST_WINDOW_MS : Math.max(0, atMs - this.#readMs) + OVERLAP_MS;
    const asked = await Promise.all(
      this.#roles.map((role) => this.#ask(role, atMs, Math.min(LONGEST_WINDOW_MS, windowMs), signal)),
    );
    const found: RoleSeries[] = [];
    for (const answer of asked) {
      if (!answer.ok) return { known: false, reason: answer.reason, text: answer.text };
      found.push(answer.value);
    }
    const all = found.flatMap(({ requests, errors, latency }) => [...requests, ...errors, ...latency]);
    const unseen = this.#targets.see(all);
    // What is there at the beginning counts from then on, however old it is.
    const isBegun = this.#beganMs !== undefined;
    const starts = await this.#targets.askStarts(this.#access, isBegun ? unseen : [], atMs, signal);
    if (!starts.ok) return { known: false, reason: starts.reason, text: starts.text };
    const beganMs = this.#beganMs ?? atMs;
    const times = new ScrapeTimes(all);
    const context: ScrapeContext = {
      beganMs,
      targetOf: (labels) => this.#targets.of(labels),
      hasMissed: (labels, fromMs, toMs) => times.hasBetween(labels, fromMs, toMs),
    };
    for (const [index, { requests, errors, latency }] of found.entries()) {
      const counts = this.#roles[index]?.counts;
      counts?.requests.add(requests, context);
      counts?.errors.add(errors, context);
      counts?.latency.add(latency, context);
    }
    this.#beganMs = beganMs;
    this.#readMs = atMs;
    return this.#toReading(found, atMs, !isBegun, signal);
  }

  past(lengthMs: number, stretchMs: number, signal: AbortSignal): Promise<MetricPast> {
    const stable = this.#roles.find(({ role }) => role === "stable");
    if (stable === undefined) {
      const text = "No release is known to be stable, so there is none with a past";
      return Promise.resolve({ known: false, reason: "no_counts", text });
    }
    return readPast(this.#access, stable, { toMs: this.#newestMs(), lengthMs, stretchMs }, signal);
  }

  /** Nothing younger is read. */
  #newestMs(): number {
    const { clock, ingestDelayMs } = this.#options;
    return Math.floor((clock.now() - ingestDelayMs) / 1_000) * 1_000;
  }

  async #ask(
    role: RoleTally,
    atMs: number,
    windowMs: number,
    signal: AbortSignal,
  ): Promise<Answer<RoleSeries>> {
    const [gauges, live, counts] = await Promise.all([
      askGauges(this.#access, role, atMs, signal),
      querySeries(this.#access, formatSelector(role.requests), atMs, undefined, signal),
      askCounts(this.#access, role, atMs, windowMs, signal),
    ]);
    if (!live.ok) return live;
    return counts.ok ? { ok: true, value: { live: live.value, ...counts.value, gauges } } : counts;
  }

  async #toReading(
    found: readonly RoleSeries[],
    atMs: number,
    isFirst: boolean,
    signal: AbortSignal,
  ): Promise<MetricReading> {
    const counts: Partial<Record<RoleTally["role"], ReleaseCounts>> = {};
    for (const [index, tally] of this.#roles.entries()) {
      const series = found[index];
      if (series === undefined) continue;
      const problem = await problemOf(this.#access, tally, series, atMs, signal);
      if (problem !== undefined) {
        // Without stable there is nothing to compare with, but what the candidate does is known all the same.
        if (tally.role === "stable" && STABLE_MAY_MISS.includes(problem.reason)) continue;
        return problem;
      }
      const own = releaseCounts(tally);
      if (typeof own === "string") return { known: false, reason: "metrics_unreadable", text: own };
      counts[tally.role] = own;
    }
    const gauges = takeGauges(this.#roles, found, isFirst);
    const withGauges = (role: RoleTally["role"]): ReleaseCounts | undefined => {
      const ofRole = this.#options.gauges === undefined ? undefined : gauges.values.get(role);
      return counts[role] === undefined || ofRole === undefined
        ? counts[role]
        : { ...counts[role], gauges: ofRole };
    };
    return {
      known: true,
      at: atMs,
      candidate: withGauges("candidate"),
      stable: withGauges("stable"),
      ...(gauges.notes.length === 0 ? {} : { note: gauges.notes.join("; ") }),
    };
  }
}

const STABLE_MAY_MISS: readonly string[] = ["no_series", "stale_series"];
