import { spanOf } from "../model/span.ts";
import { formatEvidence, formatPowerOfTen } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import type { HistoryAnalysis, HistoryLook, RolloutHistory } from "../rollout-history.ts";
import { weightChanges } from "./events.ts";
import { endLabels } from "./labels.ts";
import { coordinate, linePath, type Point, thinPoints } from "./path.ts";
import { type ChartSize, clipped, drawPlot, makePlot, type Plot } from "./plot.ts";
import { wholeTicks } from "./scale.ts";

export type EvidenceKind = "regressed" | "certified";

/** More lines than this cannot be told apart; those with the most evidence are drawn. */
const MAX_LINES = 8;
/** Name of the line of all metrics. */
export const TOGETHER = "together";
/** Decades below which evidence is as good as none. */
const FLOOR = -3;

/** What goes further beyond the threshold than this runs along the edge. */
const DECADES_BEYOND = 6;

/** Width of the threshold's name. */
const THRESHOLD_ROOM = 130;

interface Line {
  readonly name: string;
  readonly isRegressed: boolean;
  /** Decimal logs, in the order of the looks; `undefined`: not known then. */
  readonly values: readonly (number | undefined)[];
  readonly last: number;
}

/** One line a metric against the threshold, both as decimal logs. */
export function drawEvidence(
  size: ChartSize,
  history: RolloutHistory,
  analysis: HistoryAnalysis,
  kind: EvidenceKind,
  finding: string,
): Html {
  const threshold = -Math.log10(kind === "regressed" ? analysis.alpha : analysis.beta);
  const lines = evidenceLines(history, analysis, kind);
  const [low, high] = domainOf(lines, threshold);
  const plot = makePlot(size, {
    id: `evidence-${kind}`,
    height: 230,
    span: spanOf(history),
    yDomain: [low, high],
  });
  const ticks = wholeTicks(low, high, 6).map((value) => ({ value, label: formatPowerOfTen(value) }));
  const drawn = lines.map((line, index) => drawLine(plot, history, line, index, threshold));
  const crossings = lines.flatMap((line) => crossingOf(history, line, threshold)?.at ?? []);
  const isEarly = crossings.some((at) => plot.x(at) < plot.x0 + THRESHOLD_ROOM);
  return drawPlot(
    plot,
    finding,
    ticks,
    weightChanges(plot, history),
    clipped(plot, drawn),
    thresholdLine(plot, threshold, kind, isEarly),
    endLabels(
      plot,
      lines.map(({ name, isRegressed, last }) => ({
        y: plot.y(Math.min(high, Math.max(low, last))),
        text: name,
        className: isRegressed ? "label strong candidate" : "label",
      })),
    ),
  );
}

function evidenceLines(history: RolloutHistory, analysis: HistoryAnalysis, kind: EvidenceKind): Line[] {
  const lines = analysis.metrics.map(({ name, state }, index): Line => {
    const values = history.looks.map((look) => decimal(look.evidence?.[index]?.[kind]));
    const known = values.filter((value) => value !== undefined);
    return { name, isRegressed: state === "regressed", values, last: known.at(-1) ?? Number.NaN };
  });
  return [
    ...togetherLine(history, kind),
    ...lines.filter(({ last }) => !Number.isNaN(last)).toSorted((one, other) => other.last - one.last || 0),
  ].slice(0, MAX_LINES);
}

/** Of several metrics, the line that decides; one metric decides by itself. */
function togetherLine(history: RolloutHistory, kind: EvidenceKind): Line[] {
  const isOne = (history.analysis?.metrics.length ?? 0) < 2;
  if (kind !== "regressed" || isOne) return [];
  const values = history.looks.map((look) => decimal(look.together));
  const last = values.findLast((value) => value !== undefined);
  return last === undefined ? [] : [{ name: TOGETHER, isRegressed: false, values, last }];
}

function decimal(log: number | undefined): number | undefined {
  return log === undefined || Number.isNaN(log) ? undefined : log / Math.LN10;
}

/** Whole decades with 1 and the threshold inside. */
function domainOf(lines: readonly Line[], threshold: number): readonly [number, number] {
  const limit = Number.isFinite(threshold) ? Math.max(0, threshold) : 3;
  const values = lines.flatMap(({ values: all }) => all.filter((value) => value !== undefined));
  const lowest = values.reduce((low, value) => Math.min(low, value), -1);
  const highest = values.reduce((high, value) => Math.max(high, value), 0);
  return [
    Math.max(FLOOR, Math.floor(lowest)),
    Math.ceil(Math.max(limit + 0.5, Math.min(highest, limit + DECADES_BEYOND))),
  ];
}

function drawLine(plot: Plot, history: RolloutHistory, line: Line, index: number, threshold: number): Html {
  const [bottom, top] = [plot.y0, plot.y1];
  const points = history.looks.map((look, place): Point | undefined => {
    const value = line.values[place];
    if (value === undefined) return undefined;
    return { x: plot.x(look.at), y: Math.min(bottom, Math.max(top, plot.y(value))) };
  });
  const crossed = crossingOf(history, line, threshold);
  const crossing = crossed && points[history.looks.indexOf(crossed)];
  const className = line.isRegressed
    ? "candidate"
    : line.name === TOGETHER
      ? "deciding"
      : `other dash${index % 4}`;
  const dot =
    crossing &&
    html`<circle class="dot ${className}" cx="${coordinate(crossing.x)}" cy="${coordinate(crossing.y)}" r="4"/>`;
  const step = plot.size.name === "wide" ? 4 : 3;
  return html`<path class="line ${className}" d="${linePath(thinPoints(points, step))}"/>${dot}`;
}

/** The first look at which the line was at the threshold. */
function crossingOf(history: RolloutHistory, { values }: Line, threshold: number): HistoryLook | undefined {
  return history.looks[values.findIndex((value) => value !== undefined && value >= threshold)];
}

/** Named where the lines are not: above its beginning, or below its end when a line has passed it early. */
function thresholdLine(
  plot: Plot,
  threshold: number,
  kind: EvidenceKind,
  isEarly: boolean,
): Html | undefined {
  if (!Number.isFinite(threshold)) return undefined;
  const y = coordinate(plot.y(threshold));
  const text = `${kind === "regressed" ? "rolled back" : "certified"} at ${formatEvidence(threshold * Math.LN10)}`;
  const label = isEarly
    ? html`<text class="label halo end" x="${plot.x1 - 6}" y="${y + 16}">${text}</text>`
    : html`<text class="label halo" x="${plot.x0 + 6}" y="${y - 6}">${text}</text>`;
  return html`<path class="threshold" d="M${plot.x0} ${y}H${plot.x1}"/>${label}`;
}
