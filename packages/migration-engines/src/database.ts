/** A row as the driver gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A PostgreSQL database that can be connected to. */
export interface Database {
  /** Where it is, for a message: `db.example:5432, database "shop"`. Never holds user or password. */
  readonly label: string;
  /**
   * Opens a session. Rejects with a `remote` (not reached), `permission` (refused) or `config` (wrong name, wrong
   * settings) ActionError whose text and causes hold no credentials. `look`: nothing will be changed (default `change`).
   */
  connect(signal: AbortSignal, purpose?: "look" | "change"): Promise<Session>;
  /** Ends what outlives the sessions. */
  close(): Promise<void>;
}

/**
 * One connection. A failing statement rejects with a {@link DatabaseError}; when the signal aborts, the statement is
 * cancelled in the server and the call rejects.
 */
export interface Session {
  /** The server process of this session, as other sessions see it in pg_stat_activity. */
  readonly backendPid: number;
  query(sql: string, parameters: readonly unknown[], signal: AbortSignal): Promise<readonly Row[]>;
  /** Runs text as it is, without parameters and without a result. */
  execScript(sql: string, signal: AbortSignal): Promise<void>;
  /** Ends the session and with it every lock and open transaction; never rejects. */
  close(): Promise<void>;
}

/** What the server (or the driver, when the connection broke) said of a statement. */
export class DatabaseError extends Error {
  /** SQLSTATE, five characters; absent when the connection broke. */
  readonly sqlState: string | undefined;
  /** Characters into the statement, from 1. */
  readonly position: number | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;

  constructor(
    message: string,
    facts: {
      readonly sqlState?: string | undefined;
      readonly position?: number | undefined;
      readonly detail?: string | undefined;
      readonly hint?: string | undefined;
    } = {},
  ) {
    super(message);
    this.name = "DatabaseError";
    this.sqlState = facts.sqlState;
    this.position = facts.position;
    this.detail = facts.detail;
    this.hint = facts.hint;
  }
}

/** Reads what `pg` or PGlite threw; drops the query and its parameters, which may hold secrets. */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const facts = (typeof error === "object" && error !== null ? error : {}) as Readonly<
    Record<string, unknown>
  >;
  const text = (name: string): string | undefined => {
    const value = facts[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const code = text("code");
  const position = Number(facts.position ?? Number.NaN);
  return new DatabaseError(text("message") ?? String(error), {
    sqlState: code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined,
    position: Number.isInteger(position) && position > 0 ? position : undefined,
    detail: text("detail"),
    hint: text("hint"),
  });
}
