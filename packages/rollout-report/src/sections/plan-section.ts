import { formatDuration, plural } from "@deploy-actions/kernel";
import { figure } from "../chart/figure.ts";
import { drawPlan } from "../chart/plan-chart.ts";
import { type StepOutcome, stepOutcomes } from "../model/bakes.ts";
import { formatWeight } from "../page/format.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import { absent, section, table } from "../page/parts.ts";
import type { RolloutHistory } from "../rollout-history.ts";

const TITLE = "The plan against what happened";
const MAX_STEPS = 30;

/** Step by step: how long it was to be held, how long the analysis expected to need, how long it was held. */
export function planSection(history: RolloutHistory): Html {
  const all = stepOutcomes(history);
  const steps = all.slice(0, MAX_STEPS);
  if (steps.length === 0) return section("plan", TITLE, absent("There was no plan: no steps."));
  const said = finding(all);
  const rows = steps.map((step) => [
    formatWeight(step.weight),
    formatDuration(step.bakeMs),
    expectation(step),
    step.actualMs === undefined ? "not reached" : formatDuration(step.actualMs),
  ]);
  const columns = [
    { title: "Weight", className: "number" },
    { title: "Planned", className: "number" },
    { title: "Expected to certify", className: "number" },
    { title: "Held", className: "number" },
  ];
  return section(
    "plan",
    TITLE,
    figure(
      (size) => drawPlan(size, steps, `Planned and actual time at each weight. ${said}`),
      `${said} Frame: as planned; filled: as held; mark: when the analysis expected to certify.`,
    ),
    table("Plan", columns, rows),
    all.length > MAX_STEPS
      ? html`<p class="caption">The first ${MAX_STEPS} of ${all.length} steps.</p>`
      : undefined,
  );
}

function expectation({ certifyMs, bakeMs }: StepOutcome): HtmlValue {
  if (certifyMs === undefined) return "not known";
  const late = certifyMs > bakeMs ? html`<span class="note">longer than planned</span>` : undefined;
  return html`${formatDuration(certifyMs)}${late}`;
}

function finding(steps: readonly StepOutcome[]): string {
  const reached = steps.filter((step) => step.actualMs !== undefined);
  const planned = steps.reduce((sum, step) => sum + step.bakeMs, 0);
  const held = reached.reduce((sum, step) => sum + (step.actualMs ?? 0), 0);
  return `${reached.length} of ${plural(steps.length, "step")} reached, ${formatDuration(held)} held of ${formatDuration(planned)} planned.`;
}
