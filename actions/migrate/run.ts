import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { MigratePolicy } from "@deploy-actions/deploy-config";
import { conclude } from "../common/outcome.ts";
import { loadPolicy } from "../common/policy.ts";
import { renderMigrations } from "./render.ts";
import { applyMigrations, openEngine, planMigrations } from "./run-migrations.ts";
import type { spec } from "./spec.ts";

/** Plans, applies or reports the migrations of an environment. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary, log } = context;
  const { policy, source } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    overrides:
      inputs.folder === undefined ? {} : { "migrate.folder": { value: inputs.folder, place: "folder" } },
  });
  outputs.set("policy-commit", source.commit ?? "");
  const skipped = whySkipped(policy.migrate, inputs.order, inputs.environment);
  if (policy.migrate === undefined || skipped !== undefined) {
    log.notice(skipped ?? "");
    outputs.set("pending", 0);
    outputs.set("applied", []);
    return conclude(
      { outcome: "pass", reason: "nothing_to_do", sentence: skipped ?? "", evidence: [] },
      outputs,
    );
  }
  const migrate: MigratePolicy = {
    ...policy.migrate,
    lockWaitMs: inputs["lock-wait"] ?? policy.migrate.lockWaitMs,
    lockTimeoutMs: inputs["lock-timeout"] ?? policy.migrate.lockTimeoutMs,
    statementTimeoutMs: inputs["statement-timeout"] ?? policy.migrate.statementTimeoutMs,
  };
  const engine = openEngine(context, migrate, inputs["database-url"]);
  try {
    const result =
      inputs.command === "apply"
        ? await applyMigrations(context, engine, migrate)
        : await planMigrations(engine, context.signal);
    outputs.set("pending", result.status.pending.length);
    outputs.set(
      "applied",
      result.applied.map((item) => item.version),
    );
    for (const [index, section] of renderMigrations(
      result,
      `${inputs.environment}, ${source.text}`,
    ).entries()) {
      summary.add(section, index === 0 ? 1 : 2);
    }
    return conclude(result.verdict, outputs);
  } finally {
    await engine.close();
  }
}

function whySkipped(
  migrate: MigratePolicy | undefined,
  order: "before" | "after" | undefined,
  environment: string,
): string | undefined {
  if (migrate === undefined) return `${environment} has no migrate section: nothing to migrate`;
  if (order !== undefined && order !== migrate.order) {
    return `migrations of ${environment} are applied ${migrate.order} the rollout: nothing to do here`;
  }
  return undefined;
}
