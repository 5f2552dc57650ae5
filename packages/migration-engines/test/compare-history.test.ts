import { describe, expect, test } from "@jest/globals";
import { compareHistory } from "../src/compare-history.ts";
import { DatabaseError } from "../src/database.ts";
import { redactSql } from "../src/redact-sql.ts";
import { splitStatements } from "../src/split-statements.ts";
import { offsetOfPosition, placeAt } from "../src/sql-position.ts";
import { explainStatementError, lockedRelation } from "../src/statement-error.ts";
import { findTransactionControl } from "../src/transaction-control.ts";
import type { AppliedMigration, Migration } from "../src/types.ts";
import { migrationOf } from "./ports.ts";

const TABLE = "public.deploy_actions_migrations";
const file = (version: string, checksum = "aa"): Migration =>
  migrationOf("SELECT 1;", { version, name: "x", file: `db/${version}_x.sql`, checksum });
const row = (version: string, facts: Partial<AppliedMigration> = {}): AppliedMigration => ({
  version,
  name: "x",
  checksum: "aa",
  appliedAt: Date.UTC(2026, 0, 2, 3, 4),
  durationMs: 1,
  state: "applied",
  ...facts,
});
const compare = (
  files: readonly Migration[],
  rows: readonly AppliedMigration[],
): ReturnType<typeof compareHistory> => compareHistory({ migrations: files, problems: [] }, rows, TABLE);

describe("folder against history", () => {
  test("what is not recorded is pending, whatever the spelling of its number [E8]", () => {
    const status = compare([file("1"), file("2")], [row("0001")]);
    expect(status.pending.map((one) => one.version)).toEqual(["2"]);
    expect(status.problems).toEqual([]);
  });

  test.each<[string, readonly Migration[], readonly AppliedMigration[], readonly [string, string]]>([
    ["an edited file", [file("1", "bb")], [row("1")], ["edited_after_apply", "db/1_x.sql"]],
    ["a file that is gone", [], [row("1")], ["missing_file", "1_x.sql"]],
    ["a file that comes late", [file("1"), file("2")], [row("2")], ["out_of_order", "db/1_x.sql"]],
    [
      "a file that never finished",
      [file("1")],
      [row("1", { state: "running" })],
      ["unfinished", "db/1_x.sql"],
    ],
    ["one that is both gone and unfinished", [], [row("1", { state: "running" })], ["unfinished", "1_x.sql"]],
  ])("%s is a problem [E8]", (_name, files, rows, expected) => {
    expect(compare(files, rows).problems.map((one) => [one.reason, one.file])).toEqual([expected]);
  });

  test("advice for an unfinished file is SQL that can be pasted", () => {
    const [problem] = compare([file("1")], [row("1", { state: "running" })]).problems;
    expect(problem?.advice).toContain(`UPDATE ${TABLE} SET state = 'applied' WHERE version = '1';`);
    expect(problem?.advice).toContain(`DELETE FROM ${TABLE} WHERE version = '1';`);
    expect(problem?.advice).toContain("indisvalid");
  });
});

describe("transaction control inside a file", () => {
  test.each([
    ["BEGIN; SELECT 1; COMMIT;", 2],
    ["START TRANSACTION;\nEND;", 2],
    ["ROLLBACK;", 1],
    ["SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO SAVEPOINT a; RELEASE a;", 0],
    ["DO $$BEGIN COMMIT; END$$;", 0],
    ["SELECT 'COMMIT;'; -- COMMIT;", 0],
  ])("%j has %i", (sql, count) => {
    expect(findTransactionControl(migrationOf(sql))).toHaveLength(count);
  });

  test("is allowed where there is no transaction, and named with its line where there is one", () => {
    expect(findTransactionControl(migrationOf("BEGIN;", { transactional: false }))).toEqual([]);
    expect(findTransactionControl(migrationOf("SELECT 1;\n-- now\ncommit;"))[0]?.sentence).toMatch(
      /0001_test.sql:3: COMMIT/,
    );
  });
});

describe("a failed statement", () => {
  const limits = { lockWaitMs: 1, lockTimeoutMs: 2_000, statementTimeoutMs: 30_000 };
  const explain = (
    sql: string,
    index: number,
    error: DatabaseError,
  ): ReturnType<typeof explainStatementError> =>
    explainStatementError(error, {
      migration: migrationOf(sql),
      statement: splitStatements(sql)[index],
      limits,
      outcome: "Nothing.",
      blockers: [],
      redact: (text) => text,
    });

  test("is placed by the position the database gives, in characters", () => {
    const sql = "SELECT 1;\n/* 😀 */ SELECT 'é😀',\n   nope;";
    const offset = Array.from(sql.slice(9, sql.indexOf("nope"))).length + 1;
    const error = explain(
      sql,
      1,
      new DatabaseError('column "nope"', { sqlState: "42703", position: offset }),
    );
    expect(error.location).toEqual({ file: "migrations/0001_test.sql", line: 3, column: 4 });
    expect(error.message).toBe('migrations/0001_test.sql:3:4: column "nope" (SQLSTATE 42703). Nothing.');
  });

  test("is placed at its first word when the database gives none", () => {
    const error = explain(
      "SELECT 1;\n\n-- why\n  SELECT 2;",
      1,
      new DatabaseError("x", { sqlState: "23505" }),
    );
    expect(error.location).toMatchObject({ line: 4, column: 3 });
  });

  test.each([
    ["55P03", "conflict", /another session holds a lock on public.orders, and did not free it within 2s/],
    ["57014", "config", /did not end within 30s/],
    ["40P01", "conflict", /deadlock/],
    ["25006", "config", /foreign words/],
    ["42501", "permission", /foreign words/],
    ["57P01", "remote", /foreign words/],
    [undefined, "remote", /connection to the database broke/],
  ])("with SQLSTATE %s is a %s error", (sqlState, code, message) => {
    const error = explain(
      "ALTER TABLE public.orders ADD x int;",
      0,
      new DatabaseError("foreign words", { sqlState }),
    );
    expect(error).toMatchObject({ code, message: expect.stringMatching(message), hint: expect.any(String) });
  });

  test.each([
    ["ALTER TABLE IF EXISTS ONLY shop.orders ADD x int", "shop.orders"],
    ['DROP TABLE "Order Items"', '"Order Items"'],
    ["/* c */ CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY t (x)", "t"],
    ["UPDATE t SET x = 1", "t"],
    ["SELECT 1", undefined],
  ])("%j waits for %s", (sql, relation) => {
    expect(lockedRelation(splitStatements(sql)[0] ?? never())).toBe(relation);
  });

  test("shown in a message hides its literals", () => {
    expect(redactSql("SELECT *\nFROM t -- c\nWHERE mail = 'a@b' AND id = 42 AND x = $$y$$", 200)).toBe(
      "SELECT * FROM t WHERE mail = '…' AND id = ? AND x = '…'",
    );
    expect(redactSql("x".repeat(500), 80)).toHaveLength(78);
  });

  test("positions count from 1 and stay inside the text", () => {
    expect(offsetOfPosition("é😀x", 3)).toBe(3);
    expect(offsetOfPosition("ab", 99)).toBe(2);
    expect(placeAt("a\nb", 99)).toEqual({ line: 2, column: 2 });
  });
});

function never(): never {
  throw new Error("no statement");
}
