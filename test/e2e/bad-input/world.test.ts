import { existsSync } from "node:fs";
import {
  type FakeGitHub,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { addDeployment, lastStatus } from "../../support/deployments.ts";
import { errorOf, runDoor, startDoor } from "../../support/door.ts";
import { createExecPlatform, type ExecPlatform } from "../../support/exec-platform.ts";
import { createWorkspace, type Workspace } from "../../support/workspace.ts";

let workspace: Workspace;
let github: FakeGitHub;
let shop: WebhookReceiver;
let platform: ExecPlatform;

beforeEach(async () => {
  [github, shop] = await Promise.all([startFakeGitHub(), startWebhookReceiver()]);
  workspace = createWorkspace();
  platform = createExecPlatform(workspace.path, { timeout: "1s" });
  platform.write({ stable: { version: "v1" } });
  workspace.write({
    ".github/deploy.yml": `version: 1
service: shop
defaults:
  target: ${platform.yaml}
  rollout: { strategy: all-at-once, abort-when: [] }
environments:
  production: {}
  slow: { rollout: { steps: [{ weight: 50%, bake: 1m }, { weight: 100% }] } }
`,
  });
});
afterEach(async () => {
  const { violations } = github;
  await Promise.all([github.close(), shop.close()]);
  workspace.dispose();
  expect(violations).toEqual([]);
});

const options = (inputs: Readonly<Record<string, string>> = {}, runId = "100") => ({
  github,
  workspace: workspace.path,
  env: { GITHUB_RUN_ID: runId },
  inputs: { environment: "production", release: "v2", ...inputs },
});

describe("a health URL that redirects to a login page with status 200", () => {
  beforeEach(() =>
    shop.always((request) =>
      request.path.startsWith("/login")
        ? { headers: { "content-type": "text/html" }, body: "<form><input type=password></form>" }
        : { status: 302, headers: { location: "/login?next=/health" } },
    ),
  );

  test("is unhealthy: the redirect is not followed", async () => {
    const run = await runDoor("health-verify", {
      inputs: { url: `${shop.url}/health`, for: "200ms", interval: "100ms" },
    });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expect(run.summary).toMatch(/302|redirect/);
    expect(shop.requests.every((request) => request.path === "/health")).toBe(true);
  });

  test("is unhealthy also when the policy follows redirects: it ended somewhere else", async () => {
    workspace.write({
      ".github/deploy.yml": `version: 1
service: shop
defaults:
  target: ${platform.yaml}
  verify: { checks: [{ http: "${shop.url}/health", follow-redirects: true }], for: 200ms, interval: 100ms }
environments: { production: {} }
`,
    });
    const run = await runDoor("health-verify", {
      workspace: workspace.path,
      inputs: { environment: "production" },
    });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expect(run.summary).toContain("/login");
  });

  test("a login page with 200 at the URL itself is no health either", async () => {
    shop.always({
      headers: { "content-type": "text/html" },
      body: '<html><form action="/login"><input type="password" name="password"></form></html>',
    });
    const run = await runDoor("health-verify", {
      inputs: { url: `${shop.url}/health`, for: "200ms", interval: "100ms" },
    });
    expect(run.exitCode).not.toBe(0);
    expect(run.outputs.verdict).not.toBe("pass");
  });
});

test("a platform command that hangs is ended at its time-out, and named", async () => {
  platform.write({ stable: { version: "v1" }, faults: { observe: "hang" } });
  const run = await runDoor("rollback", {
    ...options(),
    inputs: { environment: "production", reason: "test" },
  });
  expect(run.exitCode).toBe(3);
  expect(errorOf(run)).toContain("observe");
  expect(errorOf(run)).toMatch(/1s|time/);
});

const full = existsSync("/dev/full") ? test : test.skip;
full("a full disk under the ledger stops it before traffic moves, and says so", async () => {
  workspace.dispose();
  workspace = createWorkspace();
  platform = createExecPlatform(workspace.path);
  platform.write({ stable: { version: "v1" } });
  workspace.write({
    ".github/deploy.yml": `version: 1
service: shop
environments: { production: { target: ${platform.yaml}, rollout: { strategy: all-at-once, abort-when: [] } } }
`,
  });
  // The checkout is the file system's root: /dev/full is inside of it.
  const run = await runDoor("pipeline", {
    ...options({ ledger: "dev/full", config: `${workspace.path.slice(1)}/.github/deploy.yml` }),
    workspace: "/",
  });
  expect(run.exitCode).toBe(3);
  expect(errorOf(run)).toMatch(/space|full/i);
  expect(errorOf(run)).toContain("dev/full");
  expect(platform).toMatchObject({ stable: "v1", changes: [] });
});

describe("two deployments of one environment at once", () => {
  test("the second one is refused while the first one lives, with who holds it", async () => {
    const first = startDoor("canary-deploy", options({ environment: "slow" }, "101"));
    try {
      await first.waitForLine(/50 %/);
      const second = await runDoor("canary-deploy", options({ environment: "slow", release: "v3" }, "102"));
      expect(second.exitCode).toBe(3);
      expect(errorOf(second)).toMatch(/^conflict: /);
      expect(errorOf(second)).toContain("v2");
      expect(platform.changes.filter((line) => line.endsWith("v3"))).toEqual([]);
      expect(github.state.deployments).toHaveLength(1);
    } finally {
      first.cancel();
      await first.result;
      await first.dispose();
    }
    expect(platform.stable).toBe("v1");
  });
});

describe("GitHub's faults", () => {
  const deployments = /\/deployments($|\?)/;

  test.each([[500], [502], [503], [429]])("%s while the record is listed is tried again", async (status) => {
    github.fail({
      method: "GET",
      path: deployments,
      status,
      times: 2,
      headers: status === 429 ? { "retry-after": "0" } : {},
    });
    const run = await runDoor("pipeline", options());
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: "promoted" } });
  });

  test("an answer that never came to the creation is not answered with a second deployment", async () => {
    github.fail({ method: "POST", path: /\/deployments$/, mode: "drop-after-effect" });
    const run = await runDoor("pipeline", options());
    const open = github.state.deployments.filter((one) => one.statuses.at(-1)?.state === "in_progress");
    expect(open).toEqual([]);
    expect([0, 3]).toContain(run.exitCode);
  });

  const cases: readonly (readonly [number, string])[] = [
    [403, "deployments: write"],
    [404, "404"],
    [409, "409"],
    [422, "422"],
  ];
  test.each(cases)("%s when the record is created is clear, and nothing moved", async (status, words) => {
    github.fail({ method: "POST", path: /\/deployments$/, status, times: 0 });
    const run = await runDoor("pipeline", options());
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain(words);
    expect(platform.changes).toEqual([]);
  });

  test("500 for good at the creation ends in an error that names the call", async () => {
    github.fail({ method: "POST", path: /\/deployments$/, status: 500, times: 0 });
    const run = await runDoor("pipeline", options());
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("500");
    expect(errorOf(run)).toContain("/deployments");
    expect(platform.changes).toEqual([]);
  });

  test("a status GitHub does not take at first is written all the same", async () => {
    github.fail({ method: "POST", path: /\/statuses$/, status: 502, times: 1 });
    const run = await runDoor("pipeline", options());
    expect(run.exitCode).toBe(0);
    expect(lastStatus(github, run.outputs["deployment-id"])).toMatch(/^success verified/);
  });

  test.each([[403], [404], [409], [422], [500]])(
    "%s at the comment is a warning, and the verdict stands",
    async (status) => {
      const sha = github.state.commit({ branch: "topic", files: { a: "b" } });
      github.state.commit({
        files: { ".github/deploy.yml": `version: 1\ngates: { lint: { run: ["true"] } }\n` },
      });
      const number = github.state.openPull({ head: "topic" });
      github.fail({ method: "POST", path: /\/comments$/, status, times: 0 });
      const run = await runDoor("quality-gate", {
        github,
        workspace: workspace.path,
        event: {
          name: "pull_request",
          payload: { pull_request: { number, head: { sha }, base: { ref: "main" } } },
        },
      });
      expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: "pass" } });
      expect(run.annotations).toEqual([
        expect.objectContaining({ level: "warning", message: expect.stringContaining(String(status)) }),
      ]);
    },
  );

  test("a rollback whose target is verified by somebody else's deployment stays out of it", async () => {
    addDeployment(github, { version: "v0", service: "other", phases: ["verified"] });
    const run = await runDoor("rollback", {
      ...options(),
      inputs: { environment: "production", reason: "test" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("no verified release before v1");
  });
});
