import { formatDuration } from "@deploy-actions/kernel";
import { formatMoment } from "../page/format.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import { chip, type Tone } from "../page/parts.ts";
import type { RolloutHistory } from "../rollout-history.ts";

const OUTCOMES: Readonly<Record<RolloutHistory["outcome"], readonly [Tone, string]>> = {
  promoted: ["good", "Promoted"],
  aborted: ["bad", "Aborted"],
  already_stable: ["good", "Already stable"],
  paused: ["unsure", "Paused"],
  running: ["quiet", "Running"],
};

/** The word for how the rollout ended. */
export function outcomeWord(history: RolloutHistory): string {
  return OUTCOMES[history.outcome][1];
}

/** What was rolled out where, how it ended and why, in the first lines of the page. */
export function verdictHeader(history: RolloutHistory): Html {
  const { service, environment, platform, candidate, stable, startedAt, endedAt, verdict } = history;
  const [tone, word] = OUTCOMES[history.outcome];
  const facts: readonly (readonly [string, HtmlValue])[] = [
    [
      "Release",
      [
        candidate.version,
        candidate.commit && html` <span class="note">${candidate.commit.slice(0, 12)}</span>`,
      ],
    ],
    ["Replaces", stable ?? "nothing: the first release"],
    ["Environment", [environment, html` <span class="note">on ${platform}</span>`]],
    ["Started", formatMoment(startedAt)],
    ["Took", endedAt === undefined ? "still going on" : formatDuration(endedAt - startedAt)],
    ["Run", runLink(history.runUrl)],
  ];
  const shown = facts.filter(([, value]) => value !== undefined);
  return html`<header>
<p class="eyebrow">Rollout report</p>
<h1>${service} ${candidate.version} <span class="note">to</span> ${environment}</h1>
<p class="verdict ${tone}">${chip(tone, word)}<span class="sentence">${verdict.sentence}</span></p>
<dl class="facts">${shown.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
</header>
`;
}

function runLink(url: string | undefined): HtmlValue {
  // Another scheme could run code when it is followed.
  if (url === undefined || !/^https?:\/\//i.test(url) || url.length > 2_000) return undefined;
  return html`<a href="${url}" rel="noreferrer">the workflow run</a>`;
}
