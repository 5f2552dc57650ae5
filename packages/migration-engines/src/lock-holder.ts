import { formatDuration, printable } from "@deploy-actions/kernel";
import type { Row, Session } from "./database.ts";
import { redactSql } from "./redact-sql.ts";

const SHOWN_QUERY_BYTES = 80;

// pg_stat_activity hides the query of another role's session unless pg_read_all_stats is granted; the rest is visible.
const SESSION_COLUMNS = `
  a.pid, a.application_name, host(a.client_addr) AS client, a.state, left(a.query, 400) AS query,
  extract(epoch FROM clock_timestamp() - a.backend_start)::float8 * 1000 AS connected_ms`;

/** The session that holds an advisory lock, in words; `undefined` when nobody (visible) does. */
export async function describeAdvisoryHolder(
  session: Session,
  key: bigint,
  signal: AbortSignal,
): Promise<string | undefined> {
  const rows = await session.query(
    `SELECT ${SESSION_COLUMNS}
       FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.classid = $1::text::oid AND l.objid = $2::text::oid
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      LIMIT 1`,
    [String(key >> 32n), String(key & 0xffffffffn)],
    signal,
  );
  return rows[0] === undefined ? undefined : describeSession(rows[0]);
}

/** Up to three other sessions that hold a lock on a table or index, in words, the oldest first. */
export async function describeRelationHolders(
  session: Session,
  relation: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const rows = await session.query(
    `SELECT DISTINCT ON (a.backend_start, a.pid) ${SESSION_COLUMNS}
       FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.granted AND l.relation = to_regclass($1) AND l.pid <> pg_backend_pid()
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY a.backend_start, a.pid
      LIMIT 3`,
    [relation],
    signal,
  );
  return rows.map(describeSession);
}

function describeSession(row: Row): string {
  const text = (name: string): string => {
    const value = row[name];
    return typeof value === "string" ? printable(value.trim()) : "";
  };
  const name = text("application_name");
  const client = text("client");
  const connectedMs = Number(row.connected_ms);
  const query = redactSql(typeof row.query === "string" ? row.query : "", SHOWN_QUERY_BYTES);
  return [
    `pid ${String(row.pid)}`,
    name === "" ? "no application name" : `"${name}"`,
    client === "" ? "local" : `from ${client}`,
    `connected for ${formatDuration(connectedMs)}`,
    text("state") === "" ? "state unknown" : text("state"),
    query === "" ? "no query" : `last query: ${query}`,
  ].join(", ");
}
