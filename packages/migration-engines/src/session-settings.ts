import type { Session } from "./database.ts";
import type { ApplyLimits } from "./types.ts";

/** Frees the locks of a run that stopped in the middle of a transaction without closing its connection. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** How soon the server sees, during a long statement, that the run is gone (PostgreSQL 14 and later). */
const CONNECTION_CHECK_MS = 2_000;

/** Sets the limits for the session; `isLocal` for the current transaction only. */
export async function applyLimitsToSession(
  session: Session,
  limits: ApplyLimits,
  isLocal: boolean,
  signal: AbortSignal,
): Promise<void> {
  await session.query(
    `SELECT set_config('lock_timeout', $1, $4), set_config('statement_timeout', $2, $4),
            set_config('idle_in_transaction_session_timeout', $3, $4)`,
    [
      `${Math.round(limits.lockTimeoutMs)}ms`,
      `${Math.round(limits.statementTimeoutMs)}ms`,
      `${IDLE_IN_TRANSACTION_MS}ms`,
      isLocal,
    ],
    signal,
  );
}

/** Makes the server notice a dead run during a long statement, where it can. */
export async function watchForDeadClient(session: Session, signal: AbortSignal): Promise<void> {
  const setting = "client_connection_check_interval";
  const [known] = await session.query("SELECT 1 FROM pg_settings WHERE name = $1", [setting], signal);
  if (known === undefined) return;
  // Platforms without the needed poll() refuse any value but 0: then a dead run is seen when its statement ends.
  await session
    .query("SELECT set_config($1, $2, false)", [setting, `${CONNECTION_CHECK_MS}ms`], signal)
    .catch(() => undefined);
}

/** Undoes what a file set for its session (search_path, role, …), so that the next one starts as it did. */
export async function resetSession(session: Session, signal: AbortSignal): Promise<void> {
  await session.execScript("SET SESSION AUTHORIZATION DEFAULT", signal);
  await session.execScript("RESET ROLE", signal);
  await session.execScript("RESET ALL", signal);
}
