import type { Limits } from "../model/limits.ts";
import { formatTime, formatWeight } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import { absent, section, table } from "../page/parts.ts";
import type { RolloutHistory } from "../rollout-history.ts";

const TITLE = "Decisions";

/** All changes of the traffic and why, numbered as in the chart of weights. */
export function decisionsSection({ decisions }: RolloutHistory, { listRows }: Limits): Html {
  if (decisions.length === 0) return section("decisions", TITLE, absent("Nothing was decided."));
  const numbered = decisions.map((decision, index) => ({ ...decision, number: index + 1 }));
  // The beginning and the end tell the story; the middle of a very long one is left out.
  const left = numbered.length - listRows;
  const shown = left > 0 ? [...numbered.slice(0, listRows / 2), ...numbered.slice(-listRows / 2)] : numbered;
  const rows = shown.map(({ number, at, weight, text }) => [
    number,
    formatTime(at),
    formatWeight(weight),
    text,
  ]);
  const columns = [
    { title: "No.", className: "number" },
    { title: "UTC", className: "number" },
    { title: "Weight", className: "number" },
    { title: "Reason", className: "words" },
  ];
  return section(
    "decisions",
    TITLE,
    table("Decisions", columns, rows),
    left > 0 ? html`<p class="caption">${left} in the middle are left out.</p>` : undefined,
  );
}
