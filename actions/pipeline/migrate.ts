import type { Verdict } from "@deploy-actions/conditions";
import type { DeploymentEvent } from "@deploy-actions/ledger";
import { snapshotEvent } from "../common/snapshot-note.ts";
import { openMigrator } from "../migrate/open-migrator.ts";
import { renderMigrations } from "../migrate/render.ts";
import type { Pipeline } from "./phases.ts";

/** What a migration phase came to, with the names of what it applied. */
export interface MigratePhase {
  readonly verdict: Verdict;
  readonly applied: readonly string[];
}

/**
 * Applies the migrations when the policy wants them at this place; `undefined` when it does not. A snapshot is in the record
 * `id` before anything is applied.
 */
export async function migrate(
  { context, policy, source, release, ledger }: Pipeline,
  order: "before" | "after",
  id: string,
): Promise<MigratePhase | undefined> {
  const settings = policy.migrate;
  if (settings === undefined || settings.order !== order) return undefined;
  const { outputs, summary, log, inputs, signal } = context;
  const phase: DeploymentEvent["phase"] = order === "before" ? "started" : "verifying";
  const migrator = await openMigrator(context, {
    policy,
    settings,
    databaseUrl: inputs["database-url"],
    release: release.version,
    onSnapshot: async (snapshot) => {
      outputs.set("snapshot", snapshot.id);
      await ledger.append(id, snapshotEvent(snapshot, phase), signal);
    },
  });
  try {
    const result = await migrator.apply(signal);
    const { applied } = result;
    outputs.set("migrate-applied", applied);
    for (const [index, section] of renderMigrations(result, source.text).entries())
      summary.add(section, index === 0 ? 3 : 5);
    log.info(result.verdict.sentence);
    return { verdict: result.verdict, applied };
  } finally {
    await migrator.close();
  }
}
