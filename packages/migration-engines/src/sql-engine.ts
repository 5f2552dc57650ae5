import { ActionError, type Clock, type Log, plural, type Secrets } from "@deploy-actions/kernel";
import { applyFile } from "./apply-file.ts";
import { compareHistory } from "./compare-history.ts";
import type { Database, Session } from "./database.ts";
import { DatabaseError } from "./database.ts";
import { MigrationHistory } from "./history.ts";
import { acquireMigrationLock } from "./migration-lock.ts";
import { openDatabase } from "./open-database.ts";
import { readMigrationFolder } from "./read-folder.ts";
import { findTransactionControl } from "./transaction-control.ts";
import type {
  AppliedMigration,
  ApplyLimits,
  ApplyProgress,
  MigrationEngine,
  MigrationStatus,
} from "./types.ts";

/** What the engine needs, whatever the database. */
export interface SqlEngineParts {
  readonly database: Database;
  /** Folder of the `.sql` files, relative to the workspace. */
  readonly folder: string;
  /** Absolute path of the checkout. */
  readonly workspace: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  /** Who applies, for the history table and the server's list of sessions: `octo/shop run 42 by ada`. */
  readonly runLabel: string;
}

/** What the engine needs, with the database as a URL. */
export type SqlEngineOptions = Omit<SqlEngineParts, "database"> & { readonly databaseUrl: string };

/**
 * The engine `sql`: a folder of `<version>_<name>.sql` files, applied to PostgreSQL. Throws a `config` ActionError when
 * the URL is wrong; connects on the first call.
 */
export function createSqlEngine(options: SqlEngineOptions): MigrationEngine {
  const applicationName = `deploy-actions migrate ${options.runLabel}`;
  return createSqlEngineOn({ ...options, database: openDatabase({ ...options, applicationName }) });
}

/** The engine `sql` on a database that is already there. */
export function createSqlEngineOn(parts: SqlEngineParts): MigrationEngine {
  return {
    name: "sql",
    status: (signal) => inSession(parts, "look", signal, (session) => readStatus(parts, session, signal)),
    apply: (limits, onApplied, signal) =>
      inSession(parts, "change", signal, (session) =>
        applyPending(parts, session, limits, onApplied, signal),
      ),
    close: () => parts.database.close(),
  };
}

async function inSession<T>(
  { database, secrets }: SqlEngineParts,
  purpose: "look" | "change",
  signal: AbortSignal,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await database.connect(signal, purpose);
  try {
    return await body(session);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (signal.aborted) throw new ActionError("cancelled", "The run was cancelled.", { cause: error });
    throw unexpectedDatabaseError(error, database, (text) => secrets.redact(text));
  } finally {
    await session.close();
  }
}

/** An answer to one of our own statements (lock, history): mostly a missing right or a broken connection. */
function unexpectedDatabaseError(
  error: DatabaseError,
  database: Database,
  redact: (text: string) => string,
): ActionError {
  const isPermission = error.sqlState === "42501";
  const state = error.sqlState === undefined ? "" : ` (SQLSTATE ${error.sqlState})`;
  return new ActionError(
    isPermission ? "permission" : "remote",
    `${database.label}: ${redact(error.message)}${state}.`,
    {
      hint: isPermission
        ? "Grant the role of the database URL CREATE on the schema and SELECT, INSERT, UPDATE, DELETE on deploy_actions_migrations."
        : "Run this step again: it goes on from what is recorded as applied.",
      cause: error,
    },
  );
}

async function readStatus(
  { workspace, folder }: SqlEngineParts,
  session: Session,
  signal: AbortSignal,
): Promise<MigrationStatus> {
  const files = await readMigrationFolder(workspace, folder);
  const history = await MigrationHistory.open(session, signal);
  const status = compareHistory(files, await history.read(signal), history.table);
  return { ...status, problems: [...status.problems, ...status.pending.flatMap(findTransactionControl)] };
}

async function applyPending(
  parts: SqlEngineParts,
  session: Session,
  limits: ApplyLimits,
  onApplied: (progress: ApplyProgress) => void,
  signal: AbortSignal,
): Promise<readonly AppliedMigration[]> {
  const lock = await acquireMigrationLock(session, limits.lockWaitMs, parts, signal);
  try {
    const history = await MigrationHistory.open(session, signal);
    const { pending, problems } = await readStatus(parts, session, signal);
    if (problems.length > 0) throw blockedBy(problems);
    const context = {
      session,
      history,
      lock,
      limits,
      clock: parts.clock,
      appliedBy: parts.runLabel,
      redact: (text: string) => parts.secrets.redact(text),
    };
    const applied: AppliedMigration[] = [];
    for (const migration of pending) {
      const done = await applyFile(context, migration, signal);
      applied.push(done);
      onApplied({ migration, durationMs: done.durationMs });
    }
    return applied;
  } finally {
    await lock.release();
  }
}

function blockedBy(problems: MigrationStatus["problems"]): ActionError {
  const list = problems.map(({ sentence, advice }) => `- ${sentence} ${advice}`).join("\n");
  const first = problems[0];
  return new ActionError(
    "config",
    `Nothing was applied: ${plural(problems.length, "problem")} with the migrations.\n${list}`,
    {
      hint: "Settle each of them; the engine applies nothing until the folder and the database agree.",
      ...(first === undefined ? {} : { location: { file: first.file } }),
    },
  );
}
