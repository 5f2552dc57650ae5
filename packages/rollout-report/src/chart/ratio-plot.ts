import { formatRatio } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import type { HistoryAnalysis, HistoryMetric } from "../rollout-history.ts";
import { coordinate } from "./path.ts";
import { linearScale } from "./scale.ts";

const WIDTH = 220;
const EDGE = 14;
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** One scale for the ratios of all metrics, logarithmic, wide enough for what is known and never beyond 0.1 to 100. */
export interface RatioScale {
  readonly low: number;
  readonly high: number;
  readonly x: (ratio: number) => number;
  /** The tolerated ratio and the one that counts as a regression. */
  readonly limits: readonly number[];
}

export function ratioScale(analysis: HistoryAnalysis): RatioScale {
  const limits = [analysis.tolerance, analysis.regression].filter((one) => Number.isFinite(one) && one > 0);
  const known = analysis.metrics.flatMap(({ ratio }) =>
    ratio === undefined ? [] : [ratio.low, ratio.estimate, ratio.high],
  );
  const all = [...known, ...limits].filter((one) => Number.isFinite(one) && one > 0);
  const low = TICKS.findLast((tick) => tick <= Math.min(0.5, ...all)) ?? 0.1;
  const high = TICKS.find((tick) => tick >= Math.max(2, ...all)) ?? 100;
  const straight = linearScale([Math.log(low), Math.log(high)], [EDGE, WIDTH - EDGE]);
  const x = (ratio: number) => coordinate(straight(Math.log(Math.min(high, Math.max(low, ratio)))));
  return { low, high, x, limits };
}

/** The axis, for the head of the column. */
export function ratioAxis({ low, high, x }: RatioScale): Html {
  const ticks = TICKS.filter((tick) => tick >= low && tick <= high);
  const shown = ticks.filter(
    (tick) => ticks.length <= 6 || tick === low || tick === high || [0.1, 1, 10].includes(tick),
  );
  return html`<svg class="ratio" viewBox="0 0 ${WIDTH} 18" aria-hidden="true">${shown.map(
    (tick) => html`<text class="tick middle" x="${x(tick)}" y="13">${formatRatio(tick)}</text>`,
  )}</svg>`;
}

/** Estimate and confidence sequence of one metric; the words beside it say the same. */
export function ratioPlot(scale: RatioScale, { ratio, state }: HistoryMetric): Html {
  const { x, limits } = scale;
  const rules = limits.map((limit) => html`<path class="limit" d="M${x(limit)} 0V24"/>`);
  const drawn =
    ratio &&
    html`<path class="interval" d="M${x(ratio.low || scale.low)} 12H${x(ratio.high)}"/><circle cx="${x(ratio.estimate)}" cy="12" r="5"/>`;
  const tone = state === "regressed" ? "candidate" : "other";
  return html`<svg class="ratio ${tone}" viewBox="0 0 ${WIDTH} 24" aria-hidden="true"><path class="one" d="M${x(1)} 0V24"/>${rules}${drawn}</svg>`;
}
