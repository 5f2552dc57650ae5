import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import pg from "pg";
import { describePeer } from "../../../test/peers/require-peer.ts";
import { dumpSchema } from "../../../test/peers/schema-fingerprint.ts";
import { createSqlEngine } from "../src/sql-engine.ts";
import type { ApplyLimits, MigrationEngine } from "../src/types.ts";
import {
  everythingOf,
  keepLog,
  keepSecrets,
  makeWorkspace,
  never,
  realClock,
  rejection,
  type Workspace,
} from "./ports.ts";

const limits: ApplyLimits = { lockWaitMs: 20_000, lockTimeoutMs: 10_000, statementTimeoutMs: 60_000 };
const nothing = (): void => undefined;
const NO_TRANSACTION = "-- deploy-actions: no-transaction\n";
/** Far longer than any test: what must be cut short, not waited for. */
const LONG = "SELECT pg_sleep(300)";

describePeer("the sql engine on PostgreSQL", "DEPLOY_ACTIONS_PEER_POSTGRES_URL", (serverUrl) => {
  let admin: pg.Client;
  let client: pg.Client;
  let databaseUrl: string;
  let database: string;
  let workspace: Workspace;
  let count = 0;
  const children: ChildProcess[] = [];
  const engines: MigrationEngine[] = [];
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    admin = new pg.Client(serverUrl);
    await admin.connect();
  });
  afterAll(() => admin.end());
  beforeEach(async () => {
    count += 1;
    database = `engine_${process.pid}_${count}`;
    await admin.query(`CREATE DATABASE ${database}`);
    databaseUrl = urlOf((url) => {
      url.pathname = `/${database}`;
    });
    client = await connect();
    workspace = await makeWorkspace({});
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await Promise.all(engines.splice(0).map((engine) => engine.close()));
    await Promise.all(clients.splice(0).map((one) => one.end()));
    await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
    await workspace.remove();
  });

  function urlOf(change: (url: URL) => void, base = serverUrl): string {
    const url = new URL(base);
    change(url);
    return url.href;
  }

  async function connect(url = databaseUrl): Promise<pg.Client> {
    const one = new pg.Client({ connectionString: url, application_name: "someone else" });
    one.on("error", nothing);
    await one.connect();
    clients.push(one);
    return one;
  }

  function engineOn(url = databaseUrl, log = keepLog(), runLabel = "octo/shop run 42"): MigrationEngine {
    const engine = createSqlEngine({
      databaseUrl: url,
      folder: "migrations",
      workspace: workspace.root,
      clock: realClock,
      log,
      secrets: keepSecrets(),
      runLabel,
    });
    engines.push(engine);
    return engine;
  }

  const schema = (): Promise<string> => dumpSchema(async (sql) => (await client.query(sql)).rows);

  /** Waits until a query of the test's own database gives a row. */
  async function until(sql: string, parameters: readonly unknown[] = []): Promise<void> {
    const deadline = Date.now() + 20_000;
    while ((await client.query(sql, [...parameters])).rows.length === 0) {
      if (Date.now() > deadline) throw new Error(`Never true: ${sql}`);
      await realClock.sleep(25, never);
    }
  }
  const running = (part: string): Promise<void> =>
    until(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE $1 AND pid <> pg_backend_pid()",
      [`%${part}%`],
    );

  test("applies, records, and fails without a trace", async () => {
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE a (id int PRIMARY KEY);",
      "migrations/2_b.sql": "CREATE TABLE b (id int);\nINSERT INTO a VALUES (1), (1);",
    });
    const error = await rejection(engineOn().apply(limits, nothing, never));
    expect(error.message).toMatch(/^migrations\/2_b.sql:2:1: duplicate key/);
    const before = await schema();
    await rejection(engineOn().apply(limits, nothing, never));
    expect(await schema()).toBe(before);
    await workspace.write({ "migrations/2_b.sql": "CREATE TABLE b (id int);" });
    expect((await engineOn().apply(limits, nothing, never)).map((one) => one.version)).toEqual(["2"]);
  });

  test("two runs at once apply each file once", async () => {
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE a (id int); SELECT pg_sleep(0.2);",
      "migrations/2_b.sql": "CREATE TABLE b (id int);",
    });
    const runs = await Promise.all([1, 2, 3].map(() => engineOn().apply(limits, nothing, never)));
    expect(runs.map((one) => one.length).sort()).toEqual([0, 0, 2]);
  });

  test("a lock that is not freed in time is a conflict that names the holder", async () => {
    await workspace.write({ "migrations/1_a.sql": `${LONG};` });
    const controller = new AbortController();
    const holder = rejection(
      engineOn(databaseUrl, keepLog(), "the first").apply(limits, nothing, controller.signal),
    );
    await running("pg_sleep");
    const log = keepLog();
    const error = await rejection(
      engineOn(databaseUrl, log, "the second").apply({ ...limits, lockWaitMs: 300 }, nothing, never),
    );
    expect(error.code).toBe("conflict");
    expect(error.message).toMatch(
      /pid \d+, "deploy-actions migrate the first", from 127\.0\.0\.1, connected for .*active, last query: SELECT pg_sleep\(\?\)/,
    );
    expect(error.message).toContain("Nothing was applied.");
    expect(log.lines.join("\n")).toContain("Waiting for the migration lock");
    controller.abort();
    expect((await holder).code).toBe("cancelled");
  });

  test("a table that another session holds is a conflict that names it, and nothing changed", async () => {
    await client.query("CREATE TABLE orders (id int)");
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE first (id int);\nALTER TABLE orders ADD COLUMN note text;",
    });
    const before = await schema();
    const other = await connect();
    await other.query("BEGIN");
    await other.query("SELECT 'secret literal', * FROM orders");
    const error = await rejection(engineOn().apply({ ...limits, lockTimeoutMs: 200 }, nothing, never));
    expect(error).toMatchObject({ code: "conflict", location: { line: 2, column: 1 } });
    expect(error.message).toContain(
      "another session holds a lock on orders, and did not free it within 200ms (SQLSTATE 55P03)",
    );
    expect(error.message).toMatch(
      /In the way: pid \d+, "someone else", .*idle in transaction, last query: SELECT '…', \* FROM orders/,
    );
    expect(error.hint).toContain("quieter time");
    await other.query("ROLLBACK");
    expect(await schema()).toBe(before);
    expect(await engineOn().apply(limits, nothing, never)).toHaveLength(1);
  });

  test("a statement that takes too long is cancelled, and nothing changed", async () => {
    await workspace.write({ "migrations/1_a.sql": `CREATE TABLE a (id int);\n${LONG};` });
    const before = await schema();
    const error = await rejection(engineOn().apply({ ...limits, statementTimeoutMs: 200 }, nothing, never));
    expect(error).toMatchObject({ code: "config", location: { line: 2 } });
    expect(error.message).toContain("did not end within 200ms (statement time-out)");
    expect(await schema()).toBe(before);
  });

  test("the limits hold in every file, also after one that set its own", async () => {
    const show =
      "DO $$ BEGIN IF current_setting('lock_timeout') <> '10s' OR current_setting('statement_timeout') <> '1min' THEN RAISE 'lost %', current_setting('lock_timeout'); END IF; END $$;";
    await workspace.write({
      "migrations/1_a.sql": `${show} SET lock_timeout = 0; SET statement_timeout = 0;`,
      "migrations/2_b.sql": `${NO_TRANSACTION}${show}\nSET lock_timeout = 0;`,
      "migrations/3_c.sql": `${NO_TRANSACTION}${show}`,
      "migrations/4_d.sql": show,
    });
    expect(await engineOn().apply(limits, nothing, never)).toHaveLength(4);
  });

  test("a cancelled run ends its statement in the server and leaves the file unapplied", async () => {
    await workspace.write({ "migrations/1_a.sql": `CREATE TABLE a (id int);\n${LONG};` });
    const before = await schema();
    const controller = new AbortController();
    const failed = rejection(engineOn().apply(limits, nothing, controller.signal));
    await running("pg_sleep");
    controller.abort();
    const error = await failed;
    expect(error.code).toBe("cancelled");
    expect(error.message).toContain("in the middle of migrations/1_a.sql. Nothing of this file is applied.");
    // Cancelled by the server on request, not only cut off.
    expect(error.cause).toMatchObject({ sqlState: "57014" });
    expect(await schema()).toBe(before);
    await until("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory')");
  });

  test("a run that waits for the lock can be cancelled", async () => {
    const holder = await connect();
    await workspace.write({ "migrations/1_a.sql": `${LONG};` });
    const first = new AbortController();
    const running1 = rejection(engineOn().apply(limits, nothing, first.signal));
    await running("pg_sleep");
    const second = new AbortController();
    const waiting = rejection(engineOn().apply({ ...limits, lockWaitMs: 600_000 }, nothing, second.signal));
    await realClock.sleep(100, never);
    second.abort();
    expect((await waiting).code).toBe("cancelled");
    first.abort();
    await running1;
    await holder.query("SELECT 1");
  });

  test("a server that ends the session is a remote error", async () => {
    await workspace.write({ "migrations/1_a.sql": `CREATE TABLE a (id int);\n${LONG};` });
    const failed = rejection(engineOn().apply(limits, nothing, never));
    await running("pg_sleep");
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'deploy-actions%' AND datname = current_database()",
    );
    expect(await failed).toMatchObject({ code: "remote", location: { line: 2 } });
    expect((await client.query("SELECT to_regclass('a') AS a")).rows).toEqual([{ a: null }]);
  });

  async function startProcess(): Promise<ChildProcess> {
    const child = spawn(
      join(process.cwd(), "node_modules", ".bin", "node"),
      ["--conditions=deploy-actions-source", join(import.meta.dirname, "migrate-process.ts"), workspace.root],
      { env: { PATH: process.env.PATH ?? "", DATABASE_URL: databaseUrl }, stdio: "ignore" },
    );
    children.push(child);
    await running("pg_sleep");
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  test("a run that is killed in the middle of a file leaves nothing of it, and the lock is free again", async () => {
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE a (id int);",
      "migrations/2_b.sql": `CREATE TABLE b (id int);\n${LONG};`,
    });
    await kill(await startProcess());
    // lockWaitMs covers the time the server needs to see that the run is gone.
    await workspace.write({ "migrations/2_b.sql": "CREATE TABLE b (id bigint);" });
    const applied = await engineOn().apply(limits, nothing, never);
    expect(applied.map((one) => one.version)).toEqual(["2"]);
    expect((await engineOn().status(never)).problems).toEqual([]);
  });

  test("a run that is killed in a file without a transaction leaves it unfinished, with SQL to settle it", async () => {
    await workspace.write({ "migrations/1_a.sql": `${NO_TRANSACTION}CREATE TABLE a (id int);\n${LONG};` });
    await kill(await startProcess());
    const error = await rejection(engineOn().apply(limits, nothing, never));
    expect(error.code).toBe("config");
    const [, settle = ""] = /(DELETE FROM .*?;)/.exec(error.message) ?? [];
    await client.query(settle);
    await workspace.write({ "migrations/1_a.sql": "CREATE TABLE IF NOT EXISTS a (id int);" });
    expect(await engineOn().apply(limits, nothing, never)).toHaveLength(1);
  });

  test("an index build that fails leaves an invalid index, which is named with the way to remove it", async () => {
    await client.query("CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1)");
    await workspace.write({
      "migrations/1_i.sql": `${NO_TRANSACTION}CREATE UNIQUE INDEX CONCURRENTLY twice ON a (id);`,
    });
    const error = await rejection(engineOn().apply(limits, nothing, never));
    expect(error.message).toContain("0 of 1 statement of this file are applied");
    const [, drop = ""] = /(DROP INDEX CONCURRENTLY twice;)/.exec(error.message) ?? [];
    await client.query(drop);
    expect((await engineOn().status(never)).problems).toMatchObject([{ reason: "unfinished" }]);
  });

  test("the history is kept in the schema that the URL's search_path names", async () => {
    await client.query("CREATE SCHEMA tenant");
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE a (id int);",
      "migrations/2_b.sql": "CREATE TABLE b (id int);",
    });
    const url = `${databaseUrl}?options=${encodeURIComponent("-c search_path=tenant")}`;
    await engineOn(url).apply(limits, nothing, never);
    const { rows } = await client.query(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'tenant' ORDER BY 1",
    );
    expect(rows.map((row) => row.tablename)).toEqual(["a", "b", "deploy_actions_migrations"]);
    expect((await engineOn().status(never)).pending).toHaveLength(2);
  });

  test("a role without rights is told what to grant, and status needs no right to write", async () => {
    const role = `weak_${process.pid}_${count}`;
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'hunter2'`);
    const url = urlOf((one) => {
      one.username = role;
      one.password = "hunter2";
    }, databaseUrl);
    await workspace.write({ "migrations/1_a.sql": "SELECT 1;" });
    const error = await rejection(engineOn(url).apply(limits, nothing, never));
    expect(error.code).toBe("permission");
    expect(everythingOf(error)).not.toContain("hunter2");
    expect((await engineOn(url).status(never)).pending).toHaveLength(1);
    await Promise.all(engines.splice(0).map((engine) => engine.close()));
    await client.query(`DROP ROLE ${role}`);
  });

  test.each<[string, (url: URL) => void, string, RegExp]>([
    [
      "a wrong password",
      (url) => {
        url.password = "hunter2";
      },
      "permission",
      /refused the password of user "shop"/,
    ],
    [
      "a database that is not there",
      (url) => {
        url.pathname = "/nowhere";
      },
      "config",
      /database "nowhere" does not exist on that server/,
    ],
    [
      "TLS that the server does not offer",
      (url) => {
        url.searchParams.set("sslmode", "verify-full");
      },
      "config",
      /does not offer TLS/,
    ],
  ])("%s is a plain sentence without the password", async (_name, change, code, message) => {
    const url = urlOf(change);
    const error = await rejection(engineOn(url).status(never));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(everythingOf(error)).not.toContain(new URL(url).password);
  });

  test("notices of the server reach the log", async () => {
    await workspace.write({ "migrations/1_a.sql": "DROP TABLE IF EXISTS nowhere;" });
    const log = keepLog();
    await engineOn(databaseUrl, log).apply(limits, nothing, never);
    expect(log.lines).toContain('NOTICE: table "nowhere" does not exist, skipping');
  });
});
