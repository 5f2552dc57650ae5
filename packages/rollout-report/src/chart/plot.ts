import type { Span } from "../model/span.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import { coordinate } from "./path.ts";
import { linearScale, type Scale } from "./scale.ts";
import { timeTicks } from "./time-axis.ts";

/** How wide a chart is drawn, and with how much detail. Units of the drawing, about a pixel each. */
export interface ChartSize {
  readonly name: "wide" | "narrow" | "panel";
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly timeTicks: number;
  readonly buckets: number;
}

export const WIDE: ChartSize = {
  name: "wide",
  width: 1_000,
  left: 58,
  right: 132,
  timeTicks: 8,
  buckets: 100,
};
export const NARROW: ChartSize = {
  name: "narrow",
  width: 328,
  left: 48,
  right: 76,
  timeTicks: 3,
  buckets: 40,
};
/** One of several side by side; the same on every screen. */
export const PANEL: ChartSize = { name: "panel", width: 312, left: 48, right: 74, timeTicks: 3, buckets: 48 };

export interface YTick {
  readonly value: number;
  readonly label: string;
}

/** The rectangle that the data are drawn in, with its scales. */
export interface Plot {
  readonly size: ChartSize;
  /** Unique on the page: a start for ids. */
  readonly id: string;
  readonly height: number;
  readonly x0: number;
  readonly x1: number;
  /** Bottom and top. */
  readonly y0: number;
  readonly y1: number;
  readonly span: Span;
  readonly x: Scale;
  readonly y: Scale;
}

export interface PlotOptions {
  readonly id: string;
  readonly height: number;
  readonly span: Span;
  readonly yDomain: readonly [number, number];
  /** Room above the data. */
  readonly top?: number;
}

const AXIS_HEIGHT = 26;

export function makePlot(size: ChartSize, options: PlotOptions): Plot {
  const { id, height, span, yDomain, top = 12 } = options;
  const [x0, x1, y0, y1] = [size.left, size.width - size.right, height - AXIS_HEIGHT, top];
  return {
    size,
    id: `${id}-${size.name}`,
    height,
    x0,
    x1,
    y0,
    y1,
    span,
    x: linearScale([span.from, span.to], [x0, x1]),
    y: linearScale(yDomain, [y0, y1]),
  };
}

/** The drawing with its axes; `finding` says to those who do not see it what it shows. */
export function drawPlot(plot: Plot, finding: string, yTicks: readonly YTick[], ...body: HtmlValue[]): Html {
  const { size, height, id, x0, x1, y0, y1 } = plot;
  return html`<svg class="chart ${size.name}" viewBox="0 0 ${size.width} ${height}" role="img" aria-label="${finding}">
<defs><clipPath id="${id}-clip"><rect x="${x0}" y="${y1 - 1}" width="${x1 - x0}" height="${y0 - y1 + 2}"/></clipPath><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern></defs>
${yTicks.map((tick) => yTickOf(plot, tick))}
${body}
${timeAxis(plot)}
</svg>`;
}

/** What is drawn inside the plot only. */
export function clipped(plot: Plot, ...body: HtmlValue[]): Html {
  return html`<g clip-path="url(#${plot.id}-clip)">${body}</g>`;
}

function yTickOf(plot: Plot, { value, label }: YTick): Html {
  const y = coordinate(plot.y(value));
  return html`<path class="grid" d="M${plot.x0} ${y}H${plot.x1}"/><text class="tick end" x="${plot.x0 - 8}" y="${y + 4}">${label}</text>`;
}

function timeAxis(plot: Plot): Html {
  const { x0, x1, y0, size } = plot;
  const room = size.name === "wide" ? 34 : 28;
  // A label centred at its tick must not leave the drawing, nor touch the word UTC behind the axis.
  const ticks = timeTicks(plot.span, size.timeTicks).filter(
    ({ at }) => plot.x(at) <= x1 + 2 && plot.x(at) >= room,
  );
  const labels = ticks.map(({ at, label }) => {
    const x = coordinate(plot.x(at));
    return html`<path class="axis" d="M${x} ${y0}v4"/><text class="tick middle" x="${x}" y="${y0 + 18}">${label}</text>`;
  });
  return html`<path class="axis" d="M${x0} ${y0}H${x1}"/>${labels}<text class="tick end" x="${size.width - 2}" y="${y0 + 18}">UTC</text>`;
}
