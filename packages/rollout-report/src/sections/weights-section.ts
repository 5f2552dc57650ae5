import { formatDuration } from "@deploy-actions/kernel";
import { decisionMarks } from "../chart/decision-marks.ts";
import { figure } from "../chart/figure.ts";
import { endLabels } from "../chart/labels.ts";
import { coordinate } from "../chart/path.ts";
import { type ChartSize, clipped, drawPlot, makePlot, type Plot } from "../chart/plot.ts";
import { plannedSegments, type WeightSegment, weightSegments } from "../model/bakes.ts";
import { spanOf } from "../model/span.ts";
import { formatTime, formatWeight } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import { absent, section } from "../page/parts.ts";
import type { RolloutHistory } from "../rollout-history.ts";

const TICKS = [0, 25, 50, 75, 100].map((value) => ({ value, label: formatWeight(value) }));
const FINDING_CHANGES = 8;

/** The share of the traffic that the candidate had, over time, with the decisions, against the plan. */
export function weightsSection(history: RolloutHistory): Html {
  const segments = weightSegments(history);
  if (segments.length === 0) {
    return section("weights", "Traffic of the candidate", absent("No traffic was shifted."));
  }
  const draw = (size: ChartSize): Html => {
    const plot = makePlot(size, {
      id: "weights",
      height: 196,
      span: spanOf(history),
      yDomain: [0, 100],
      top: 34,
    });
    const planned = plannedSegments(history).filter(({ from }) => from < plot.span.to);
    return drawPlot(
      plot,
      finding(segments),
      TICKS,
      decisionMarks(plot, history.decisions),
      clipped(
        plot,
        planned.length > 0 ? html`<path class="planned" d="${stairs(plot, planned)}"/>` : undefined,
        html`<path class="area candidate" d="${area(plot, segments)}"/><path class="line candidate" d="${stairs(plot, segments)}"/>`,
      ),
      weightLabels(plot, segments),
      lineNames(plot, segments, planned),
    );
  };
  return section(
    "weights",
    "Traffic of the candidate",
    figure(
      draw,
      html`Share of all requests over ${formatDuration(spanLength(history))}; dotted: as planned. ${
        history.decisions.length > 0
          ? html`The numbers are the <a href="#decisions">decisions</a> below.`
          : undefined
      }`,
    ),
  );
}

function spanLength(history: RolloutHistory): number {
  const { from, to } = spanOf(history);
  return to - from;
}

function finding(segments: readonly WeightSegment[]): string {
  const changes = segments
    .slice(0, FINDING_CHANGES)
    .map(({ from, weight }) => `${formatWeight(weight)} at ${formatTime(from)}`);
  const more =
    segments.length > FINDING_CHANGES ? `, and ${segments.length - FINDING_CHANGES} more changes` : "";
  return `Weight of the candidate over time: ${changes.join(", ")}${more} (UTC).`;
}

/** Steps narrower than a unit of the paper are passed over. */
function stairs(plot: Plot, segments: readonly WeightSegment[]): string {
  let end = Number.NEGATIVE_INFINITY;
  let data = "";
  segments.forEach(({ from, to, weight }, index) => {
    // Far beyond the paper a coordinate would only be long.
    const next = coordinate(Math.min(plot.x(to), plot.size.width));
    if (next - end < 1 && index < segments.length - 1) return;
    const y = coordinate(plot.y(weight));
    data += `${data === "" ? `M${coordinate(plot.x(from))} ${y}` : `V${y}`}H${next}`;
    end = next;
  });
  return data;
}

function area(plot: Plot, segments: readonly WeightSegment[]): string {
  const start = coordinate(plot.x(segments[0]?.from ?? plot.span.from));
  return `${stairs(plot, segments)}V${plot.y0}H${start}Z`;
}

function weightLabels(plot: Plot, segments: readonly WeightSegment[]): Html {
  return html`${segments.map(({ from, to, weight }) => {
    const [start, end] = [plot.x(from), plot.x(to)];
    if (end - start < 44) return undefined;
    return html`<text class="label middle" x="${coordinate((start + end) / 2)}" y="${coordinate(Math.min(plot.y(weight) - 6, plot.y0 - 8))}">${formatWeight(weight)}</text>`;
  })}`;
}

function lineNames(plot: Plot, segments: readonly WeightSegment[], planned: readonly WeightSegment[]): Html {
  const last = planned.findLast(({ from }) => from <= plot.span.to);
  const now = segments.at(-1)?.weight ?? 0;
  const reaches = last !== undefined && last.to >= plot.span.to && last.weight !== now;
  return endLabels(plot, [
    { y: plot.y(now), text: "actual", className: "label strong candidate" },
    ...(reaches ? [{ y: plot.y(last.weight), text: "planned", className: "label" }] : []),
  ]);
}
