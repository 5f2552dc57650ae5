import { join } from "node:path";
import type { FakeRunResult } from "@deploy-actions/testkit";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { dumpSchema } from "../../peers/schema-fingerprint.ts";
import { errorOf, runDoor, visible } from "../../support/door.ts";
import { policy } from "../../support/policy.ts";
import { createWorkspace, type Workspace } from "../../support/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace({
    ".github/deploy.yml": policy("migrate: { folder: migrations }"),
    "migrations/0001_create.sql": "CREATE TABLE product (id int);\n",
  });
});
afterEach(() => workspace.dispose());

const apply = (databaseUrl = "pglite:./database", secrets: readonly string[] = []): Promise<FakeRunResult> =>
  runDoor("migrate", {
    workspace: workspace.path,
    secrets,
    inputs: { environment: "production", "database-url": databaseUrl },
  });

async function schema(): Promise<string> {
  const database = await PGlite.create(join(workspace.path, "database"));
  try {
    return await dumpSchema(async (sql) => (await database.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await database.close();
  }
}

describe("migrations", () => {
  test("one that fails half-way leaves the schema as it was before it", async () => {
    await apply();
    const before = await schema();
    workspace.write({
      "migrations/0002_half.sql":
        "CREATE TABLE half (id int);\nCREATE INDEX half_id ON half (id);\nALTER TABLE no_such_table ADD COLUMN x int;\n",
    });
    const run = await apply();
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("migrations/0002_half.sql");
    expect(errorOf(run)).toContain("no_such_table");
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ properties: expect.objectContaining({ line: "3" }) }),
    );
    expect(await schema()).toBe(before);
  });

  test("one that was edited after it was applied: nothing is applied, the file is named", async () => {
    await apply();
    workspace.write({
      "migrations/0001_create.sql": "CREATE TABLE product (id bigint);\n",
      "migrations/0002_more.sql": "CREATE TABLE more (id int);\n",
    });
    const before = await schema();
    const run = await apply();
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "fail", applied: "[]" } });
    expect(errorOf(run)).toContain("0001_create.sql");
    expect(errorOf(run)).toMatch(/edited|changed/);
    expect(await schema()).toBe(before);
  });

  test("two with one version: nothing is applied, both are named", async () => {
    workspace.write({ "migrations/0001_other.sql": "CREATE TABLE other (id int);\n" });
    const run = await apply();
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "fail", applied: "[]" } });
    expect(run.summary).toContain("create.sql");
    expect(run.summary).toContain("other.sql");
  });
});

describe("the database URL", () => {
  test("of a server nobody runs: refused, in words without the password", async () => {
    const url = "postgres://shop:hunter2-secret@127.0.0.1:9/shop";
    const run = await apply(url, [url]);
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("127.0.0.1:9");
    expect(errorOf(run)).toContain("refused");
    const printed = [...run.stdout, ...run.stderr].filter((line) => !line.startsWith("::add-mask::"));
    for (const text of [printed.join("\n"), visible(run), JSON.stringify(run.outputs)])
      expect(text).not.toContain("hunter2-secret");
  });

  test.each([
    ["of another database", "mysql://u:hunter2-secret@h/d", "mysql:"],
    ["that is none", "hunter2-secret", "does not start with a scheme"],
    ["that cannot be parsed", "postgres://u:hunter2-secret@h:port/d", "cannot be parsed"],
  ])("%s: refused, without repeating it", async (_title, url, words) => {
    const run = await apply(url);
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain(words);
    const printed = [...run.stdout, ...run.stderr].filter((line) => !line.startsWith("::add-mask::"));
    expect([...printed, visible(run)].join("\n")).not.toContain("hunter2-secret");
  });

  test("that is empty: what to pass, and that forks get no secrets", async () => {
    const run = await apply("");
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("DATABASE_URL");
    expect(errorOf(run)).toContain("fork");
  });
});
