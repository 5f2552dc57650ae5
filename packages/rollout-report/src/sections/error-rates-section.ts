import { formatCount } from "@deploy-actions/kernel";
import { bucketRuns } from "../chart/bucket-line.ts";
import { weightChanges } from "../chart/events.ts";
import { figure } from "../chart/figure.ts";
import { hatches } from "../chart/hatches.ts";
import { type EndLabel, endLabels } from "../chart/labels.ts";
import { bandPath, coordinate, linePath } from "../chart/path.ts";
import { type ChartSize, clipped, drawPlot, makePlot, type Plot } from "../chart/plot.ts";
import { niceTicks } from "../chart/scale.ts";
import { type Bucket, bucketLooks, type IsFull } from "../model/buckets.ts";
import { countedSpan, spanOf } from "../model/span.ts";
import { totalsOf } from "../model/totals.ts";
import { wilsonInterval } from "../model/wilson.ts";
import { formatRate, formatShare, formatTime } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import { absent, section } from "../page/parts.ts";
import type { HistoryCounts, RolloutHistory } from "../rollout-history.ts";

type Release = "candidate" | "stable";
const TITLE = "Error rates";
/** Bad requests to expect of the candidate in a bucket: with fewer, chance would hide what there is to see. */
const BAD_A_BUCKET = 8;
const FEWEST_BUCKETS = 12;

/** The share of bad requests of both releases over time, with 95 % bands. */
export function errorRatesSection(history: RolloutHistory): Html {
  const { candidate, stable } = totalsOf(history);
  if (candidate === undefined && stable === undefined) {
    return section("errors", TITLE, absent("Nobody counted the requests of this rollout."));
  }
  const span = spanOf(history);
  const draw = (size: ChartSize): Html => {
    const buckets = bucketsOf(history, size);
    const ticks = niceTicks(highestShown(buckets), 4);
    const plot = makePlot(size, { id: "errors", height: 260, span, yDomain: [0, ticks.at(-1) ?? 1] });
    return drawPlot(
      plot,
      `Error rates over time. ${finding(candidate, stable)}`,
      ticks.map((value) => ({ value, label: formatShare(value) })),
      weightChanges(plot, history),
      hatches(plot, buckets),
      clipped(plot, drawRelease(plot, buckets, "stable"), drawRelease(plot, buckets, "candidate")),
      endLabels(plot, [...nameOf(plot, buckets, "candidate"), ...nameOf(plot, buckets, "stable")]),
      size.name === "wide" ? buckets.map((bucket) => hoverArea(plot, bucket)) : undefined,
    );
  };
  return section(
    "errors",
    TITLE,
    figure(
      draw,
      html`${finding(candidate, stable)} Bands: 95 % (Wilson) for each stretch of time. A gap: no requests; hatched: counts unknown.`,
    ),
  );
}

/** Stretches as short as the candidate's requests tell something, between a few and as many as can be seen. */
function bucketsOf(history: RolloutHistory, size: ChartSize): Bucket[] {
  const { from, to } = countedSpan(history);
  const { candidate, stable } = totalsOf(history);
  const [bad, all] = [candidate, stable].reduce(
    ([errors, requests], counts) => [errors + (counts?.errors ?? 0), requests + (counts?.requests ?? 0)],
    [0, 0],
  );
  const rate = all === 0 ? 0 : bad / all;
  const isFull: IsFull = (span, counts) => {
    const share = (span.to - span.from) / (to - from);
    if (share >= 1 / FEWEST_BUCKETS) return true;
    return share >= 1 / size.buckets && (counts?.requests ?? 0) * rate >= BAD_A_BUCKET;
  };
  return bucketLooks(history.looks, from, isFull, 2 * size.buckets);
}

function finding(candidate: HistoryCounts | undefined, stable: HistoryCounts | undefined): string {
  const words = (name: string, counts: HistoryCounts | undefined): string => {
    if (counts === undefined) return `nobody counted the ${name}`;
    if (counts.requests === 0) return `the ${name} had no requests`;
    const { errors, requests } = counts;
    return `the ${name} failed ${formatCount(errors)} of ${formatCount(requests)} requests (${formatRate(errors, requests)})`;
  };
  const text = `${words("candidate", candidate)}, ${words("stable release", stable)}.`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function rateOf(counts: HistoryCounts | undefined): number | undefined {
  return counts === undefined || counts.requests === 0 ? undefined : counts.errors / counts.requests;
}

/** High enough for all lines; a band of few requests may leave the paper rather than flatten them. */
function highestShown(buckets: readonly Bucket[]): number {
  const sides = buckets.flatMap(({ candidate, stable }) => [candidate, stable]);
  const rates = sides.map(rateOf).filter((rate) => rate !== undefined);
  const highs = sides
    .filter((counts) => counts !== undefined && counts.requests > 0)
    .map((counts) => wilsonInterval(counts?.errors ?? 0, counts?.requests ?? 0).high)
    .sort((one, other) => one - other);
  const usual = highs[Math.floor(highs.length * 0.9)] ?? 0;
  const highest = Math.max(0, ...rates) * 1.1;
  return Math.min(1, Math.max(highest, Math.min(usual, highest > 0 ? highest * 2 : usual), 1e-5));
}

function drawRelease(plot: Plot, buckets: readonly Bucket[], release: Release): Html {
  const limit = (side: "low" | "high") =>
    bucketRuns(plot, buckets, (bucket) => {
      const counts = bucket[release];
      if (counts === undefined || counts.requests === 0) return undefined;
      return wilsonInterval(counts.errors, counts.requests)[side];
    });
  const lows = limit("low");
  const band = limit("high").map((run, index) => bandPath(run, lows[index] ?? []));
  const line = bucketRuns(plot, buckets, (bucket) => rateOf(bucket[release])).map((run) => linePath(run));
  return html`<path class="band ${release}" d="${band.join("")}"/><path class="line ${release}" d="${line.join("")}"/>`;
}

function nameOf(plot: Plot, buckets: readonly Bucket[], release: Release): EndLabel[] {
  const last = buckets.findLast((bucket) => rateOf(bucket[release]) !== undefined);
  const rate = last && rateOf(last[release]);
  if (rate === undefined) return [];
  return [{ y: Math.max(plot.y1, plot.y(rate)), text: release, className: `label strong ${release}` }];
}

function hoverArea(plot: Plot, { from, to, candidate, stable }: Bucket): Html {
  const x = coordinate(plot.x(from));
  const words = (name: Release, counts: HistoryCounts | undefined) =>
    counts === undefined
      ? `${name} unknown`
      : `${name} ${formatRate(counts.errors, counts.requests)} (${formatCount(counts.errors)} of ${formatCount(counts.requests)})`;
  return html`<rect class="hover" x="${x}" y="${plot.y1}" width="${coordinate(plot.x(to) - x)}" height="${plot.y0 - plot.y1}"><title>${formatTime(from)}–${formatTime(to)} UTC: ${words("candidate", candidate)}, ${words("stable", stable)}</title></rect>`;
}
