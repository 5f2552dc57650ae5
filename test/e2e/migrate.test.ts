import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { runCommandLine } from "../support/command-line.ts";
import { ROOT, runDoor } from "../support/door.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

const POLICY = `version: 1
service: shop
defaults:
  target: { platform: exec, observe: [a], set-weight: [a], promote: [a], abort: [a] }
  migrate: { folder: migrations }
environments:
  production: {}
  late: { migrate: { order: after } }
  none: { migrate: off }
`;

let workspace: Workspace;

beforeEach(() => {
  workspace = createWorkspace({ ".github/deploy.yml": POLICY });
  cpSync(join(ROOT, "test/demo/shop/migrations"), join(workspace.path, "migrations"), { recursive: true });
});
afterEach(() => workspace.dispose());

interface Report {
  readonly exitCode: number;
  readonly result: { readonly outcome: string; readonly reason: string; readonly sentence: string };
  readonly outputs: Readonly<Record<string, unknown>>;
}

async function migrate(command: string, ...argv: readonly string[]): Promise<Report> {
  const args = ["migrate", "--environment", "production", "--command", command, "--json"];
  const run = await runCommandLine([...args, "--database-url", "pglite:./database", ...argv], {
    cwd: workspace.path,
  });
  return JSON.parse(run.stdout) as Report;
}

describe("migrate from the command line, on an embedded database", () => {
  test("plan says what is pending, apply applies it, status then finds nothing to do", async () => {
    const plan = await migrate("plan");
    expect(plan).toMatchObject({
      exitCode: 0,
      result: {
        outcome: "pass",
        reason: "pending",
        sentence: expect.stringContaining("3 migrations pending"),
      },
      outputs: { pending: "3", applied: [] },
    });
    const apply = await migrate("apply");
    expect(apply).toMatchObject({
      exitCode: 0,
      result: { reason: "applied" },
      outputs: { pending: "3", applied: ["0001", "0002", "0003"] },
    });
    const status = await migrate("status");
    expect(status).toMatchObject({
      exitCode: 0,
      result: { reason: "up_to_date", sentence: expect.stringContaining("3 migrations applied") },
      outputs: { pending: "0", applied: [] },
    });
  });

  test("a second apply changes nothing [E8]", async () => {
    await migrate("apply");
    expect(await migrate("apply")).toMatchObject({
      result: { outcome: "pass", reason: "up_to_date" },
      outputs: { pending: "0", applied: [] },
    });
  });

  test("another folder can be named", async () => {
    workspace.write({ "db/0001_only.sql": "CREATE TABLE only_one (id int);" });
    expect(await migrate("apply", "--folder", "db")).toMatchObject({ outputs: { applied: ["0001"] } });
  });
});

describe("migrate as a step", () => {
  const step = (inputs: Readonly<Record<string, string>>) =>
    runDoor("migrate", {
      workspace: workspace.path,
      inputs: { environment: "production", "database-url": "pglite:./database", ...inputs },
    });

  test("writes outputs, and a summary with each pending file and its SQL", async () => {
    const run = await step({ command: "plan" });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ verdict: "pass", pending: "3", applied: "[]", "policy-commit": "" });
    expect(run.summary).toContain("0003&#95;order&#95;note.sql");
    expect(run.summary).toContain("```sql");
  });

  test("does nothing where the policy wants migrations at the other side of the rollout", async () => {
    const run = await step({ environment: "late", order: "before" });
    expect(run.outputs).toMatchObject({ verdict: "pass", reason: "nothing_to_do", applied: "[]" });
    expect(run.outputs.sentence).toContain("applied after the rollout");
  });

  test("does nothing in an environment without migrations, and asks for no database", async () => {
    const run = await step({ environment: "none", "database-url": "" });
    expect(run).toMatchObject({ exitCode: 0, outputs: { reason: "nothing_to_do", pending: "0" } });
  });
});
