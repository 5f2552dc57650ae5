import { weightSegments } from "../model/bakes.ts";
import { type Html, html } from "../page/html.ts";
import type { RolloutHistory } from "../rollout-history.ts";
import { coordinate } from "./path.ts";
import type { Plot } from "./plot.ts";

/** A hairline at each change of the weight, so that what happened can be read down through all charts. */
export function weightChanges(plot: Plot, history: RolloutHistory): Html | undefined {
  const places = new Set(weightSegments(history).map(({ from }) => coordinate(plot.x(from))));
  const inside = [...places].filter((x) => x > plot.x0 + 1 && x < plot.x1 - 1);
  // Lines closer than they can be told apart would only be a grey field.
  if (inside.length === 0 || inside.length > 60) return undefined;
  return html`<path class="event" d="${inside.map((x) => `M${x} ${plot.y0}V${plot.y1}`).join("")}"/>`;
}
