import { formatCount } from "@deploy-actions/kernel";
import { drawEvidence, type EvidenceKind } from "../chart/evidence-chart.ts";
import { figure } from "../chart/figure.ts";
import { spanOf } from "../model/span.ts";
import { formatEvidence, formatRatio, formatTime } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import { absent, section } from "../page/parts.ts";
import type { HistoryAnalysis, RolloutHistory } from "../rollout-history.ts";

const TITLE = "Evidence";

/** The evidence of each metric against the threshold at which it decides, on a log scale, for both questions. */
export function evidenceSection(history: RolloutHistory): Html {
  const { analysis, looks } = history;
  if (analysis === undefined) {
    return section("evidence", TITLE, absent("This rollout was not judged by a canary analysis."));
  }
  if (analysis.metrics.length === 0 || !looks.some((look) => (look.evidence?.length ?? 0) > 0)) {
    return section("evidence", TITLE, absent("The analysis has gathered no evidence."));
  }
  return section(
    "evidence",
    TITLE,
    part(
      history,
      analysis,
      "regressed",
      "Has anything regressed?",
      `It is rolled back where the mean over all metrics reaches ${formatEvidence(-Math.log(analysis.alpha))}: without a regression beyond ${formatRatio(analysis.tolerance)} it does so in at most ${formatOdds(analysis.alpha)} rollouts, however often one looks.`,
    ),
    part(
      history,
      analysis,
      "certified",
      "Is it safe to promote?",
      `It is certified at ${formatEvidence(-Math.log(analysis.beta))}: a candidate that is worse by ${formatRatio(analysis.regression)} or more reaches that in at most ${formatOdds(analysis.beta)} rollouts.`,
    ),
  );
}

function formatOdds(probability: number): string {
  const one = 1 / probability;
  return Number.isFinite(one) && one >= 1 ? `1 of ${formatCount(one)}` : "no";
}

function part(
  history: RolloutHistory,
  analysis: HistoryAnalysis,
  kind: EvidenceKind,
  title: string,
  explanation: string,
): Html {
  const said = finding(history, analysis, kind);
  return html`<h3>${title}</h3>
${figure(
  (size) => drawEvidence(size, history, analysis, kind, `${title} Evidence over time, log scale. ${said}`),
  `${said} ${explanation}`,
)}`;
}

/** Which metric was the first beyond the threshold and when, or how far the furthest came. */
function finding(history: RolloutHistory, analysis: HistoryAnalysis, kind: EvidenceKind): string {
  const threshold = -Math.log(kind === "regressed" ? analysis.alpha : analysis.beta);
  const decided = kind === "regressed" ? findingTogether(history, analysis, threshold) : undefined;
  if (decided !== undefined) return decided;
  const places = analysis.metrics.map((metric, index) => {
    const reached = history.looks.find((look) => (look.evidence?.[index]?.[kind] ?? Number.NaN) >= threshold);
    const logs = history.looks.map((look) => look.evidence?.[index]?.[kind] ?? Number.NaN);
    const highest = logs.reduce(
      (best, log) => (Number.isNaN(log) ? best : Math.max(best, log)),
      Number.NEGATIVE_INFINITY,
    );
    return { name: metric.name, at: reached?.at, highest };
  });
  const beyond = places.filter(({ at }) => at !== undefined);
  const first = beyond.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0))[0];
  const limit = formatEvidence(threshold);
  if (first?.at !== undefined && kind === "regressed") {
    return `The evidence against ${first.name} passed ${limit} at ${formatTime(first.at)} UTC.`;
  }
  const { from, to } = spanOf(history);
  if (beyond.length > 0) {
    const last = Math.max(...beyond.map(({ at }) => at ?? from), from);
    return `${beyond.length} of ${places.length} metrics passed ${limit}, the last of them at ${formatTime(Math.min(last, to))} UTC.`;
  }
  const furthest = places.toSorted((one, other) => other.highest - one.highest || 0)[0];
  if (furthest === undefined || furthest.highest === Number.NEGATIVE_INFINITY)
    return `None came near ${limit}.`;
  return `None reached ${limit}; ${furthest.name} came to ${formatEvidence(furthest.highest)}.`;
}

/** What the mean over the metrics says, which decides where there are several; `undefined` where there are not. */
function findingTogether(
  { looks }: RolloutHistory,
  { metrics }: HistoryAnalysis,
  threshold: number,
): string | undefined {
  const known = looks.filter(({ together }) => together !== undefined && !Number.isNaN(together));
  if (metrics.length < 2 || known.length === 0) return undefined;
  const reached = known.find(({ together = 0 }) => together >= threshold);
  const limit = formatEvidence(threshold);
  if (reached !== undefined) return `All together passed ${limit} at ${formatTime(reached.at)} UTC.`;
  const highest = known.reduce(
    (best, { together = 0 }) => Math.max(best, together),
    Number.NEGATIVE_INFINITY,
  );
  return `All together came to ${formatEvidence(highest)} of ${limit}.`;
}
