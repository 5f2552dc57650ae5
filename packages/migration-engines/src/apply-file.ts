import { ActionError, type Clock, plural } from "@deploy-actions/kernel";
import { DatabaseError, type Session } from "./database.ts";
import type { MigrationHistory } from "./history.ts";
import { describeRelationHolders } from "./lock-holder.ts";
import type { MigrationLock } from "./migration-lock.ts";
import { applyLimitsToSession, resetSession, watchForDeadClient } from "./session-settings.ts";
import { type SqlStatement, splitStatements } from "./split-statements.ts";
import { explainStatementError, lockedRelation } from "./statement-error.ts";
import type { AppliedMigration, ApplyLimits, Migration } from "./types.ts";

/** What applying a file needs. */
export interface ApplyContext {
  readonly session: Session;
  readonly history: MigrationHistory;
  readonly lock: MigrationLock;
  readonly limits: ApplyLimits;
  readonly clock: Clock;
  readonly appliedBy: string;
  readonly redact: (text: string) => string;
}

/** Applies one file: all of it with its history row in one transaction, or statement by statement if it says so. */
export async function applyFile(
  context: ApplyContext,
  migration: Migration,
  signal: AbortSignal,
): Promise<AppliedMigration> {
  await watchForDeadClient(context.session, signal);
  return migration.transactional
    ? await applyInTransaction(context, migration, signal)
    : await applyStepwise(context, migration, signal);
}

async function applyInTransaction(
  context: ApplyContext,
  migration: Migration,
  signal: AbortSignal,
): Promise<AppliedMigration> {
  const { session, history, limits, clock } = context;
  const startedAt = clock.now();
  let current: SqlStatement | undefined;
  try {
    await session.execScript("BEGIN", signal);
    await applyLimitsToSession(session, limits, true, signal);
    await requireLock(context, signal);
    for (const statement of splitStatements(migration.sql)) {
      if (statement.isBlank) continue;
      current = statement;
      await session.execScript(statement.text, signal);
    }
    current = undefined;
    // The file may have changed role or search_path: the row is written as ourselves.
    await resetSession(session, signal);
    await applyLimitsToSession(session, limits, true, signal);
    await history.create(signal);
    const facts = {
      state: "applied" as const,
      durationMs: clock.now() - startedAt,
      appliedBy: context.appliedBy,
    };
    const applied = await history.record(migration, facts, signal);
    await session.execScript("COMMIT", signal);
    return applied;
  } catch (error) {
    await rollBack(session);
    const outcome = "Nothing of this file is applied.";
    throw await explain(context, migration, current, error, outcome, signal);
  }
}

/**
 * The row says `running` from before the first statement until after the last, so that a crash in between is seen. It
 * is taken back when the first statement failed without leaving an invalid index behind: then nothing was done.
 */
async function applyStepwise(
  context: ApplyContext,
  migration: Migration,
  signal: AbortSignal,
): Promise<AppliedMigration> {
  const { session, history, limits, clock, appliedBy } = context;
  const startedAt = clock.now();
  const statements = splitStatements(migration.sql).filter((statement) => !statement.isBlank);
  await applyLimitsToSession(session, limits, false, signal);
  await requireLock(context, signal);
  const invalidBefore = await invalidIndexes(session, signal);
  await history.create(signal);
  await history.record(migration, { state: "running", durationMs: 0, appliedBy }, signal);
  for (const [index, statement] of statements.entries()) {
    try {
      await session.execScript(statement.text, signal);
    } catch (error) {
      const outcome = await outcomeOfStep(context, migration, invalidBefore, index, statements.length);
      throw await explain(context, migration, statement, error, outcome, signal);
    }
  }
  await resetSession(session, signal);
  return await history.record(
    migration,
    { state: "applied", durationMs: clock.now() - startedAt, appliedBy },
    signal,
  );
}

async function outcomeOfStep(
  { session, history }: ApplyContext,
  migration: Migration,
  invalidBefore: ReadonlySet<string>,
  done: number,
  total: number,
): Promise<string> {
  // Cleaning up is wanted after an abort, too.
  const signal = new AbortController().signal;
  const count = `${done} of ${plural(total, "statement")} of this file ${done === 1 ? "is" : "are"} applied, each for itself`;
  try {
    await resetSession(session, signal);
    const broken = [...(await invalidIndexes(session, signal))].filter((name) => !invalidBefore.has(name));
    if (done === 0 && broken.length === 0) {
      await history.forget(migration, signal);
      return "Nothing of this file is applied.";
    }
    const leftovers =
      broken.length === 0
        ? ""
        : ` It left an invalid index behind: DROP INDEX CONCURRENTLY ${broken.join(", ")};`;
    return `${count}; the history says "running".${leftovers} When the rest is done by hand: UPDATE ${history.table} SET state = 'applied' WHERE version = '${migration.version}'; to run the file again from its start: DELETE FROM ${history.table} WHERE version = '${migration.version}';`;
  } catch {
    return `At least ${count}; the history says "running", and the next run will say what to look at.`;
  }
}

async function invalidIndexes(session: Session, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const rows = await session.query(
    "SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid",
    [],
    signal,
  );
  return new Set(rows.map((row) => String(row.name)));
}

async function requireLock({ lock, session }: ApplyContext, signal: AbortSignal): Promise<void> {
  if (await lock.isHeld(signal)) return;
  throw new ActionError(
    "conflict",
    `The migration lock was lost: server process ${session.backendPid} took it, another one answers now.`,
    {
      hint: "The connection goes through a pooler in transaction mode (PgBouncer, RDS Proxy, port 6543 of Supabase): use the direct URL.",
    },
  );
}

async function explain(
  context: ApplyContext,
  migration: Migration,
  statement: SqlStatement | undefined,
  error: unknown,
  outcome: string,
  signal: AbortSignal,
): Promise<unknown> {
  if (signal.aborted) {
    return new ActionError(
      "cancelled",
      `The run was cancelled in the middle of ${migration.file}. ${outcome}`,
      {
        cause: error,
        location: { file: migration.file },
      },
    );
  }
  if (!(error instanceof DatabaseError)) return error;
  const { limits, redact } = context;
  const isCommitLost = statement === undefined && error.sqlState === undefined;
  return explainStatementError(error, {
    migration,
    statement,
    limits,
    redact,
    outcome: isCommitLost ? "It is applied as a whole or not at all; the next run will tell." : outcome,
    blockers: await findBlockers(context, statement, error, signal),
  });
}

async function findBlockers(
  { session }: ApplyContext,
  statement: SqlStatement | undefined,
  error: DatabaseError,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const relation = statement === undefined ? undefined : lockedRelation(statement);
  if (error.sqlState !== "55P03" || relation === undefined) return [];
  return await describeRelationHolders(session, relation, signal).catch(() => []);
}

async function rollBack(session: Session): Promise<void> {
  // Not the run's signal: after an abort the transaction has to end all the same.
  await session.execScript("ROLLBACK", new AbortController().signal).catch(() => undefined);
}
