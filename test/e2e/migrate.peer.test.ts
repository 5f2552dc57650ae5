import { randomUUID } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { describePeer } from "../peers/require-peer.ts";
import { dumpSchema, type RunQuery } from "../peers/schema-fingerprint.ts";
import { errorOf, ROOT, runDoor, visible } from "../support/door.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

const POLICY = `version: 1
service: shop
defaults:
  target: { platform: exec, observe: [a], set-weight: [a], promote: [a], abort: [a] }
  migrate: { folder: migrations }
environments: { production: {} }
`;

describePeer("migrate on PostgreSQL", "DEPLOY_ACTIONS_PEER_POSTGRES_URL", (server) => {
  const database = `e2e_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(server);
  url.pathname = `/${database}`;
  let workspace: Workspace;
  let client: pg.Client;
  const query: RunQuery = async (sql) => (await client.query<Record<string, unknown>>(sql)).rows;
  const step = (command: string, databaseUrl = url.href) =>
    runDoor("migrate", {
      workspace: workspace.path,
      secrets: [databaseUrl],
      inputs: { environment: "production", command, "database-url": databaseUrl },
    });

  beforeAll(async () => {
    workspace = createWorkspace({ ".github/deploy.yml": POLICY });
    cpSync(join(ROOT, "test/demo/shop/migrations"), join(workspace.path, "migrations"), { recursive: true });
    const admin = new pg.Client(server);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${database}`);
    await admin.end();
    client = new pg.Client(url.href);
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    const admin = new pg.Client(server);
    await admin.connect();
    await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
    await admin.end();
    workspace.dispose();
  });

  test("plan changes nothing, apply applies, status agrees; the password is seen nowhere", async () => {
    const before = await dumpSchema(query);
    const plan = await step("plan");
    expect(plan.outputs).toMatchObject({ verdict: "pass", pending: "3", applied: "[]" });
    expect(await dumpSchema(query)).toBe(before);
    const apply = await step("apply");
    expect(apply.outputs).toMatchObject({ verdict: "pass", applied: '["0001","0002","0003"]' });
    const status = await step("status");
    expect(status.outputs).toMatchObject({ pending: "0", reason: "up_to_date" });
    const password = decodeURIComponent(url.password);
    for (const run of [plan, apply, status]) {
      const printed = [...run.stdout, ...run.stderr].filter((line) => !line.startsWith("::add-mask::"));
      expect([visible(run), ...printed].join("\n")).not.toContain(password);
    }
  });

  test("a file that fails in its middle leaves the schema as it was [A20]", async () => {
    await step("apply");
    const before = await dumpSchema(query);
    workspace.write({
      "migrations/0004_half.sql":
        "CREATE TABLE half (id int);\nALTER TABLE no_such_table ADD COLUMN x int;\n",
    });
    const run = await step("apply");
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("0004_half.sql");
    expect(errorOf(run)).toContain("no_such_table");
    expect(await dumpSchema(query)).toBe(before);
  });

  test("a wrong password is refused in words that do not hold it", async () => {
    const wrong = new URL(url);
    wrong.password = "s3cret-but-wrong";
    const run = await step("status", wrong.href);
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toMatch(/password|authentication/i);
    const printed = [...run.stdout, ...run.stderr].filter((line) => !line.startsWith("::add-mask::"));
    for (const text of [visible(run), printed.join("\n")]) expect(text).not.toContain("s3cret-but-wrong");
    expect(run.exitCode).not.toBe(0);
  });
});
