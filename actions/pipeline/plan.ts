import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { EffectivePolicy, EffectiveValue } from "@deploy-actions/deploy-config";
import { formatValues, VALUE_HEADERS } from "@deploy-actions/deploy-config";
import { ActionError, joinMarkdown, type Markdown, md, table } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { refuseWhatCannotHold } from "../canary-deploy/deploy-release.ts";
import { renderPlan } from "../canary-deploy/render.ts";
import { planRollout } from "../common/deployment.ts";
import { conclude } from "../common/outcome.ts";
import type { PolicySource } from "../common/policy.ts";
import { preflight } from "../common/preflight.ts";
import type { TargetAccess } from "../common/target-access.ts";
import { openMigrator } from "../migrate/open-migrator.ts";
import { renderMigrations } from "../migrate/render.ts";
import { planLines, requiredOfImage, valueLines } from "./plan-lines.ts";
import type { spec } from "./spec.ts";

/** What a plan is made from. */
export interface PlanRequest {
  readonly policy: EffectivePolicy;
  readonly values: readonly EffectiveValue[];
  readonly source: PolicySource;
  readonly release: Release;
  readonly target: TargetAccess;
}

/** Says what would happen, with every effective value and where it came from. Nothing is touched. */
export async function showPlan(
  context: ActionContext<typeof spec>,
  { policy, values, source, release, target }: PlanRequest,
): Promise<ActionResult> {
  const { outputs, summary, log, signal } = context;
  await preflight(context, policy, target);
  await refuseWhatCannotHold(context, { policy, release, target });
  const traffic = await target.platform.observe(signal);
  const live = traffic.stable?.release.version ?? "nothing";
  const sentence =
    live === release.version
      ? `${live} has all traffic of ${policy.environment} already: nothing would be rolled out`
      : `${release.version} would be rolled out to ${policy.environment} over ${live}`;
  const plan = planRollout(policy, release);
  const pending = await pendingMigrations(context, policy, source);
  for (const line of planLines(policy, plan, pending?.sentence)) log.info(line);
  await log.group(`every value, and where it comes from (${source.text})`, async () => {
    for (const line of valueLines(values)) log.info(line);
  });
  summary.add(
    joinMarkdown([
      md`## Plan (${policy.environment}, ${source.text})`,
      md`${sentence}.`,
      md`### Gates`,
      gatesTable(policy),
      md`### Rollout`,
      renderPlan(plan),
    ]),
    1,
  );
  for (const section of pending?.sections ?? []) summary.add(section, 2);
  summary.add(joinMarkdown([md`### Effective values`, table(VALUE_HEADERS, formatValues(values))]), 3);
  return conclude({ outcome: "pass", reason: "planned", sentence, evidence: [] }, outputs);
}

function gatesTable(policy: EffectivePolicy): Markdown {
  const { gates, image } = policy;
  if (gates.length === 0 && image === undefined) return md`none`;
  const rows = gates.map((gate) => [
    gate.name,
    gate.require?.text ?? "exit code 0",
    gate.kind === "command" ? gate.run.join(" ") : gate.reports.join(", "),
  ]);
  if (image !== undefined) rows.push(["image", requiredOfImage(image), image.reference]);
  return table(["gate", "required", "from"], rows);
}

/** The pending migrations, when the database can be reached; a plan goes on without it, and says so. */
async function pendingMigrations(
  context: ActionContext<typeof spec>,
  policy: EffectivePolicy,
  source: PolicySource,
): Promise<{ readonly sentence: string; readonly sections: readonly Markdown[] } | undefined> {
  if (policy.migrate === undefined) return undefined;
  try {
    const migrator = await openMigrator(context, {
      policy,
      settings: policy.migrate,
      databaseUrl: context.inputs["database-url"],
      release: context.inputs.release,
    });
    try {
      const result = await migrator.plan(context.signal);
      return { sentence: result.verdict.sentence, sections: renderMigrations(result, source.text) };
    } finally {
      await migrator.close();
    }
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === "cancelled" || error.code === "internal")
      throw error;
    context.log.warning(`The pending migrations are not known: ${error.message}`);
    return { sentence: "not known", sections: [md`### Migrations`, md`Not known: ${error.message}`] };
  }
}
