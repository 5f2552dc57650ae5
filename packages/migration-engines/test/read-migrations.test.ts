import { describe, expect, test } from "@jest/globals";
import { compareVersions, parseMigrationName, versionAfter } from "../src/migration-name.ts";
import { readMigrationFolder } from "../src/read-folder.ts";
import { type FolderEntry, readMigrations } from "../src/read-migrations.ts";
import { makeWorkspace, rejection } from "./ports.ts";

const file = (name: string, content: string | Uint8Array = "SELECT 1;"): FolderEntry => ({
  kind: "file",
  name,
  content: typeof content === "string" ? new TextEncoder().encode(content) : content,
});
const read = (...entries: FolderEntry[]): ReturnType<typeof readMigrations> => readMigrations("db", entries);
const sqlOf = (
  content: string | Uint8Array,
): ReturnType<typeof readMigrations>["migrations"][number] | undefined =>
  read(file("1_a.sql", content)).migrations[0];

describe("names of migration files", () => {
  test.each([
    ["0001_create_shop.sql", "0001", "create_shop"],
    ["20260102030405-add-rating.sql", "20260102030405", "add-rating"],
    ["7__x.sql", "7", "x"],
    ["1.10_dots.sql", "1.10", "dots"],
  ])("%s is version %s", (name, version, expected) => {
    expect(parseMigrationName(name, "0002")).toEqual({ ok: true, version, name: expected });
  });

  test.each([
    ["V3__add users.sql", "3_add_users.sql"],
    ["add_users.sql", "0009_add_users.sql"],
    ["0003.sql", "0003_what_it_does.sql"],
    ["0003 order note.SQL", "0003_order_note.sql"],
    ["0003_x.up.sql", "0003_x.sql"],
  ])("%s is proposed to be named %s", (name, proposal) => {
    const parsed = parseMigrationName(name, "0009");
    expect(parsed).toMatchObject({ ok: false, advice: expect.stringContaining(`Rename it to ${proposal}.`) });
  });

  test.each(["0003_x.down.sql", "U3__x.sql"])("%s is told to be a way back", (name) => {
    expect(parseMigrationName(name, "1")).toMatchObject({
      ok: false,
      sentence: expect.stringContaining("only goes forward"),
    });
  });

  test("versions are compared as numbers", () => {
    expect(["10", "2", "1.10", "1.9", "0001"].sort(compareVersions)).toEqual([
      "0001",
      "1.9",
      "1.10",
      "2",
      "10",
    ]);
    expect(compareVersions("0003", "3")).toBe(0);
    expect(versionAfter("0099")).toBe("0100");
  });
});

describe("reading a folder", () => {
  test("orders by number, not by letter", () => {
    const { migrations, problems } = read(file("10_c.sql"), file("2_b.sql"), file("1_a.sql"));
    expect(migrations.map((one) => one.file)).toEqual(["db/1_a.sql", "db/2_b.sql", "db/10_c.sql"]);
    expect(problems).toEqual([]);
  });

  test("an empty folder is a valid nothing, and other files do not matter", () => {
    expect(read()).toEqual({ migrations: [], problems: [] });
    expect(read(file("README.md"), file(".0001_x.sql"), { kind: "folder", name: "seeds" })).toEqual({
      migrations: [],
      problems: [],
    });
  });

  test("two files of one version are named both", () => {
    const { problems } = read(file("0003_a.sql"), file("3_b.sql"), file("0004_c.sql"));
    expect(problems).toEqual([
      {
        reason: "duplicate_version",
        file: "db/3_b.sql",
        sentence: "db/3_b.sql has the same version (3) as db/0003_a.sql.",
        advice: "Rename the newer of the two to version 0005.",
      },
    ]);
  });

  test("a link and a folder in place of a file are problems, not skipped", () => {
    const { problems } = read(
      { kind: "link", name: "0001_a.sql" },
      { kind: "folder", name: "20240101_init" },
    );
    expect(problems.map((one) => [one.reason, one.file])).toEqual([
      ["bad_name", "db/0001_a.sql"],
      ["bad_name", "db/20240101_init"],
    ]);
  });

  test("line ends and a byte order mark do not change the checksum", () => {
    expect(sqlOf("\ufeffSELECT 1;\r\nSELECT 2;\r\n")).toEqual(sqlOf("SELECT 1;\nSELECT 2;\n"));
    expect(sqlOf("SELECT 1;\n")?.checksum).toBe(
      "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd",
    );
    expect(sqlOf("SELECT 1;")?.checksum).not.toBe(sqlOf("SELECT 1; ")?.checksum);
  });

  test.each([
    ["-- deploy-actions: no-transaction\nVACUUM;", false],
    ["\n/* why */\n-- Deploy-Actions: NO-TRANSACTION  \nVACUUM;", false],
    ["SELECT '-- deploy-actions: no-transaction';", true],
    ["SELECT 1;", true],
  ])("%j has transactional %s", (sql, expected) => {
    expect(sqlOf(sql)?.transactional).toBe(expected);
  });

  test.each([
    ["-- deploy-actions: no-transactions\nVACUUM;", /unknown directive "no-transactions"/],
    ["VACUUM;\n-- deploy-actions: no-transaction", /db\/1_a.sql:2: .* behind the first statement/],
    [new Uint8Array([0xff, 0xfe, 0x53, 0x00]), /not UTF-8/],
    ["SELECT '\0';", /NUL/],
  ])("%j is refused", (content, message) => {
    expect(() => sqlOf(content)).toThrow(message);
  });
});

describe("finding the folder", () => {
  test("a missing folder, a file and one outside the workspace are told apart", async () => {
    const workspace = await makeWorkspace({ "migrations/0001_a.sql": "SELECT 1;", "file.sql": "" });
    try {
      const found = await readMigrationFolder(workspace.root, "./migrations/");
      expect(found.migrations.map((one) => one.file)).toEqual(["migrations/0001_a.sql"]);
      const messages = await Promise.all(
        ["nowhere", "file.sql", ".."].map((folder) => rejection(readMigrationFolder(workspace.root, folder))),
      );
      expect(messages.map((one) => [one.code, one.message.replace(workspace.root, "WS")])).toEqual([
        ["config", "The migrations folder nowhere does not exist in WS."],
        ["config", "file.sql is a file, not a folder of .sql files."],
        ["config", "The migrations folder .. lies outside the workspace."],
      ]);
    } finally {
      await workspace.remove();
    }
  });

  test("a file that is too large is named with its size", async () => {
    const workspace = await makeWorkspace({
      "migrations/0001_a.sql": new Uint8Array(8 * 1_024 * 1_024 + 1).fill(32),
    });
    try {
      expect((await rejection(readMigrationFolder(workspace.root, "migrations"))).message).toContain(
        "8.0 MiB",
      );
    } finally {
      await workspace.remove();
    }
  });
});
