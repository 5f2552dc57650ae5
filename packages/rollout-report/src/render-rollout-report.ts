import { utf8Length } from "@deploy-actions/kernel";
import { LIMITS, type Limits } from "./model/limits.ts";
import { tidyHistory } from "./model/tidy-history.ts";
import { renderDocument } from "./page/document.ts";
import { html } from "./page/html.ts";
import type { RolloutHistory } from "./rollout-history.ts";
import { checksSection } from "./sections/checks-section.ts";
import { decisionsSection } from "./sections/decisions-section.ts";
import { errorRatesSection } from "./sections/error-rates-section.ts";
import { evidenceSection } from "./sections/evidence-section.ts";
import { keyFigures } from "./sections/key-figures.ts";
import { latencySection } from "./sections/latency-section.ts";
import { metricsSection } from "./sections/metrics-section.ts";
import { planSection } from "./sections/plan-section.ts";
import { rawSection } from "./sections/raw-section.ts";
import { outcomeWord, verdictHeader } from "./sections/verdict-header.ts";
import { weightsSection } from "./sections/weights-section.ts";

const MAX_BYTES = 300_000;

/**
 * One self-contained HTML file that shows why a rollout ended as it did: no script, nothing loaded, at most 300 KB.
 * Every text of the history may come from outside; it is shown as text. Numbers that are none are shown as unknown.
 */
export function renderRolloutReport(history: RolloutHistory): string {
  let page = "";
  for (const limits of LIMITS) {
    page = renderWithin(tidyHistory(history, limits), limits);
    if (utf8Length(page) <= MAX_BYTES) break;
  }
  return page;
}

function renderWithin(history: RolloutHistory, limits: Limits): string {
  const { service, candidate, environment } = history;
  return renderDocument(
    `${service} ${candidate.version} to ${environment}: ${outcomeWord(history).toLowerCase()}`,
    html`${verdictHeader(history)}
<main>
${[
  keyFigures(history),
  weightsSection(history),
  errorRatesSection(history),
  evidenceSection(history),
  latencySection(history),
  metricsSection(history),
  checksSection(history, limits),
  planSection(history),
  decisionsSection(history, limits),
  rawSection(history, limits),
]}</main>`,
  );
}
