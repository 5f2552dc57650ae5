import { type Html, type HtmlValue, html } from "../page/html.ts";
import { type ChartSize, NARROW, WIDE } from "./plot.ts";

/** A chart drawn twice, for wide screens and for phones: the style sheet shows one of them. */
export function figure(draw: (size: ChartSize) => Html, ...caption: readonly HtmlValue[]): Html {
  return html`<figure>${draw(WIDE)}${draw(NARROW)}
<figcaption>${caption}</figcaption></figure>
`;
}
