import { formatCount } from "@deploy-actions/kernel";
import { shorten } from "../chart/labels.ts";
import { decisiveMetric, totalsOf } from "../model/totals.ts";
import { formatRate, formatRatio } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import type { RolloutHistory } from "../rollout-history.ts";

/** A longer name would tower over the figures beside it. */
const NAME_LENGTH = 24;

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** One line of figures: how much the candidate served, how much of it was bad, and what decided. */
export function keyFigures(history: RolloutHistory): Html {
  const { candidate, stable, harmed } = totalsOf(history);
  const counted = (value: number | undefined) => (value === undefined ? "–" : formatCount(value));
  const all = candidate && candidate.requests + (stable?.requests ?? 0);
  const figures: readonly Figure[] = [
    {
      name: "Requests of the candidate",
      value: counted(candidate?.requests),
      note: candidate === undefined ? "not counted" : `${formatRate(candidate.requests, all ?? 0)} of all`,
    },
    {
      name: "Bad requests of the candidate",
      value: counted(candidate?.errors),
      note:
        candidate === undefined
          ? "not counted"
          : `${formatRate(candidate.errors, candidate.requests)}, stable ${stable ? formatRate(stable.errors, stable.requests) : "–"}`,
    },
    {
      name: history.outcome === "aborted" ? "Harmed before rollback" : "Harmed",
      value: counted(harmed),
      note: harmed === undefined ? "not known" : "bad beyond stable’s rate",
    },
    decisiveFigure(history),
  ];
  return html`<dl class="figures">${figures.map(
    ({ name, value, note }) =>
      html`<div><dt>${name}</dt><dd>${value}<span class="note">${note}</span></dd></div>`,
  )}</dl>
`;
}

function decisiveFigure(history: RolloutHistory): Figure {
  const metrics = history.analysis?.metrics ?? [];
  const name = "Decisive metric";
  if (metrics.length === 0) return { name, value: "–", note: "no analysis" };
  const metric = decisiveMetric(history);
  if (metric !== undefined) {
    const { ratio } = metric;
    return {
      name,
      value: shorten(metric.name, NAME_LENGTH),
      note: ratio === undefined ? "regressed" : `regressed, ${formatRatio(ratio.estimate)} stable`,
    };
  }
  const certified = metrics.filter(({ state }) => state === "certified").length;
  return { name, value: "none", note: `${certified} of ${metrics.length} certified, none regressed` };
}
