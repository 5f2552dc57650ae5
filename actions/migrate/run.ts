import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { MigratePolicy } from "@deploy-actions/deploy-config";
import { placeholdersOf, releaseOf } from "../common/deployment.ts";
import { conclude } from "../common/outcome.ts";
import { loadPolicy } from "../common/policy.ts";
import type { MigrationRun, Migrator } from "./migrator.ts";
import { openMigrator } from "./open-migrator.ts";
import { renderMigrations } from "./render.ts";
import type { spec } from "./spec.ts";

/** Plans, applies or reports the migrations of an environment. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary, log } = context;
  const { release } = inputs;
  const { policy, source } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    overrides:
      inputs.folder === undefined ? {} : { "migrate.folder": { value: inputs.folder, place: "folder" } },
    ...(release === undefined
      ? {}
      : {
          placeholders: placeholdersOf(
            releaseOf({ ...inputs, release, artifact: undefined }, context),
            inputs.environment,
          ),
        }),
  });
  outputs.set("policy-commit", source.commit ?? "");
  const asked = whatIsAsked(policy.migrate, inputs.order, inputs.environment);
  if (typeof asked === "string") {
    log.notice(asked);
    outputs.set("pending", 0);
    outputs.set("applied", []);
    outputs.set("snapshot", "");
    return conclude({ outcome: "pass", reason: "nothing_to_do", sentence: asked, evidence: [] }, outputs);
  }
  const migrate: MigratePolicy = {
    ...asked,
    lockWaitMs: inputs["lock-wait"] ?? asked.lockWaitMs,
    lockTimeoutMs: inputs["lock-timeout"] ?? asked.lockTimeoutMs,
    statementTimeoutMs: inputs["statement-timeout"] ?? asked.statementTimeoutMs,
  };
  const migrator = await openMigrator(context, {
    policy,
    settings: migrate,
    databaseUrl: inputs["database-url"],
    release,
    onSnapshot: async ({ id }) => outputs.set("snapshot", id),
  });
  try {
    const result = await carryOut(context, migrator);
    outputs.set("pending", result.pending.length);
    outputs.set("applied", result.applied);
    if (result.snapshot === undefined) outputs.set("snapshot", "");
    const [head, ...files] = renderMigrations(result, `${inputs.environment}, ${source.text}`);
    if (head !== undefined) summary.add(head, 1);
    if (inputs.command !== "status") for (const file of files) summary.add(file, 2);
    return conclude(result.verdict, outputs);
  } finally {
    await migrator.close();
  }
}

function carryOut({ inputs, signal }: ActionContext<typeof spec>, migrator: Migrator): Promise<MigrationRun> {
  return inputs.command === "apply" ? migrator.apply(signal) : migrator.plan(signal);
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
