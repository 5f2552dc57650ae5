import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type FakeGitHub,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { addDeployment, lastStatus } from "../support/deployments.ts";
import { errorOf, runDoor } from "../support/door.ts";
import { createExecPlatform, type ExecPlatform } from "../support/exec-platform.ts";
import { lcov } from "../support/reports.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

let workspace: Workspace;
let github: FakeGitHub;
let shop: WebhookReceiver;
let hook: WebhookReceiver;
let platform: ExecPlatform;

beforeEach(async () => {
  [github, shop, hook] = await Promise.all([
    startFakeGitHub(),
    startWebhookReceiver(),
    startWebhookReceiver(),
  ]);
  // As a service does: it says the version that is live.
  shop.always(() => ({ body: { status: "ok", version: platform.stable } }));
  workspace = createWorkspace({
    "coverage/lcov.info": lcov(100, 80),
    "migrations/0001_create.sql": "CREATE TABLE product (id int);",
  });
  platform = createExecPlatform(workspace.path);
  platform.write({ stable: { version: "v1" } });
  workspace.write({
    ".github/deploy.yml": `version: 1
service: shop
defaults:
  target: ${platform.yaml}
  gates: { code_coverage: ">= 80%" }
  migrate: off
  rollout: { strategy: all-at-once, abort-when: [] }
  verify: { checks: [{ http: "${shop.url}/health", version: "\${release}" }], for: 300ms, interval: 100ms }
  notify: { webhook: { when: [completed, failed, rolled-back] } }
environments:
  production: {}
  full: { migrate: { folder: migrations } }
  late: { migrate: { folder: migrations, order: after } }
  closed: { windows: [{ cron: "0 2 29 2 *", for: 1h, zone: UTC }], verify: off }
  loud: { notify: { webhook: { required: true } } }
  bare: { gates: { code_coverage: off }, verify: off, notify: { webhook: off } }
  asked: { verify: { checks: [{ name: worker, command: [node, ask.mjs, "\${release}"] }], interval: 100ms } }
`,
    "ask.mjs":
      'import { appendFileSync } from "node:fs";\nappendFileSync("asked.txt", `${process.argv[2]} `);\n',
  });
});

afterEach(async () => {
  const { violations } = github;
  await Promise.all([github.close(), shop.close(), hook.close()]);
  workspace.dispose();
  expect(violations).toEqual([]);
});

const deploy = (inputs: Readonly<Record<string, string>> = {}) =>
  runDoor("pipeline", {
    github,
    workspace: workspace.path,
    inputs: {
      environment: "production",
      release: "v2",
      "database-url": "pglite:./database",
      "webhook-url": hook.url,
      ...inputs,
    },
  });

const told = () => hook.requests.map((one) => (one.json as { readonly occasion: string }).occasion);

/** v1 is live and verified. */
const live = (environment = "production") =>
  addDeployment(github, { version: "v1", environment, phases: ["verifying", "verified"] });

test("everything good: gate, migrate, canary, verify, record, announce", async () => {
  live("full");
  const run = await deploy({ environment: "full" });
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({
    verdict: "pass",
    outcome: "promoted",
    "gate-verdict": "pass",
    "migrate-applied": '["0001"]',
    "canary-verdict": "pass",
    "verify-verdict": "pass",
    release: "v2",
    previous: "v1",
  });
  expect(platform.stable).toBe("v2");
  expect(github.state.deployments.at(-1)?.payload).toMatchObject({ version: "v2", migrations: ["0001"] });
  expect(lastStatus(github, run.outputs["deployment-id"])).toMatch(/^success verified 100%/);
  expect(told()).toEqual(["completed"]);
  expect(JSON.parse(run.outputs["notify-deliveries"] ?? "")).toEqual([
    expect.objectContaining({ channel: "webhook", state: "sent" }),
  ]);
  expect(run.summary).toMatch(/^## ✅ Deployment: promoted, passed/);
  for (const phase of ["gate", "check before", "migrate", "canary", "verify"])
    expect(run.summary).toContain(`| ${phase} |`);
});

test.each([
  ["full", ["gate", "check before", "migrate", "canary", "verify"]],
  ["late", ["gate", "check before", "canary", "migrate after", "verify"]],
])("the phases of %s come in the order its policy gives: %j [D16]", async (environment, order) => {
  live(environment);
  const run = await deploy({ environment });
  expect(run.outputs).toMatchObject({ verdict: "pass", outcome: "promoted", "migrate-applied": '["0001"]' });
  const rows = Array.from(run.summary.matchAll(/^\| ([a-z ]+) \| ✅ pass \|/gm), ([, phase]) => phase);
  expect(rows).toEqual(order);
  expect(told()).toEqual(["completed"]);
});

test("a plan names every value and its origin, and touches nothing", async () => {
  live();
  const before = JSON.stringify(github.state.toJSON());
  const files = readdirSync(workspace.path).sort();
  const run = await deploy({ environment: "full", plan: "true" });
  expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: "pass", reason: "planned" } });
  expect(run.summary).toContain("v2 would be rolled out to full over v1");
  expect(run.log.join("\n")).toMatch(/rollout\.min-requests +50 +<- built-in/);
  expect(run.log.join("\n")).toMatch(/migrate\.folder +migrations +<- .*deploy\.yml:\d+:\d+/);
  expect(run.outputs.outcome).toBeUndefined();
  expect(platform.changes).toEqual([]);
  expect(JSON.stringify(github.state.toJSON())).toBe(before);
  expect([shop.requests, hook.requests]).toEqual([[], []]);
  expect(
    readdirSync(workspace.path)
      .filter((name) => name !== "platform.json.calls")
      .sort(),
  ).toEqual(files.filter((name) => name !== "platform.json.calls"));
});

test("a failing gate stops it before anything is touched, and people are told", async () => {
  workspace.write({ "coverage/lcov.info": lcov(10_000, 7_999) });
  const run = await deploy();
  expect(run).toMatchObject({
    exitCode: 1,
    outputs: { verdict: "fail", outcome: "not_started", "gate-verdict": "fail" },
  });
  expect(platform.changes).toEqual([]);
  expect(github.state.deployments).toEqual([]);
  expect(existsSync(join(workspace.path, "database"))).toBe(false);
  expect(shop.requests).toEqual([]);
  expect(told()).toEqual(["failed"]);
});

test("a gate nobody could judge stops it, and the step is not green, also with fail-on: fail", async () => {
  workspace.write({ "coverage/lcov.info": "" });
  const run = await deploy({ "fail-on": "fail" });
  expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "inconclusive", outcome: "not_started" } });
  expect(platform.changes).toEqual([]);
});

test("a second run is refused before it touches anything, also the database", async () => {
  addDeployment(github, { version: "v9", environment: "full", phases: ["started"] });
  const run = await deploy({ environment: "full" });
  expect(run.exitCode).toBe(3);
  expect(errorOf(run)).toContain("is being deployed by run");
  expect(existsSync(join(workspace.path, "database"))).toBe(false);
  expect(platform.changes).toEqual([]);
});

test("a required channel that is not told fails the step; the release stays", async () => {
  live("loud");
  hook.always({ status: 404 });
  const run = await deploy({ environment: "loud" });
  expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "pass", outcome: "promoted" } });
  expect(errorOf(run)).toContain("a required channel was not told (webhook: ");
  expect(platform.stable).toBe("v2");
});

describe("a system that is unhealthy before the change", () => {
  beforeEach(() => {
    live();
    shop.always(() => (platform.stable === "v1" ? { status: 500 } : { body: { version: "v2" } }));
  });

  test("is left alone [G18]", async () => {
    const run = await deploy();
    expect(run.outputs).toMatchObject({
      outcome: "not_started",
      reason: "already_unhealthy",
      verdict: "fail",
    });
    expect(run.exitCode).toBe(1);
    expect(run.outputs.sentence).toContain("kind: hotfix");
    expect(platform.changes).toEqual([]);
  });

  test("is asked about the release that serves it, not about the one to come", async () => {
    shop.always(() => ({ body: { version: platform.stable } }));
    const run = await deploy({ environment: "asked" });
    expect(run.outputs.verdict).toBe("pass");
    expect(readFileSync(join(workspace.path, "asked.txt"), "utf8")).toMatch(/^v1 (v2 )+$/);
  });

  test("may be cured by a hotfix", async () => {
    const run = await deploy({ kind: "hotfix" });
    expect(run.outputs).toMatchObject({ outcome: "promoted", verdict: "pass" });
    expect(github.state.deployments.at(-1)?.payload).toMatchObject({ kind: "hotfix" });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: "warning", message: expect.stringContaining("this is a hotfix") }),
    );
  });
});

describe("outside the deployment windows", () => {
  test("it is refused, with the time of the next one", async () => {
    const run = await deploy({ environment: "closed" });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toMatch(/^conflict: closed is outside its deployment windows/);
    expect(errorOf(run)).toMatch(/The next window opens at \d{4}-02-29T02:00:00/);
    expect(errorOf(run)).toContain("break-glass");
    expect(platform.changes).toEqual([]);
    expect(github.state.deployments).toEqual([]);
  });

  test("a person's reason breaks the glass; it is shown and recorded", async () => {
    const run = await deploy({ environment: "closed", "break-glass": "checkout is down" });
    expect(run.outputs.outcome).toBe("promoted");
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: "warning", properties: { title: "Break glass" } }),
    );
    expect(github.state.deployments.at(-1)?.payload).toMatchObject({ reason: "checkout is down" });
  });
});

describe("a release that does not hold its verification", () => {
  beforeEach(() =>
    shop.always(() => ({ status: platform.stable === "v2" ? 500 : 200, body: { version: "v1" } })),
  );

  test("is rolled back, and both records say so", async () => {
    live();
    const run = await deploy();
    expect(run).toMatchObject({
      exitCode: 1,
      outputs: {
        outcome: "rolled_back",
        verdict: "fail",
        "canary-verdict": "pass",
        "verify-verdict": "fail",
        "rollback-verdict": "pass",
        release: "v1",
        previous: "v1",
      },
    });
    expect(platform).toMatchObject({ stable: "v1", changes: expect.arrayContaining(["restore v1"]) });
    expect(lastStatus(github, run.outputs["deployment-id"])).toMatch(/^failure failed 100%/);
    const back = github.state.deployments.at(-1);
    expect(back?.payload).toMatchObject({ kind: "rollback", rolls_back: run.outputs["deployment-id"] });
    expect(lastStatus(github, back?.id)).toMatch(/^success verified/);
    expect(told()).toEqual(["rolled-back"]);
  });

  test("stays, loudly, when there is no verified release to go back to", async () => {
    const run = await deploy();
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: "promoted", verdict: "fail" } });
    expect(run.outputs.sentence).toContain(
      "not rolled back: The ledger of production has no verified release",
    );
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: "error", properties: { title: "Not rolled back" } }),
    );
    expect(platform.stable).toBe("v2");
    expect(told()).toEqual(["failed"]);
  });
});

describe("a migration that fails", () => {
  test("stops it before the rollout, and people are told", async () => {
    live();
    workspace.write({ "migrations/0002_bad.sql": "ALTER TABLE no_such_table ADD COLUMN x int;" });
    const run = await deploy({ environment: "full" });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("0002_bad.sql");
    expect(run.summary).toContain("Deployment: stopped by an error");
    expect(platform.changes).toEqual([]);
    expect(told()).toEqual(["failed"]);
  });
});

describe("people who cannot be told", () => {
  test("after the rollout do not change its verdict", async () => {
    live();
    hook.always({ status: 404 });
    const run = await deploy();
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: "pass", outcome: "promoted" } });
  });
});

test("phases nobody asked for have no outputs and no rows", async () => {
  const run = await deploy({ environment: "bare" });
  expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: "promoted", "canary-verdict": "pass" } });
  for (const name of ["gate-verdict", "migrate-applied", "verify-verdict", "rollback-verdict"])
    expect(run.outputs[name]).toBeUndefined();
  expect(run.summary).not.toContain("| gate |");
});

test("the release that is live already is not rolled out again", async () => {
  platform.write({ stable: { version: "v2" } });
  const run = await deploy({ environment: "bare" });
  expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: "already_stable", release: "v2" } });
  expect(platform.changes).toEqual([]);
});
