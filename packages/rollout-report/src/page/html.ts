import { printable } from "@deploy-actions/kernel";

/** HTML that is safe to print: made only by {@link html}. */
export class Html {
  readonly source: string;

  /** Trusts `source`. */
  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

/** What may stand in a {@link html} template: text and numbers are escaped, HTML is kept, nothing is nothing. */
export type HtmlValue = string | number | Html | undefined | readonly HtmlValue[];

/** An HTML or SVG template; every interpolated text is safe between tags and inside quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let source = strings[0] ?? "";
  values.forEach((value, index) => {
    source += toSource(value) + (strings[index + 1] ?? "");
  });
  return new Html(source);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text from outside for a text node or a quoted attribute; control characters become visible. */
export function escapeHtml(text: string): string {
  return printable(text.toWellFormed()).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

function toSource(value: HtmlValue): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map(toSource).join("");
  return escapeHtml(String(value));
}
