import { formatCount } from "@deploy-actions/kernel";
import { ratioAxis, ratioPlot, ratioScale } from "../chart/ratio-plot.ts";
import { formatRate, formatRatio } from "../page/format.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import { absent, chip, section, type Tone, table } from "../page/parts.ts";
import type { HistoryMetric, RolloutHistory } from "../rollout-history.ts";

const TITLE = "Metrics";
const STATES: Readonly<Record<HistoryMetric["state"], readonly [Tone, string]>> = {
  regressed: ["bad", "regressed"],
  certified: ["good", "certified"],
  undecided: ["unsure", "undecided"],
  "no-data": ["quiet", "no data"],
};

/** The last word on each metric, with the ratio to stable and its confidence sequence. */
export function metricsSection(history: RolloutHistory): Html {
  const { analysis } = history;
  if (analysis === undefined) return section("metrics", TITLE, absent("No metric was analysed."));
  if (analysis.metrics.length === 0) {
    return section("metrics", TITLE, absent("The analysis had no metrics."));
  }
  const scale = ratioScale(analysis);
  const rows = analysis.metrics.map((metric): readonly HtmlValue[] => [
    html`<span class="name">${metric.name}</span> ${chip(...STATES[metric.state])}<span class="sentence">${metric.sentence}</span>`,
    ratioWords(metric),
    ratioPlot(scale, metric),
    side(metric.candidate),
    side(metric.stable),
  ]);
  const columns = [
    { title: "Metric and state", className: "words" },
    { title: "Ratio to stable", className: "number" },
    {
      title: html`<span class="unseen">Ratio drawn on a log scale</span>${ratioAxis(scale)}`,
      className: "drawing",
    },
    { title: "Candidate", className: "number" },
    { title: "Stable", className: "number" },
  ];
  return section(
    "metrics",
    TITLE,
    table("Metrics", columns, rows),
    html`<p class="caption">Shares are bad of all requests. In brackets the range of the confidence sequence at 95 %: it holds at every look at once. Dotted: the tolerance of ${formatRatio(analysis.tolerance)} and the regression of ${formatRatio(analysis.regression)}.</p>`,
  );
}

function ratioWords({ ratio }: HistoryMetric): HtmlValue {
  if (ratio === undefined) return "not known";
  const { estimate, low, high } = ratio;
  return html`<strong>${formatRatio(estimate)}</strong><span class="note">(${formatRatio(low)} to ${formatRatio(high)})</span>`;
}

function side({ bad, requests }: { readonly bad: number; readonly requests: number }): HtmlValue {
  if (requests === 0) return "none";
  return html`${formatRate(bad, requests)}<span class="note">${formatCount(bad)} of ${formatCount(requests)}</span>`;
}
