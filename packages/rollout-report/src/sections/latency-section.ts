import { bucketRuns } from "../chart/bucket-line.ts";
import { weightChanges } from "../chart/events.ts";
import { hatches } from "../chart/hatches.ts";
import { type EndLabel, endLabels } from "../chart/labels.ts";
import { linePath } from "../chart/path.ts";
import { clipped, drawPlot, makePlot, PANEL, type Plot } from "../chart/plot.ts";
import { niceTicks } from "../chart/scale.ts";
import { type Bucket, bucketLooks, type Quantile } from "../model/buckets.ts";
import { countedSpan, type Span, spanOf } from "../model/span.ts";
import { totalsOf } from "../model/totals.ts";
import { formatLatency } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import { absent, section } from "../page/parts.ts";
import type { RolloutHistory } from "../rollout-history.ts";

const TITLE = "Latency";
const QUANTILES: readonly (readonly [Quantile, string, string])[] = [
  ["p50Ms", "p50", "half of the requests were faster"],
  ["p95Ms", "p95", "1 of 20 was slower"],
  ["p99Ms", "p99", "1 of 100 was slower"],
];
const RELEASES = ["candidate", "stable"] as const;

/** Three quantiles of both releases over time, each in a chart of its own. */
export function latencySection(history: RolloutHistory): Html {
  const { from, to } = countedSpan(history);
  const length = (to - from) / PANEL.buckets;
  const isFull = (span: Span) => span.to - span.from >= length;
  const buckets = bucketLooks(history.looks, from, isFull, 2 * PANEL.buckets);
  const charts = QUANTILES.filter(([quantile]) =>
    buckets.some((bucket) => RELEASES.some((release) => bucket[release]?.[quantile] !== undefined)),
  ).map(([quantile, name, meaning]) => {
    const said = finding(history, quantile);
    return html`<figure><h3>${name} <span class="note">${meaning}</span></h3>
${drawQuantile(history, buckets, quantile, `${name} of the latency over time. ${said}`)}
<figcaption>${said}</figcaption></figure>
`;
  });
  if (charts.length === 0)
    return section("latency", TITLE, absent("No latencies are known of this rollout."));
  return section("latency", TITLE, html`<div class="panels">${charts}</div>`);
}

function finding(history: RolloutHistory, quantile: Quantile): string {
  const { candidate, stable } = totalsOf(history);
  const words = (value: number | undefined) => (value === undefined ? "unknown" : formatLatency(value));
  return `On average candidate ${words(candidate?.[quantile])}, stable ${words(stable?.[quantile])}.`;
}

function drawQuantile(
  history: RolloutHistory,
  buckets: readonly Bucket[],
  quantile: Quantile,
  text: string,
): Html {
  const values = buckets.flatMap((bucket) => RELEASES.map((release) => bucket[release]?.[quantile] ?? 0));
  const ticks = niceTicks(Math.max(0, ...values), 4);
  const yDomain = [0, ticks.at(-1) ?? 1] as const;
  const plot = makePlot(PANEL, { id: `latency-${quantile}`, height: 180, span: spanOf(history), yDomain });
  const lines = RELEASES.toReversed().map((release) => {
    const runs = bucketRuns(plot, buckets, (bucket) => bucket[release]?.[quantile]);
    return html`<path class="line ${release}" d="${runs.map((run) => linePath(run)).join("")}"/>`;
  });
  return drawPlot(
    plot,
    text,
    ticks.map((value) => ({ value, label: formatLatency(value) })),
    weightChanges(plot, history),
    hatches(plot, buckets),
    clipped(plot, lines),
    endLabels(
      plot,
      RELEASES.flatMap((release) => nameOf(plot, buckets, release, quantile)),
    ),
  );
}

function nameOf(
  plot: Plot,
  buckets: readonly Bucket[],
  release: (typeof RELEASES)[number],
  quantile: Quantile,
): EndLabel[] {
  const value = buckets.findLast((bucket) => bucket[release]?.[quantile] !== undefined)?.[release]?.[
    quantile
  ];
  return value === undefined
    ? []
    : [{ y: plot.y(value), text: release, className: `label strong ${release}` }];
}
