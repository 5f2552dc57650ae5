import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { runCommandLine } from "../../support/command-line.ts";
import { errorOf, runDoor } from "../../support/door.ts";
import { policy } from "../../support/policy.ts";
import { createWorkspace, type Workspace } from "../../support/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace({ ".github/deploy.yml": policy() });
});
afterEach(() => workspace.dispose());

describe("a typo in the name of an input", () => {
  test("in a workflow is refused, with the nearest right name", async () => {
    const run = await runDoor("migrate", {
      workspace: workspace.path,
      inputs: { enviroment: "production" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("enviroment");
    expect(errorOf(run)).toContain('Did you mean "environment"?');
  });

  test("on the command line too", async () => {
    const run = await runCommandLine(["health-verify", "--ulr", "http://127.0.0.1:9"], {
      cwd: workspace.path,
    });
    expect(run.exitCode).toBe(3);
    expect(run.stdout + run.stderr).toContain("--ulr");
    expect(run.stdout + run.stderr).toContain('Did you mean "--url"?');
  });

  test("and wrong values are listed with it, all in one message", async () => {
    const run = await runDoor("health-verify", {
      workspace: workspace.path,
      inputs: { url: "shop.example", for: "10 minutes", interval: "5", "fail-on": "failed" },
    });
    expect(run.exitCode).toBe(3);
    for (const name of ["url", "for", "interval", "fail-on"]) expect(errorOf(run)).toContain(name);
    expect(errorOf(run)).toContain("10 minutes");
    expect(run.annotations).toHaveLength(1);
  });

  test("a required input that is empty is asked for", async () => {
    const run = await runDoor("rollback", {
      workspace: workspace.path,
      inputs: { environment: "production" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("reason");
  });
});

describe("the policy file", () => {
  const read = async (source: string | Uint8Array, environment = "production"): Promise<string> => {
    workspace.write({ ".github/deploy.yml": source });
    const run = await runDoor("migrate", { workspace: workspace.path, inputs: { environment } });
    expect(run.exitCode).toBe(3);
    return errorOf(run);
  };

  test("with a value of the wrong type: where, what was read, what was expected", async () => {
    const error = await read(policy("rollout: { min-requests: many }"));
    expect(error).toMatch(/deploy\.yml:5:\d+ .*many/);
    expect(error).toContain("whole number");
  });

  test("with an unknown key: the nearest right one [G27]", async () => {
    const error = await read(policy("rolout: { strategy: canary }"));
    expect(error).toMatch(/deploy\.yml:5:3 .*rolout/);
    expect(error).toContain('Did you mean "rollout"?');
  });

  test("indented with a tab: the line, and that it is a tab", async () => {
    const error = await read("version: 1\ndefaults:\n\trollout: {}\n");
    expect(error).toMatch(/deploy\.yml:3:1/);
    expect(error).toMatch(/tab/i);
  });

  test("with a key twice: the line of the second one", async () => {
    const error = await read(policy("verify: off", "rollback: { within: 5m }", "verify: off"));
    expect(error).toMatch(/deploy\.yml:7:3/);
    expect(error).toMatch(/verify/);
  });

  test("without the environment: the nearest one, and those there are", async () => {
    const error = await read(policy(), "prodution");
    expect(error).toContain("prodution");
    expect(error).toContain('Did you mean "production"?');
  });

  test("with many problems: all of them in one message, each with its line and column", async () => {
    const source = [
      "version: 2",
      "servce: shop",
      "defaults:",
      `  gates: { code_coverage: ">= eighty" }`,
      "  rollout: { steps: [{ weight: 50% }, { weight: 25% }] }",
      "  windows: [{ cron: every night, for: 2h }]",
      "environments: { production: { rollback: { within: soon } } }",
    ].join("\n");
    const error = await read(source);
    for (const place of ["1:", "2:1", "4:", "6:", "7:"]) expect(error).toContain(`deploy.yml:${place}`);
    for (const read of ["servce", "eighty", "every night", "soon"]) expect(error).toContain(read);
  });

  test("that is empty, or is not there", async () => {
    expect(await read("")).toMatch(/^config: .*deploy\.yml/);
    workspace.dispose();
    workspace = createWorkspace();
    const run = await runDoor("migrate", {
      workspace: workspace.path,
      inputs: { environment: "production" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain(".github/deploy.yml");
  });

  test("that is a bomb of aliases is refused, quickly", async () => {
    const levels = Array.from({ length: 12 }, (_, n) =>
      n === 0
        ? "l0: &l0 [x, x, x, x, x, x, x, x, x]"
        : `l${n}: &l${n} [${Array(9)
            .fill(`*l${n - 1}`)
            .join(", ")}]`,
    );
    const started = Date.now();
    expect(await read(`${levels.join("\n")}\n`)).toMatch(/^config: /);
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});

describe("a path outside the workspace", () => {
  test("as the policy file is refused", async () => {
    const run = await runDoor("migrate", {
      workspace: workspace.path,
      inputs: { environment: "production", config: "../../etc/passwd" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain('"../../etc/passwd" leaves the workspace');
  });

  test("as the glob of a gate is refused, with its line", async () => {
    workspace.write({
      ".github/deploy.yml": policy('gates: { unit: { require: 100%_pass_rate, reports: "../**/*.xml" } }'),
    });
    const run = await runDoor("quality-gate", { workspace: workspace.path });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("../**/*.xml");
    expect(errorOf(run)).toMatch(/deploy\.yml:5:\d+/);
  });

  test("as the folder of the migrations is refused", async () => {
    const run = await runDoor("migrate", {
      workspace: workspace.path,
      inputs: { environment: "production", folder: "/etc", "database-url": "pglite:memory" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("/etc");
  });
});
