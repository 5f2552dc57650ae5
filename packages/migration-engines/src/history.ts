import { ActionError } from "@deploy-actions/kernel";
import type { Row, Session } from "./database.ts";
import type { AppliedMigration, Migration } from "./types.ts";

/** Name of the table in which applied migrations are recorded. */
export const HISTORY_TABLE = "deploy_actions_migrations";

/** The history table of a session: in the first schema of its search_path that exists. */
export class MigrationHistory {
  readonly #session: Session;
  /** Quoted and qualified, for SQL. */
  readonly table: string;

  private constructor(session: Session, table: string) {
    this.#session = session;
    this.table = table;
  }

  /** Finds out where the table is or would be; changes nothing. */
  static async open(session: Session, signal: AbortSignal): Promise<MigrationHistory> {
    const [row] = await session.query("SELECT quote_ident(current_schema()) AS schema", [], signal);
    const schema = row?.schema;
    if (typeof schema === "string") return new MigrationHistory(session, `${schema}.${HISTORY_TABLE}`);
    throw new ActionError(
      "config",
      "No schema of the connection's search_path exists, so there is no place for tables.",
      {
        hint: "Create the schema (public by default), or correct search_path of the role or the database URL.",
      },
    );
  }

  /** The recorded migrations; none when the table does not exist. */
  async read(signal: AbortSignal): Promise<readonly AppliedMigration[]> {
    const [found] = await this.#session.query(
      "SELECT to_regclass($1) IS NOT NULL AS found",
      [this.table],
      signal,
    );
    if (found?.found !== true) return [];
    const rows = await this.#session.query(
      `SELECT version, name, checksum, state, duration_ms::float8 AS duration_ms,
              extract(epoch FROM applied_at)::float8 * 1000 AS applied_at
         FROM ${this.table}`,
      [],
      signal,
    );
    return rows.map((row) => this.#toApplied(row));
  }

  /** Creates the table when it is not there. */
  async create(signal: AbortSignal): Promise<void> {
    const [found] = await this.#session.query(
      "SELECT to_regclass($1) IS NOT NULL AS found",
      [this.table],
      signal,
    );
    if (found?.found === true) return;
    await this.#session.execScript(
      `CREATE TABLE ${this.table} (
         version text PRIMARY KEY,
         name text NOT NULL,
         checksum text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT now(),
         duration_ms bigint NOT NULL DEFAULT 0,
         state text NOT NULL CHECK (state IN ('applied', 'running')),
         applied_by text NOT NULL
       )`,
      signal,
    );
  }

  /** Writes the row of a migration (or turns its `running` row into another) and returns it. */
  async record(
    migration: Migration,
    facts: {
      readonly state: AppliedMigration["state"];
      readonly durationMs: number;
      readonly appliedBy: string;
    },
    signal: AbortSignal,
  ): Promise<AppliedMigration> {
    const [row] = await this.#session.query(
      `INSERT INTO ${this.table} AS history (version, name, checksum, applied_at, duration_ms, state, applied_by)
       VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6)
       ON CONFLICT (version) DO UPDATE
         SET applied_at = excluded.applied_at, duration_ms = excluded.duration_ms, state = excluded.state
         WHERE history.state = 'running' AND history.checksum = excluded.checksum
       RETURNING version, name, checksum, state, duration_ms::float8 AS duration_ms,
                 extract(epoch FROM applied_at)::float8 * 1000 AS applied_at`,
      [
        migration.version,
        migration.name,
        migration.checksum,
        Math.round(facts.durationMs),
        facts.state,
        facts.appliedBy,
      ],
      signal,
    );
    if (row !== undefined) return this.#toApplied(row);
    throw new ActionError(
      "conflict",
      `Somebody else recorded version ${migration.version} in ${this.table} meanwhile.`,
      {
        hint: "Run this step again: it compares the folder with the history anew.",
      },
    );
  }

  /** Takes the row of a migration back of which nothing was done. */
  async forget(migration: Migration, signal: AbortSignal): Promise<void> {
    await this.#session.query(`DELETE FROM ${this.table} WHERE version = $1`, [migration.version], signal);
  }

  #toApplied(row: Row): AppliedMigration {
    const { version, name, checksum, state, duration_ms: durationMs, applied_at: appliedAt } = row;
    if (
      typeof version === "string" &&
      typeof name === "string" &&
      typeof checksum === "string" &&
      typeof durationMs === "number" &&
      typeof appliedAt === "number" &&
      (state === "applied" || state === "running")
    ) {
      return { version, name, checksum, state, durationMs, appliedAt: Math.round(appliedAt) };
    }
    throw new ActionError("config", `A row of ${this.table} is not one that deploy-actions wrote.`, {
      hint: "Correct the row, or rename the table if it belongs to something else.",
    });
  }
}
