import { renderMigrations } from "../migrate/render.ts";
import type { MigrationRun } from "../migrate/run-migrations.ts";
import { applyMigrations, openEngine } from "../migrate/run-migrations.ts";
import type { Pipeline } from "./phases.ts";

/** What a migration phase came to, with the versions it applied. */
export interface MigratePhase {
  readonly verdict: MigrationRun["verdict"];
  readonly applied: readonly string[];
}

/** Applies the migrations when the policy wants them at this place; `undefined` when it does not. */
export async function migrate(
  { context, policy, source }: Pipeline,
  order: "before" | "after",
): Promise<MigratePhase | undefined> {
  const settings = policy.migrate;
  if (settings === undefined || settings.order !== order) return undefined;
  const { outputs, summary, log, inputs } = context;
  const engine = openEngine(context, settings, inputs["database-url"]);
  try {
    const result = await applyMigrations(context, engine, settings);
    const applied = result.applied.map((item) => item.version);
    outputs.set("migrate-applied", applied);
    for (const [index, section] of renderMigrations(result, source.text).entries())
      summary.add(section, index === 0 ? 3 : 5);
    log.info(result.verdict.sentence);
    return { verdict: result.verdict, applied };
  } finally {
    await engine.close();
  }
}
