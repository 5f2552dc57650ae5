import { formatTime } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import type { RolloutHistory } from "../rollout-history.ts";
import { shorten } from "./labels.ts";
import { coordinate } from "./path.ts";
import type { Plot } from "./plot.ts";

interface Mark {
  readonly x: number;
  readonly first: number;
  readonly last: number;
  readonly title: string;
}

const GAP = 3;
const TITLE_LENGTH = 160;

/** Numbers above the plot where decisions were taken, as in their list; those that would touch are one mark. */
export function decisionMarks(plot: Plot, decisions: RolloutHistory["decisions"]): Html {
  const marks: Mark[] = [];
  decisions.forEach(({ at, text }, index) => {
    let mark: Mark = {
      x: coordinate(plot.x(at)),
      first: index + 1,
      last: index + 1,
      title: `${formatTime(at)} UTC: ${text}`,
    };
    // Joined, a mark is wider than before and may touch the one before it, too.
    for (
      let before = marks.at(-1);
      before !== undefined && touches(plot, before, mark);
      before = marks.at(-1)
    ) {
      marks.pop();
      mark = { ...before, last: mark.last };
    }
    marks.push(mark);
  });
  return html`${marks.map((mark) => drawMark(plot, mark))}`;
}

function touches(plot: Plot, before: Mark, mark: Mark): boolean {
  const [one, other] = [placeOf(plot, before), placeOf(plot, mark)];
  return one.left + one.width + GAP > other.left;
}

function nameOf({ first, last }: Mark): string {
  return first === last ? String(first) : `${first}–${last}`;
}

function widthOf(text: string): number {
  return 12 + text.length * 7;
}

function placeOf(plot: Plot, mark: Mark): { readonly left: number; readonly width: number } {
  const width = widthOf(nameOf(mark));
  // A range begins where its first one stood, or it would grow into the mark before it.
  const left = Math.min(Math.max(mark.x - widthOf(String(mark.first)) / 2, 1), plot.size.width - width - 1);
  return { left: coordinate(left), width };
}

function drawMark(plot: Plot, mark: Mark): Html {
  const { left, width } = placeOf(plot, mark);
  const y = plot.y1 - 26;
  const title =
    plot.size.name === "wide" ? html`<title>${shorten(mark.title, TITLE_LENGTH)}</title>` : undefined;
  return html`<g class="mark">${title}<path d="M${mark.x} ${y + 18}V${plot.y0}"/><rect x="${left}" y="${y}" width="${width}" height="18" rx="9"/><text class="middle" x="${coordinate(left + width / 2)}" y="${y + 13}">${nameOf(mark)}</text></g>`;
}
