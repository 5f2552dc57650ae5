import { createHash } from "node:crypto";
import { ActionError, type Clock, formatDuration, type Log } from "@deploy-actions/kernel";
import type { Session } from "./database.ts";
import { describeAdvisoryHolder } from "./lock-holder.ts";

const RETRY_MS = 250;
const REPORT_EVERY_MS = 15_000;

/** The key of the migration lock of a database; advisory locks are the server's own per database. */
export function migrationLockKey(database: string): bigint {
  const digest = createHash("sha256").update(`deploy-actions migrate\n${database}`, "utf8").digest();
  // Positive, so that its halves read as the classid and objid of pg_locks.
  return digest.readBigUInt64BE(0) & 0x7fffffffffffffffn;
}

/** A session-level advisory lock: the server frees it when the session ends, however it ends. */
export interface MigrationLock {
  /** Whether this session still holds it, which is not so behind a pooler that changes the server process. */
  isHeld(signal: AbortSignal): Promise<boolean>;
  release(): Promise<void>;
}

/** Takes the migration lock, waiting at most `waitMs`; then rejects with a `conflict` that names the holder. */
export async function acquireMigrationLock(
  session: Session,
  waitMs: number,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  signal: AbortSignal,
): Promise<MigrationLock> {
  const key = await keyOf(session, signal);
  const startedAt = clock.now();
  let reportAt = startedAt;
  for (;;) {
    const [row] = await session.query("SELECT pg_try_advisory_lock($1) AS taken", [String(key)], signal);
    if (row?.taken === true) return createLock(session, key);
    const waitedMs = clock.now() - startedAt;
    if (waitedMs >= waitMs) throw await lockTaken(session, key, waitMs, signal);
    if (clock.now() >= reportAt) {
      const holder = await describeAdvisoryHolder(session, key, signal);
      log.info(
        `Waiting for the migration lock (${formatDuration(waitMs - waitedMs)} left), held by ${holder ?? "nobody visible"}.`,
      );
      reportAt = clock.now() + REPORT_EVERY_MS;
    }
    await clock.sleep(Math.min(RETRY_MS, waitMs - waitedMs), signal);
  }
}

async function keyOf(session: Session, signal: AbortSignal): Promise<bigint> {
  const [row] = await session.query("SELECT current_database()::text AS name", [], signal);
  return migrationLockKey(String(row?.name));
}

function createLock(session: Session, key: bigint): MigrationLock {
  return {
    isHeld: async (signal) => {
      const rows = await session.query(
        `SELECT 1 FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND objsubid = 1
            AND classid = $1::text::oid AND objid = $2::text::oid`,
        [String(key >> 32n), String(key & 0xffffffffn)],
        signal,
      );
      return rows.length > 0;
    },
    release: async () => {
      // Also wanted after an abort; the end of the session frees it in any case.
      const ownSignal = new AbortController().signal;
      await session.query("SELECT pg_advisory_unlock($1)", [String(key)], ownSignal).catch(() => undefined);
    },
  };
}

async function lockTaken(
  session: Session,
  key: bigint,
  waitMs: number,
  signal: AbortSignal,
): Promise<ActionError> {
  const holder = await describeAdvisoryHolder(session, key, signal);
  return new ActionError(
    "conflict",
    `Another run holds the migration lock of this database, and did not free it within ${formatDuration(waitMs)}: ${holder ?? "its session is not visible to this role"}. Nothing was applied.`,
    {
      hint: "Wait for that run to end, then run this one again. A holder whose run is dead is ended by SELECT pg_terminate_backend(<pid>).",
    },
  );
}
