import { type Html, html } from "../page/html.ts";
import { coordinate } from "./path.ts";
import type { Plot } from "./plot.ts";

/** A name at the right end of a line. */
export interface EndLabel {
  /** Where the line ends. */
  readonly y: number;
  readonly text: string;
  readonly className: string;
}

/** Heights for labels that want to stand at `wanted`, at least `spacing` apart and within the limits where that fits. */
export function spreadLabels(
  wanted: readonly number[],
  limits: { readonly top: number; readonly bottom: number },
  spacing: number,
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let floor = limits.top;
  for (const index of order) {
    placed[index] = Math.max(floor, placed[index] ?? floor);
    floor = (placed[index] ?? floor) + spacing;
  }
  let ceiling = limits.bottom;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(ceiling, placed[index] ?? ceiling);
    ceiling = (placed[index] ?? ceiling) - spacing;
  }
  return placed;
}

const SPACING = 15;
/** Width of a character at the size of labels, rather too wide than too narrow. */
const CHARACTER = 7;

/** Labels in the right margin, moved apart, each joined to its line where it had to move. */
export function endLabels(plot: Plot, labels: readonly EndLabel[]): Html {
  const { x1, y0, y1, size } = plot;
  const heights = spreadLabels(
    labels.map((label) => label.y),
    { top: y1 + 2, bottom: y0 - 2 },
    SPACING,
  );
  const fit = Math.floor((size.right - 10) / CHARACTER);
  const isCrowded = labels.some((label, index) => Math.abs((heights[index] ?? label.y) - label.y) > 3);
  return html`${labels.map((label, index) => {
    const y = coordinate(heights[index] ?? label.y);
    const leader = html`<path class="leader" d="M${x1 + 1} ${coordinate(label.y)}L${x1 + 9} ${y}"/>`;
    return html`${isCrowded ? leader : undefined}<text class="${label.className}" x="${x1 + (isCrowded ? 12 : 6)}" y="${y + 4}">${shorten(label.text, fit)}</text>`;
  })}`;
}

/** The text cut to `length` characters. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, Math.max(1, length - 1)).join("")}…`;
}
