import type { ActionContext } from "@deploy-actions/action-kit";
import type { MigrateRequest, Migrator } from "./migrator.ts";

/** The migrator of a policy: the files of a folder on a database, or commands in a task beside it. */
export async function openMigrator(context: ActionContext, request: MigrateRequest): Promise<Migrator> {
  const { runOn } = request.settings;
  if (runOn !== undefined) {
    const { createCommandMigrator } = await import("./command-migrator.ts");
    return createCommandMigrator(context, request, runOn);
  }
  const { createSqlMigrator } = await import("./sql-migrator.ts");
  return createSqlMigrator(context, request);
}
