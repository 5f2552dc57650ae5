import { ActionError, type Secrets } from "@deploy-actions/kernel";
import type { Client } from "pg";
import { explainConnectionError, labelOf } from "./connection-error.ts";
import { type Database, type Row, type Session, toDatabaseError } from "./database.ts";
import type { DatabaseAddress } from "./database-url.ts";

const CONNECT_TIMEOUT_MS = 10_000;
/** How long a cancelled statement may take to end before its connection is cut. */
const CANCEL_GRACE_MS = 2_000;
/** Longest application_name PostgreSQL keeps (NAMEDATALEN - 1). */
const MAX_NAME_BYTES = 63;

/** What the adapter needs beside the address. */
export interface PgDatabaseOptions {
  readonly address: Extract<DatabaseAddress, { kind: "postgres" }>;
  /** Shown to whoever looks at pg_stat_activity. */
  readonly applicationName: string;
  readonly secrets: Secrets;
  /** Called with each NOTICE or WARNING of the server. */
  readonly onNotice: (message: string) => void;
}

/** A PostgreSQL server, reached by its URL. */
export function createPgDatabase(options: PgDatabaseOptions): Database {
  const { address, secrets } = options;
  if (address.password !== "") secrets.mask(address.password);
  secrets.mask(address.url);
  return {
    label: labelOf(address),
    connect: async (signal) => {
      const client = await openClient(options, signal);
      return await createSession(client, options);
    },
    close: async () => undefined,
  };
}

async function openClient(options: PgDatabaseOptions, signal: AbortSignal): Promise<Client> {
  throwIfAborted(signal);
  const { default: pg } = await import("pg");
  let abort = (): void => undefined;
  try {
    const client = new pg.Client({
      connectionString: options.address.url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: options.applicationName.replace(/[^\x20-\x7e]/g, "?").slice(0, MAX_NAME_BYTES),
    });
    // A broken connection also fails the statement under way; without a listener it would end the process.
    client.on("error", () => undefined);
    client.on("notice", (notice) =>
      options.onNotice(`${notice.severity ?? "NOTICE"}: ${notice.message ?? ""}`),
    );
    abort = () => cut(client);
    signal.addEventListener("abort", abort, { once: true });
    await client.connect();
    return client;
  } catch (error) {
    throwIfAborted(signal);
    throw explainConnectionError(error, options.address, (text) => options.secrets.redact(text));
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function createSession(client: Client, options: PgDatabaseOptions): Promise<Session> {
  // Behind a pooler the pid of the protocol is the pooler's; this one is the server's.
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const backendPid = rows[0]?.pid ?? 0;
  const run = async <T>(body: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    throwIfAborted(signal);
    let graceTimer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      graceTimer = setTimeout(() => cut(client), CANCEL_GRACE_MS);
      void cancelBackend(backendPid, options);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await body();
    } catch (error) {
      throw toDatabaseError(error);
    } finally {
      signal.removeEventListener("abort", onAbort);
      clearTimeout(graceTimer);
    }
  };
  return {
    backendPid,
    query: (sql, parameters, signal) =>
      run(async () => (await client.query<Row>(sql, [...parameters])).rows, signal),
    execScript: (sql, signal) =>
      run(async () => {
        await client.query(sql);
      }, signal),
    close: async () => {
      const timer = setTimeout(() => cut(client), CANCEL_GRACE_MS);
      await client.end().catch(() => undefined);
      clearTimeout(timer);
    },
  };
}

/** Asks the server, over a connection of its own, to end what the session is doing. */
async function cancelBackend(backendPid: number, options: PgDatabaseOptions): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString: options.address.url,
    connectionTimeoutMillis: CANCEL_GRACE_MS,
    application_name: "deploy-actions migrate (cancel)",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT pg_cancel_backend($1)", [backendPid]);
  } catch {
    // Then the grace time runs out and the connection is cut, which ends the transaction too.
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Drops the connection without a word; `pg` has no public way to do so. */
function cut(client: Client): void {
  const { connection } = client as unknown as {
    readonly connection?: { readonly stream?: { destroy(): void } };
  };
  connection?.stream?.destroy();
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ActionError("cancelled", "The run was cancelled.");
}
