import { resolve } from "node:path";
import type { Log, Secrets } from "@deploy-actions/kernel";
import type { Database } from "./database.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { createPgDatabase } from "./pg-database.ts";
import { createPGliteDatabase } from "./pglite-database.ts";

/** The database behind a URL: `postgres://…`, `pglite:./folder` (relative to the workspace) or `pglite:memory`. */
export function openDatabase(options: {
  readonly databaseUrl: string;
  readonly workspace: string;
  readonly applicationName: string;
  readonly secrets: Secrets;
  readonly log: Log;
}): Database {
  const { workspace, secrets, log, applicationName } = options;
  const address = parseDatabaseUrl(options.databaseUrl);
  const onNotice = (message: string): void => log.foreign(secrets.redact(message));
  if (address.kind === "postgres") return createPgDatabase({ address, applicationName, secrets, onNotice });
  const dataDir = address.folder === undefined ? undefined : resolve(workspace, address.folder);
  return createPGliteDatabase({ dataDir, workspace, onNotice });
}
