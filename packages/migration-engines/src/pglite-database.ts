import { access, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ActionError, errorMessage } from "@deploy-actions/kernel";
import { type Database, type Row, type Session, toDatabaseError } from "./database.ts";

/** The part of PGlite that is used; its own types would make it a dependency of whoever uses this package. */
interface EmbeddedDatabase {
  query(
    sql: string,
    parameters: unknown[],
    options: { onNotice: (notice: { severity?: string; message?: string }) => void },
  ): Promise<{ rows: unknown[] }>;
  exec(
    sql: string,
    options: { onNotice: (notice: { severity?: string; message?: string }) => void },
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** What the adapter needs. */
export interface PGliteDatabaseOptions {
  /** Absolute path of the data folder; in memory when it is undefined. */
  readonly dataDir: string | undefined;
  /** Where `@electric-sql/pglite` is looked for when it is not beside this program. */
  readonly workspace: string;
  readonly onNotice: (message: string) => void;
}

const PACKAGE = "@electric-sql/pglite";

/**
 * PostgreSQL inside this process, for laptops and tests: one session at a time really exists, so its locks hold nobody
 * off, and time-outs do not fire.
 */
export function createPGliteDatabase(options: PGliteDatabaseOptions): Database {
  let opened: Promise<EmbeddedDatabase> | undefined;
  let isLeftover = false;
  return {
    label: `PGlite ${options.dataDir === undefined ? "in memory" : `in ${options.dataDir}`}`,
    connect: async (signal, purpose = "change") => {
      throwIfAborted(signal);
      // Whoever only looks at a database that is not there must not leave one behind.
      if (opened === undefined) isLeftover = !(await isThere(options.dataDir));
      if (purpose === "change") isLeftover = false;
      opened ??= open(options);
      return await createPGliteSession(await opened, options.onNotice);
    },
    close: async () => {
      const database = await opened?.catch(() => undefined);
      opened = undefined;
      await database?.close();
      if (isLeftover && options.dataDir !== undefined) {
        await rm(options.dataDir, { recursive: true, force: true });
      }
    },
  };
}

async function createPGliteSession(
  database: EmbeddedDatabase,
  onNotice: (message: string) => void,
): Promise<Session> {
  const listener = {
    onNotice: (notice: { severity?: string; message?: string }) =>
      onNotice(`${notice.severity ?? "NOTICE"}: ${notice.message ?? ""}`),
  };
  const run = async <T>(body: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    throwIfAborted(signal);
    try {
      return await body();
    } catch (error) {
      throw toDatabaseError(error);
    }
  };
  return {
    backendPid: 0,
    query: (sql, parameters, signal) =>
      run(async () => (await database.query(sql, [...parameters], listener)).rows as readonly Row[], signal),
    execScript: (sql, signal) =>
      run(async () => {
        await database.exec(sql, listener);
      }, signal),
    close: async () => {
      // The next session is the same one: leave it as a new one would be.
      for (const sql of ["ROLLBACK", "RESET ALL", "SELECT pg_advisory_unlock_all()"]) {
        await database.exec(sql, listener).catch(() => undefined);
      }
    },
  };
}

async function open({ dataDir, workspace }: PGliteDatabaseOptions): Promise<EmbeddedDatabase> {
  const create = await loadPGlite(workspace);
  try {
    if (dataDir === undefined) return await create();
    await mkdir(dirname(dataDir), { recursive: true });
    return await create(dataDir);
  } catch (error) {
    throw new ActionError(
      "remote",
      `PGlite did not start in ${dataDir ?? "memory"}: ${errorMessage(error)}.`,
      {
        hint: "Another process may have the folder open, or it was made by another PostgreSQL version: use a new folder.",
        cause: error,
      },
    );
  }
}

async function isThere(path: string | undefined): Promise<boolean> {
  if (path === undefined) return true;
  return access(path).then(
    () => true,
    () => false,
  );
}

async function loadPGlite(workspace: string): Promise<(dataDir?: string) => Promise<EmbeddedDatabase>> {
  const loaded = (await importIfThere(PACKAGE)) ?? (await importFromWorkspace(workspace));
  const create: unknown = (loaded as { PGlite?: { create?: unknown } } | undefined)?.PGlite?.create;
  if (typeof create === "function") {
    const { PGlite } = loaded as { PGlite: { create(dataDir?: string): Promise<EmbeddedDatabase> } };
    return (dataDir) => PGlite.create(dataDir);
  }
  throw new ActionError("config", `The database URL asks for PGlite, but ${PACKAGE} is not installed.`, {
    hint: `npm install --save-dev ${PACKAGE}`,
  });
}

async function importFromWorkspace(workspace: string): Promise<unknown> {
  try {
    const require = createRequire(resolve(workspace, "package.json"));
    return await importIfThere(pathToFileURL(require.resolve(PACKAGE)).href);
  } catch {
    return undefined;
  }
}

async function importIfThere(specifier: string): Promise<unknown> {
  try {
    // The bundler must not see it: it is 27 MB and wanted by few.
    return await import(/* webpackIgnore: true */ specifier);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ActionError("cancelled", "The run was cancelled.");
}
