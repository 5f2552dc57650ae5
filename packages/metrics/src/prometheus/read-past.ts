import { ActionError, formatDuration } from "@deploy-actions/kernel";
import type { MetricPast } from "../metric-source.ts";
import { askCounts } from "./ask-counts.ts";
import type { ScrapeContext } from "./counter-tally.ts";
import { explainNoSeries } from "./explain-no-series.ts";
import { PastTally, type StretchRow } from "./past-tally.ts";
import { type Answer, type PrometheusAccess, querySeries } from "./prometheus-api.ts";
import type { CountSeries, RoleTally } from "./role-tally.ts";
import { scrapeIntervalMs } from "./sample-times.ts";
import { ScrapeTimes } from "./scrape-times.ts";
import { formatSelector, type Selector } from "./selector.ts";
import { problemOfNoErrors } from "./series-problems.ts";
import { Targets } from "./targets.ts";

/** What is asked of the past: the time before `toMs`, and how long a stretch of it is at least. */
export interface PastRange {
  readonly toMs: number;
  readonly lengthMs: number;
  readonly stretchMs: number;
}

type Unknown = MetricPast & { readonly known: false };

/** At most so much is in one answer. */
const WINDOW_MS = 600_000;
/** Windows overlap, for the scrapes around their borders. */
const OVERLAP_MS = 120_000;
/** Scrapes are never quite as far apart as they should be; that is no reason to join stretches. */
const JITTER = 0.02;

/**
 * What a release did in the past, from raw samples that are read window by window. Stretches shorter than the time from one
 * scrape to the next are joined.
 */
export async function readPast(
  access: PrometheusAccess,
  role: RoleTally,
  range: PastRange,
  signal: AbortSignal,
): Promise<MetricPast> {
  if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
  const { toMs } = range;
  const recent = await querySeries(access, formatSelector(role.requests), toMs, WINDOW_MS, signal);
  if (!recent.ok) return unknown(recent);
  if (recent.value.length === 0) return noSeries(access, "requests", role.requests, toMs, signal);
  const intervalMs = scrapeIntervalMs(recent.value);
  if (intervalMs === undefined) {
    return tooShort(`${formatSelector(role.requests)} was scraped only once in the last ten minutes`);
  }
  const row = layOut(range, intervalMs);
  if (row.count === 0) {
    return tooShort(
      `${formatDuration(range.lengthMs)} were asked for, a stretch is ${formatDuration(row.stretchMs)}`,
    );
  }
  const tally = new PastTally(role, row, intervalMs);
  const problem = await addWindows(access, tally, row, signal);
  if (problem !== undefined) return problem;
  const { errors, latency } = tally.role.counts;
  if (role.latency !== undefined && latency.size === 0) {
    return noSeries(access, "latency", role.latency, toMs, signal);
  }
  if (errors.size === 0) {
    const noErrors = await problemOfNoErrors(access, role, toMs, signal);
    if (noErrors !== undefined) return noErrors;
  }
  const { stretches } = tally;
  if (stretches.length > 0) return { known: true, stretches };
  return tally.problem === undefined ? tooShort("no stretch of it is whole") : unknown(tally.problem);
}

/** The row ends with the range. */
function layOut({ toMs, lengthMs, stretchMs: asked }: PastRange, intervalMs: number): StretchRow {
  const leastMs = Math.max(1, asked);
  const times = Math.max(1, Math.ceil((intervalMs * (1 - JITTER)) / leastMs));
  const stretchMs = times * leastMs;
  const count = Math.floor(lengthMs / stretchMs);
  return { fromMs: toMs - count * stretchMs, stretchMs, count };
}

async function addWindows(
  access: PrometheusAccess,
  tally: PastTally,
  row: StretchRow,
  signal: AbortSignal,
): Promise<Unknown | undefined> {
  const targets = new Targets();
  const perWindow = Math.max(1, Math.floor((WINDOW_MS - OVERLAP_MS) / row.stretchMs));
  for (let first = 0; first < row.count; first += perWindow) {
    const end = Math.min(row.count, first + perWindow);
    const endMs = row.fromMs + end * row.stretchMs;
    const windowMs = (end - first) * row.stretchMs + OVERLAP_MS;
    const series = await askCounts(access, tally.role, endMs, windowMs, signal);
    if (!series.ok) return unknown(series);
    const context = await meet(access, targets, series.value, row.fromMs, endMs, signal);
    if (!context.ok) return unknown(context);
    tally.add(series.value, endMs, context.value);
  }
  return undefined;
}

/** What has to be known of the targets of a window. */
async function meet(
  access: PrometheusAccess,
  targets: Targets,
  { requests, errors, latency }: CountSeries,
  beganMs: number,
  endMs: number,
  signal: AbortSignal,
): Promise<Answer<ScrapeContext>> {
  const all = [...requests, ...errors, ...latency];
  const starts = await targets.askStarts(access, targets.see(all), endMs, signal);
  if (!starts.ok) return starts;
  const times = new ScrapeTimes(all);
  return {
    ok: true,
    value: {
      beganMs,
      targetOf: (labels) => targets.of(labels),
      hasMissed: (labels, fromMs, toMs) => times.hasBetween(labels, fromMs, toMs),
    },
  };
}

async function noSeries(
  access: PrometheusAccess,
  field: "requests" | "latency",
  selector: Selector,
  atMs: number,
  signal: AbortSignal,
): Promise<Unknown> {
  const text = await explainNoSeries(access, `metrics.${field}`, selector, atMs, signal);
  return unknown({ reason: "no_series", text });
}

function tooShort(why: string): Unknown {
  return unknown({ reason: "past_too_short", text: `Stable has no past that could be told: ${why}` });
}

function unknown({ reason, text }: { readonly reason: string; readonly text: string }): Unknown {
  return { known: false, reason, text };
}
