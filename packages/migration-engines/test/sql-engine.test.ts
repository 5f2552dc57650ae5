import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { dumpSchema } from "../../../test/peers/schema-fingerprint.ts";
import type { Database, Row } from "../src/database.ts";
import { createPGliteDatabase } from "../src/pglite-database.ts";
import { createSqlEngine, createSqlEngineOn } from "../src/sql-engine.ts";
import type { ApplyLimits, MigrationEngine } from "../src/types.ts";
import { keepLog, keepSecrets, makeWorkspace, never, realClock, rejection, type Workspace } from "./ports.ts";

const limits: ApplyLimits = { lockWaitMs: 1_000, lockTimeoutMs: 1_000, statementTimeoutMs: 10_000 };
const nothing = (): void => undefined;

// One embedded database for the file: starting one takes a second. Each test gets an empty schema.
let database: Database;
let workspace: Workspace;
let engine: MigrationEngine;

beforeAll(() => {
  database = createPGliteDatabase({ dataDir: undefined, workspace: "/", onNotice: nothing });
});
afterAll(() => database.close());
beforeEach(async () => {
  await run("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
  workspace = await makeWorkspace({});
  engine = engineOn(database);
});
afterEach(() => workspace.remove());

function engineOn(on: Database): MigrationEngine {
  return createSqlEngineOn({
    database: on,
    folder: "migrations",
    workspace: workspace.root,
    clock: realClock,
    log: keepLog(),
    secrets: keepSecrets(),
    runLabel: "octo/shop run 42 by ada",
  });
}

async function run(sql: string): Promise<void> {
  const session = await database.connect(never);
  await session.execScript(sql, never);
  await session.close();
}

async function rows(sql: string): Promise<readonly Row[]> {
  const session = await database.connect(never);
  try {
    return await session.query(sql, [], never);
  } finally {
    await session.close();
  }
}

const schema = (): Promise<string> => dumpSchema(rows);
const versions = async (): Promise<string[]> =>
  (await engine.status(never)).applied.map((one) => one.version);

describe("status", () => {
  test("reads a database that knows nothing of migrations, and changes nothing", async () => {
    await workspace.write({ "migrations/0001_a.sql": "CREATE TABLE a (id int);" });
    const before = await schema();
    const status = await engine.status(never);
    expect(status.pending.map((one) => one.file)).toEqual(["migrations/0001_a.sql"]);
    expect([status.applied, status.problems]).toEqual([[], []]);
    expect(await schema()).toBe(before);
  });

  test("says before anything runs that a file has its own COMMIT", async () => {
    await workspace.write({ "migrations/0001_a.sql": "CREATE TABLE a (id int);\nCOMMIT;" });
    expect((await engine.status(never)).problems).toMatchObject([{ reason: "transaction_control" }]);
  });
});

describe("apply", () => {
  test("an empty folder applies nothing and creates nothing", async () => {
    const before = await schema();
    expect(await engine.apply(limits, nothing, never)).toEqual([]);
    expect(await schema()).toBe(before);
  });

  test("runs the files in the order of their numbers, records them, and does nothing the second time", async () => {
    await workspace.write({
      "migrations/2_b.sql": "ALTER TABLE a ADD COLUMN b text;",
      "migrations/10_c.sql": "ALTER TABLE a DROP COLUMN b;",
      "migrations/1_a.sql": "CREATE TABLE a (id int);",
    });
    const seen: string[] = [];
    const applied = await engine.apply(limits, ({ migration }) => seen.push(migration.file), never);
    expect(seen).toEqual(["migrations/1_a.sql", "migrations/2_b.sql", "migrations/10_c.sql"]);
    expect(applied.map((one) => [one.version, one.name, one.state])).toEqual([
      ["1", "a", "applied"],
      ["2", "b", "applied"],
      ["10", "c", "applied"],
    ]);
    expect(await rows("SELECT applied_by FROM deploy_actions_migrations LIMIT 1")).toEqual([
      { applied_by: "octo/shop run 42 by ada" },
    ]);
    const status = await engine.status(never);
    expect([status.applied, status.pending, status.problems]).toEqual([applied, [], []]);
    expect(Math.abs((applied[0]?.appliedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await engine.apply(limits, nothing, never)).toEqual([]);
  });

  test("takes functions, rules and literals with semicolons as they are", async () => {
    await workspace.write({
      "migrations/1_a.sql": `
        CREATE TABLE a (id int, note text DEFAULT 'x;y');
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.note := 'a;b'; RETURN NEW; END; $f$;
        CREATE FUNCTION two() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END;
        CREATE RULE r AS ON DELETE TO a DO ALSO (SELECT 1; SELECT 2);
        INSERT INTO a VALUES (1, E'it\\'s; ok');`,
    });
    await engine.apply(limits, nothing, never);
    expect(await rows("SELECT two() AS two, note FROM a")).toEqual([{ two: 2, note: "it's; ok" }]);
  });

  test("what a file sets for its session does not reach the next file or the history", async () => {
    await workspace.write({
      "migrations/1_a.sql": "CREATE ROLE weak; CREATE SCHEMA other; SET search_path = other; SET ROLE weak;",
      "migrations/2_b.sql": "CREATE TABLE b (id int);",
    });
    await engine.apply(limits, nothing, never);
    expect(await rows("SELECT to_regclass('public.b')::text AS b")).toEqual([{ b: "b" }]);
    await run("DROP SCHEMA other; DROP ROLE weak;");
  });
});

describe("a failing file", () => {
  test.each<[string, string, number, number, RegExp]>([
    [
      "a wrong column",
      "CREATE TABLE z (id int);\nSELECT 'é',\n  nope FROM z;",
      3,
      3,
      /column "nope" does not exist \(SQLSTATE 42703\)/,
    ],
    [
      "a syntax error",
      "CREATE TABLE z (id int);\nCREATE TABEL y ();",
      2,
      8,
      /syntax error at or near "TABEL"/,
    ],
    [
      "a row that does not fit",
      "CREATE TABLE z (id int PRIMARY KEY);\n\nINSERT INTO z VALUES (1), (1);",
      3,
      1,
      /Detail: Key \(id\)=\(1\)/,
    ],
    [
      "a deferred constraint",
      "CREATE TABLE z (id int UNIQUE DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO z VALUES (1), (1);",
      1,
      1,
      /at COMMIT: duplicate key/,
    ],
    ["a command of psql", "\\set x 1\nSELECT 1;", 1, 1, /syntax error/],
    [
      "an index that is built concurrently",
      "CREATE TABLE z (id int);\nCREATE INDEX CONCURRENTLY i ON z (id);",
      2,
      1,
      /cannot run inside a transaction block/,
    ],
  ])(
    "%s leaves the schema as it was, and is named by file, line and column",
    async (_name, sql, line, column, message) => {
      await workspace.write({ "migrations/0001_z.sql": sql });
      const before = await schema();
      const error = await rejection(engine.apply(limits, nothing, never));
      expect(error).toMatchObject({ code: "config", message: expect.stringMatching(message) });
      expect(error.message).toContain("Nothing of this file is applied.");
      expect(error.location).toEqual({ file: "migrations/0001_z.sql", line, column });
      expect(await schema()).toBe(before);
    },
  );

  test("keeps the files before it, and the next run goes on where it stopped", async () => {
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE a (id int);",
      "migrations/2_b.sql": "CREATE TABLE b (id int); SELECT 1/0;",
      "migrations/3_c.sql": "CREATE TABLE c (id int);",
    });
    const seen: string[] = [];
    await rejection(engine.apply(limits, ({ migration }) => seen.push(migration.version), never));
    expect(seen).toEqual(["1"]);
    expect(await versions()).toEqual(["1"]);
    await workspace.write({ "migrations/2_b.sql": "CREATE TABLE b (id int);" });
    expect((await engine.apply(limits, nothing, never)).map((one) => one.version)).toEqual(["2", "3"]);
  });

  test("that would need its own transaction is told how to get it", async () => {
    await workspace.write({ "migrations/1_a.sql": "CREATE TABLE a (id int); VACUUM a;" });
    expect((await rejection(engine.apply(limits, nothing, never))).hint).toContain(
      "-- deploy-actions: no-transaction",
    );
  });
});

describe("problems between folder and history", () => {
  test("stop everything, and are named all at once", async () => {
    await workspace.write({
      "migrations/01_a.sql": "CREATE TABLE a (id int);",
      "migrations/03_c.sql": "CREATE TABLE c (id int);",
    });
    await engine.apply(limits, nothing, never);
    await workspace.write({
      "migrations/01_a.sql": "CREATE TABLE a (id bigint);",
      "migrations/02_b.sql": "CREATE TABLE b (id int);",
      "migrations/04_d.sql": "CREATE TABLE d (id int);",
      "migrations/4_e.sql": "CREATE TABLE e (id int);",
      "migrations/fix.sql": "SELECT 1;",
    });
    await run("INSERT INTO deploy_actions_migrations VALUES ('05', 'gone', 'x', now(), 0, 'applied', 'x')");
    const before = await schema();
    const error = await rejection(engine.apply(limits, nothing, never));
    expect(error.code).toBe("config");
    for (const part of [
      "01_a.sql was changed after it was applied",
      "02_b.sql is not applied, but the later 05_gone is",
      "4_e.sql has the same version (4) as migrations/04_d.sql",
      "fix.sql is not named <version>_<name>.sql",
      "Migration 05 (gone) was applied",
    ]) {
      expect(error.message).toContain(part);
    }
    expect(await schema()).toBe(before);
  });

  test("a history table of somebody else is not touched", async () => {
    await run("CREATE TABLE deploy_actions_migrations (id int)");
    const error = await rejection(engine.status(never));
    expect(error.message).toContain("42703");
  });
});

describe("a file without a transaction", () => {
  const directive = "-- deploy-actions: no-transaction\n";

  test("runs statement by statement", async () => {
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE a (id int);",
      "migrations/2_i.sql": `${directive}CREATE INDEX CONCURRENTLY i ON a (id);\nVACUUM a;`,
    });
    await engine.apply(limits, nothing, never);
    expect(await versions()).toEqual(["1", "2"]);
    expect(await rows("SELECT indexname FROM pg_indexes WHERE indexname = 'i'")).toHaveLength(1);
  });

  test("whose first statement fails stays pending", async () => {
    await workspace.write({
      "migrations/1_i.sql": `${directive}CREATE INDEX CONCURRENTLY i ON nowhere (id);`,
    });
    const error = await rejection(engine.apply(limits, nothing, never));
    expect(error.message).toContain("Nothing of this file is applied.");
    const status = await engine.status(never);
    expect([status.applied, status.problems, status.pending.length]).toEqual([[], [], 1]);
  });

  test("that fails half way is unfinished, and blocks until a person has looked", async () => {
    await workspace.write({ "migrations/1_i.sql": `${directive}CREATE TABLE a (id int);\nSELECT 1/0;` });
    const error = await rejection(engine.apply(limits, nothing, never));
    expect(error.message).toContain("1 of 2 statements of this file is applied");
    expect(error.location).toMatchObject({ line: 3 });
    expect((await engine.status(never)).problems).toMatchObject([{ reason: "unfinished" }]);
    expect((await rejection(engine.apply(limits, nothing, never))).message).toContain("never finished");
    const [, settle = ""] = /(UPDATE .*?;)/.exec(error.message) ?? [];
    await run(settle);
    expect(await engine.apply(limits, nothing, never)).toEqual([]);
  });

  test("may hold its own BEGIN and COMMIT", async () => {
    await workspace.write({ "migrations/1_a.sql": `${directive}BEGIN; CREATE TABLE a (id int); COMMIT;` });
    await engine.apply(limits, nothing, never);
    expect(await versions()).toEqual(["1"]);
  });
});

describe("a cancelled run", () => {
  test("applies no further file", async () => {
    await workspace.write({
      "migrations/1_a.sql": "CREATE TABLE a (id int);",
      "migrations/2_b.sql": "CREATE TABLE b (id int);",
    });
    const controller = new AbortController();
    const error = await rejection(engine.apply(limits, () => controller.abort(), controller.signal));
    expect(error.code).toBe("cancelled");
    expect(await versions()).toEqual(["1"]);
  });
});

describe("an embedded database in a folder", () => {
  test("is not left behind by somebody who only looked", async () => {
    await workspace.write({ "migrations/1_a.sql": "CREATE TABLE a (id int);" });
    const engine = createSqlEngine({
      databaseUrl: "pglite:./db",
      folder: "migrations",
      workspace: workspace.root,
      clock: realClock,
      log: keepLog(),
      secrets: keepSecrets(),
      runLabel: "laptop",
    });
    expect((await engine.status(never)).pending).toHaveLength(1);
    await engine.close();
    expect(existsSync(join(workspace.root, "db"))).toBe(false);
  });

  test("keeps what was applied from one run to the next", async () => {
    await workspace.write({ "migrations/1_a.sql": "CREATE TABLE a (id int);" });
    const open = (): MigrationEngine =>
      createSqlEngine({
        databaseUrl: "pglite:./state/db",
        folder: "migrations",
        workspace: workspace.root,
        clock: realClock,
        log: keepLog(),
        secrets: keepSecrets(),
        runLabel: "laptop",
      });
    const first = open();
    expect(await first.apply(limits, nothing, never)).toHaveLength(1);
    await first.close();
    const second = open();
    const status = await second.status(never);
    await second.close();
    expect([status.applied.length, status.pending.length]).toEqual([1, 0]);
  });
});
