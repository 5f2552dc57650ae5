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
  const asked = whatIsAsked(policy.migrate, inputs.order, inputs.environment);
  if (typeof asked === "string") {
    log.notice(asked);
    outputs.set("pending", 0);
    outputs.set("applied", []);
    return conclude({ outcome: "pass", reason: "nothing_to_do", sentence: asked, evidence: [] }, outputs);
  }
  const migrate: MigratePolicy = {
    ...asked,
    lockWaitMs: inputs["lock-wait"] ?? asked.lockWaitMs,
    lockTimeoutMs: inputs["lock-timeout"] ?? asked.lockTimeoutMs,
    statementTimeoutMs: inputs["statement-timeout"] ?? asked.statementTimeoutMs,
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
    const [head, ...files] = renderMigrations(result, `${inputs.environment}, ${source.text}`);
    if (head !== undefined) summary.add(head, 1);
    if (inputs.command !== "status") for (const file of files) summary.add(file, 2);
    return conclude(result.verdict, outputs);
  } finally {
    await engine.close();
  }
}

/** The settings to migrate with, or the sentence why there is nothing to do. */
function whatIsAsked(
  migrate: MigratePolicy | undefined,
  order: "before" | "after" | undefined,
  environment: string,
): MigratePolicy | string {
  if (migrate === undefined) return `${environment} has no migrate section: nothing to migrate`;
  if (order !== undefined && order !== migrate.order) {
    return `migrations of ${environment} are applied ${migrate.order} the rollout: nothing to do here`;
  }
  return migrate;
}
