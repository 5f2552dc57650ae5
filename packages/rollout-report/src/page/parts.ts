import type { Outcome } from "@deploy-actions/conditions";
import { type Html, type HtmlValue, html } from "./html.ts";

/** A part of the page with its heading. */
export function section(id: string, title: string, ...content: readonly HtmlValue[]): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>
`;
}

/** A sentence in the place of something that is not there. */
export function absent(text: string): Html {
  return html`<p class="absent">${text}</p>`;
}

export type Tone = "good" | "bad" | "unsure" | "quiet";

const MARKS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✕", unsure: "?", quiet: "·" };
const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = { pass: "good", fail: "bad", inconclusive: "unsure" };

/** A word with its mark and colour; the word alone says it all. */
export function chip(tone: Tone, text: string): Html {
  return html`<span class="chip ${tone}"><span aria-hidden="true">${MARKS[tone]}</span> ${text}</span>`;
}

export function outcomeChip(outcome: Outcome): Html {
  return chip(OUTCOME_TONES[outcome], outcome);
}

export interface Column {
  readonly title: HtmlValue;
  readonly className?: string;
}

/** A table whose first column names its rows; it scrolls on its own where the screen is narrow. */
export function table(
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly HtmlValue[])[],
): Html {
  const head = columns.map((column) => html`<th scope="col"${classOf(column)}>${column.title}</th>`);
  const body = rows.map((cells) => {
    const [first, ...rest] = cells;
    const others = rest.map((cell, index) => html`<td${classOf(columns[index + 1])}>${cell}</td>`);
    return html`<tr><th scope="row"${classOf(columns[0])}>${first}</th>${others}</tr>\n`;
  });
  return html`<div class="scroll" role="group" aria-label="Table: ${name}" tabindex="0"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
</table></div>`;
}

function classOf(column: Column | undefined): HtmlValue {
  return column?.className === undefined ? undefined : html` class="${column.className}"`;
}
