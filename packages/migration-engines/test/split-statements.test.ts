import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { splitStatements } from "../src/split-statements.ts";
import { tokenizeSql } from "../src/sql-lexer.ts";

const bodies = (sql: string): string[] =>
  splitStatements(sql)
    .filter((statement) => !statement.isBlank)
    .map((statement) => statement.text.trim());

describe("splitting a script into statements", () => {
  test.each<[string, string, string[]]>([
    ["two statements", "SELECT 1; SELECT 2", ["SELECT 1;", "SELECT 2"]],
    ["a semicolon in a literal", "SELECT ';'; SELECT 2;", ["SELECT ';';", "SELECT 2;"]],
    ["a doubled quote", "SELECT 'it''s; ok'; SELECT 2;", ["SELECT 'it''s; ok';", "SELECT 2;"]],
    ["a backslash in a plain literal", "SELECT '\\'; SELECT 2;", ["SELECT '\\';", "SELECT 2;"]],
    ["a backslash in an E literal", "SELECT E'\\'; '; SELECT 2;", ["SELECT E'\\'; ';", "SELECT 2;"]],
    [
      "an E literal that goes on",
      "SELECT E'a'\n  'b\\'; c'; SELECT 2;",
      ["SELECT E'a'\n  'b\\'; c';", "SELECT 2;"],
    ],
    [
      "a word that ends in e before a literal",
      "SELECT DATE'\\'; SELECT 2;",
      ["SELECT DATE'\\';", "SELECT 2;"],
    ],
    ["a quoted name", 'SELECT "a;""b"; SELECT 2;', ['SELECT "a;""b";', "SELECT 2;"]],
    ["a dollar quote", "DO $$BEGIN; END$$; SELECT 2;", ["DO $$BEGIN; END$$;", "SELECT 2;"]],
    ["a tagged dollar quote", "DO $a$ $$;$b$; $a$; SELECT 2;", ["DO $a$ $$;$b$; $a$;", "SELECT 2;"]],
    ["a dollar in a name", "SELECT a$b$c; SELECT $1;", ["SELECT a$b$c;", "SELECT $1;"]],
    ["a line comment", "SELECT 1 -- ; '\n; SELECT 2;", ["SELECT 1 -- ; '\n;", "SELECT 2;"]],
    [
      "a nested comment",
      "SELECT /* ; /* ' */ ; */ 1; SELECT 2;",
      ["SELECT /* ; /* ' */ ; */ 1;", "SELECT 2;"],
    ],
    [
      "a rule with two commands",
      "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3;",
      ["CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);", "SELECT 3;"],
    ],
    [
      "a standard function body",
      "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3;",
      [
        "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;",
        "SELECT 3;",
      ],
    ],
    ["a BEGIN that is a statement", "BEGIN; SELECT 1; END;", ["BEGIN;", "SELECT 1;", "END;"]],
    ["only comments", "-- nothing\n/* at all */", []],
    ["empty statements", ";;\n;", []],
    ["a quote that is never closed", "SELECT 'a; SELECT 2;", ["SELECT 'a; SELECT 2;"]],
  ])("%s", (_name, sql, expected) => {
    expect(bodies(sql)).toEqual(expected);
  });

  test("the body starts behind the comments before it", () => {
    const sql = "-- first\nSELECT 1;\n\n/* second */ SELECT 2;";
    expect(splitStatements(sql).map((one) => sql.slice(one.bodyOffset, one.bodyOffset + 8))).toEqual([
      "SELECT 1",
      "SELECT 2",
    ]);
  });

  const nasty = fc.string({
    unit: fc.constantFrom(..."ab E'e\"$;()-*/\n\\1é😀", "--", "/*", "*/", "$$", "$t$", "''", "begin", "end "),
    maxLength: 40,
  });

  test("the pieces of any text joined give the text back", () => {
    fc.assert(
      fc.property(nasty, (sql) => {
        expect(
          splitStatements(sql)
            .map((one) => one.text)
            .join(""),
        ).toBe(sql);
        expect([...tokenizeSql(sql)].map((one) => sql.slice(one.start, one.end)).join("")).toBe(sql);
      }),
      { numRuns: 2_000 },
    );
  });

  const inside = fc.string({ unit: fc.constantFrom(..."ab; ;x\n"), maxLength: 12 });
  const quoted = fc.oneof(
    inside.map((text) => `'${text}'`),
    inside.map((text) => `E'${text}\\''`),
    inside.map((text) => `"${text}"`),
    inside.map((text) => `$$${text}$$`),
    inside.map((text) => `$tag$${text}$$$tag$`),
    inside.map((text) => `/*${text}/*;*/*/`),
    inside.map((text) => `--${text.replaceAll("\n", " ")}\n`),
    inside.map((text) => `(${text})`),
    inside.map((text) => `word(${text.replaceAll(";", "','")})`),
  );
  const statement = fc
    .array(quoted, { minLength: 1, maxLength: 5 })
    .map((parts) => `SELECT ${parts.join(" ")}\n`);

  test("a semicolon inside quotes, comments or parentheses never splits, and one outside always does", () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (statements) => {
        const texts = splitStatements(statements.map((one) => `${one};`).join("")).map((one) => one.text);
        expect(texts).toEqual(statements.map((one) => `${one};`));
      }),
      { numRuns: 1_000 },
    );
  });
});
