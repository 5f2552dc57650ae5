import type { Bucket } from "../model/buckets.ts";
import { type Html, html } from "../page/html.ts";
import { coordinate } from "./path.ts";
import type { Plot } from "./plot.ts";

/** Hatched stretches where the counts are unknown, neighbours joined; hovering says why. */
export function hatches(plot: Plot, buckets: readonly Bucket[]): Html {
  const spans: { from: number; to: number; reason: string }[] = [];
  for (const { unknown } of buckets) {
    if (unknown === undefined) continue;
    const last = spans.at(-1);
    if (last !== undefined && last.to >= unknown.from) last.to = unknown.to;
    else spans.push({ ...unknown });
  }
  return html`${spans.map(({ from, to, reason }) => {
    const x = coordinate(plot.x(from));
    const width = Math.max(2, coordinate(plot.x(to)) - x);
    const title = plot.size.name === "wide" ? html`<title>Unknown: ${reason}</title>` : undefined;
    return html`<rect class="unknown" x="${x}" y="${plot.y1}" width="${coordinate(width)}" height="${plot.y0 - plot.y1}" fill="url(#${plot.id}-hatch)">${title}</rect>`;
  })}`;
}
