import { formatDuration } from "@deploy-actions/kernel";
import type { StepOutcome } from "../model/bakes.ts";
import { formatWeight } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import { coordinate } from "./path.ts";
import type { ChartSize } from "./plot.ts";
import { linearScale } from "./scale.ts";
import { durationTicks } from "./time-axis.ts";

const ROW = 34;
const TOP = 6;

/** A bar a step: planned as a frame, held as a filled bar, the expected time to certify as a mark. */
export function drawPlan(size: ChartSize, steps: readonly StepOutcome[], finding: string): Html {
  const longest = Math.max(
    ...steps.flatMap(({ bakeMs, actualMs, certifyMs }) => [
      bakeMs,
      actualMs ?? 0,
      limited(certifyMs, bakeMs),
    ]),
    1_000,
  );
  const ticks = durationTicks(longest, size.name === "wide" ? 8 : 3);
  const [x0, x1] = [size.left, size.width - size.right];
  const x = linearScale([0, ticks.at(-1) ?? longest], [x0, x1]);
  const bottom = TOP + steps.length * ROW;
  const axis = ticks.map((tick) => {
    const place = coordinate(x(tick));
    return html`<path class="grid" d="M${place} ${TOP}V${bottom}"/><text class="tick middle" x="${place}" y="${bottom + 17}">${formatDuration(tick).replace("0ms", "0")}</text>`;
  });
  return html`<svg class="chart ${size.name}" viewBox="0 0 ${size.width} ${bottom + 26}" role="img" aria-label="${finding}">${axis}${steps.map(
    (step, index) => drawStep(step, TOP + index * ROW, x, x0, x1),
  )}<path class="axis" d="M${x0} ${TOP}V${bottom}"/></svg>`;
}

/** An expectation far beyond the plan must not make all bars dots: it is said in the table. */
function limited(certifyMs: number | undefined, bakeMs: number): number {
  return certifyMs !== undefined && certifyMs <= bakeMs * 3 ? certifyMs : 0;
}

function drawStep(
  { weight, bakeMs, certifyMs, actualMs }: StepOutcome,
  y: number,
  x: (ms: number) => number,
  x0: number,
  x1: number,
): Html {
  const bar = (ms: number, className: string, top: number, height: number) =>
    html`<rect class="${className}" x="${x0}" y="${top}" width="${coordinate(Math.max(0, x(ms) - x0))}" height="${height}"/>`;
  const certify = limited(certifyMs, bakeMs);
  const mark = coordinate(x(certify));
  return html`<text class="label end" x="${x0 - 8}" y="${y + 21}">${formatWeight(weight)}</text>${bar(bakeMs, "frame", y + 6, 22)}${
    actualMs === undefined ? undefined : bar(actualMs, "held", y + 11, 12)
  }${certify > 0 ? html`<path class="expected" d="M${mark} ${y + 2}V${y + 32}"/>` : undefined}<text class="label" x="${x1 + 8}" y="${y + 21}">${
    actualMs === undefined ? "not reached" : formatDuration(actualMs)
  }</text>`;
}
