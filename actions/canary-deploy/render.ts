import {
  formatCount,
  formatDuration,
  formatPercent,
  joinMarkdown,
  type Markdown,
  md,
  table,
} from "@deploy-actions/kernel";
import type { RolloutPlan } from "@deploy-actions/rollout";
import { evidenceTable, factsTable, verdictHeading } from "../common/render.ts";
import { renderAnalysis } from "./render-analysis.ts";
import type { RolloutKeeper } from "./rollout-keeper.ts";
import type { RolloutEnd } from "./run-rollout.ts";

/** The summary of a rollout: the verdict and what it means first, then each decision with its numbers. */
export function renderRollout(
  end: RolloutEnd,
  plan: RolloutPlan,
  subject: string,
  keeper: RolloutKeeper,
): Markdown[] {
  const { verdict, traffic, totals, previous } = end;
  const live = traffic.stable?.release.version ?? "nothing";
  const head = joinMarkdown([
    verdictHeading("Rollout", verdict, subject),
    md`${verdict.sentence}.`,
    factsTable([
      ["release", plan.candidate.version],
      ["live now", live],
      ["live before", previous],
      [
        "requests the candidate served",
        totals === undefined ? "nobody counted" : formatCount(totals.requests),
      ],
      ["of these failed", totals === undefined ? undefined : formatCount(totals.errors)],
    ]),
    evidenceTable(verdict.evidence),
    renderAnalysis(keeper),
  ]);
  const rows = end.trail.map(({ at, weight, text, measurement }) => [
    new Date(at).toISOString().slice(11, 19),
    formatPercent(weight),
    text,
    numbers(measurement?.candidate),
    numbers(measurement?.stable),
  ]);
  return [head, table(["time (UTC)", "weight", "decision", "candidate", "stable"], rows)];
}

/** The plan of a rollout, step by step, before anything moves. */
export function renderPlan(plan: RolloutPlan): Markdown {
  const rows = plan.steps.map((step, index) => [
    index + 1,
    formatPercent(step.weight),
    formatDuration(step.bakeMs),
    plan.triggers.map((trigger) => trigger.name).join("; "),
  ]);
  return table(["step", "weight", "bake", "taken back when"], rows);
}

function numbers(
  counts: { requests: number; badPercent: number | undefined; p95Ms: number | undefined } | undefined,
): string {
  if (counts === undefined || counts.requests === 0) return "";
  const bad = counts.badPercent === undefined ? "" : `, ${formatPercent(counts.badPercent)} bad`;
  const p95 = counts.p95Ms === undefined ? "" : `, p95 ${formatDuration(counts.p95Ms)}`;
  return `${formatCount(counts.requests)} req${bad}${p95}`;
}
