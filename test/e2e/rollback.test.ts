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
import { createWorkspace, type Workspace } from "../support/workspace.ts";

let workspace: Workspace;
let github: FakeGitHub;
let shop: WebhookReceiver;
let platform: ExecPlatform;

beforeEach(async () => {
  [github, shop] = await Promise.all([startFakeGitHub(), startWebhookReceiver()]);
  shop.always({ body: { status: "ok" } });
  workspace = createWorkspace();
  platform = createExecPlatform(workspace.path);
  platform.write({ stable: { version: "v3" } });
  workspace.write({
    ".github/deploy.yml": `version: 1
service: shop
defaults:
  target: ${platform.yaml}
  verify: { checks: [{ http: "${shop.url}/health" }], for: 200ms, interval: 100ms }
environments:
  production: { rollback: { within: 10m } }
  staging: { rollback: { within: 5m }, verify: { for: 2s } }
  manual: { rollback: { automatic: false } }
  unchecked: { verify: off }
`,
  });
});

afterEach(async () => {
  const { violations } = github;
  await Promise.all([github.close(), shop.close()]);
  workspace.dispose();
  expect(violations).toEqual([]);
});

const rollback = (inputs: Readonly<Record<string, string>> = {}) =>
  runDoor("rollback", {
    github,
    workspace: workspace.path,
    inputs: { environment: "production", reason: "checkout fails", ...inputs },
  });

/** v1 verified, v2 live but never verified, v3 verified and live. */
function history(): { readonly v1: number; readonly v2: number; readonly v3: number } {
  return {
    v1: addDeployment(github, { version: "v1", phases: ["verifying", "verified", "superseded"] }),
    v2: addDeployment(github, { version: "v2", phases: ["verifying", "failed"], migrations: ["0007"] }),
    v3: addDeployment(github, { version: "v3", phases: ["verifying", "verified"], migrations: ["0008"] }),
  };
}

describe("where it goes back to", () => {
  test("the last verified release, over a newer one that never was [A26]", async () => {
    const { v3 } = history();
    const run = await rollback();
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({
      verdict: "pass",
      reason: "rolled_back",
      from: "v3",
      to: "v1",
      "slo-breached": "false",
    });
    expect(platform).toMatchObject({ stable: "v1", changes: ["restore v1"] });
    const record = github.state.deployments.at(-1);
    expect(record).toMatchObject({
      task: "rollback",
      payload: {
        kind: "rollback",
        version: "v1",
        reason: "checkout fails",
        rolls_back: String(v3),
        planned: false,
      },
    });
    expect(lastStatus(github, run.outputs["deployment-id"])).toMatch(
      /^success verified 100% \[pass rolled_back\]/,
    );
  });

  test("the release that is asked for, even if nobody verified it", async () => {
    history();
    const run = await rollback({ to: "v2" });
    expect(run.outputs).toMatchObject({ verdict: "pass", to: "v2" });
    expect(run.summary).toContain("never verified");
  });

  test("stable, while a candidate is on its way", async () => {
    history();
    platform.write({ stable: { version: "v3" }, candidate: { version: "v4" }, weight: 25 });
    const run = await rollback();
    expect(run.outputs).toMatchObject({ from: "v4", to: "v3", verdict: "pass" });
    expect(platform.changes).toEqual(["abort v4"]);
  });

  test("nowhere, when the release is stable already", async () => {
    history();
    const run = await rollback({ to: "v3" });
    expect(run).toMatchObject({ exitCode: 0, outputs: { reason: "already_stable", to: "v3" } });
    expect(platform.changes).toEqual([]);
  });

  test("a release the ledger does not know is refused, with the nearest one it does", async () => {
    history();
    const run = await rollback({ to: "v11" });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain('The ledger of production has no release "v11"');
    expect(errorOf(run)).toContain('Did you mean "v1"?');
    expect(platform.changes).toEqual([]);
  });

  test("the candidate itself is refused", async () => {
    history();
    addDeployment(github, { version: "v4", phases: ["started"] });
    platform.write({ stable: { version: "v3" }, candidate: { version: "v4" }, weight: 25 });
    const run = await rollback({ to: "v4" });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("v4 is the candidate of production");
    expect(platform.changes).toEqual([]);
  });

  test("nothing verified to go back to is said, with what there is", async () => {
    addDeployment(github, { version: "v2", phases: ["failed"] });
    addDeployment(github, { version: "v3", phases: ["verified"] });
    const run = await rollback();
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("no verified release before v3");
    expect(errorOf(run)).toContain("the ledger knows v2");
  });

  test("nothing running is nothing to roll back", async () => {
    platform.write({});
    expect(errorOf(await rollback())).toContain("Nothing runs in production");
  });

  test("never to what was taken back before", async () => {
    addDeployment(github, { version: "v1", phases: ["verified", "superseded"] });
    addDeployment(github, { version: "v2", phases: ["verified", "superseded"] });
    addDeployment(github, { version: "v3", phases: ["verified"] });
    await rollback();
    expect(platform.stable).toBe("v2");
    await rollback();
    expect(platform.stable).toBe("v1");
  });
});

describe("what it says", () => {
  test("a dry run prints the plan with the migrations that stay, and touches nothing [A26]", async () => {
    history();
    const before = JSON.stringify(github.state.toJSON());
    const run = await rollback({ "dry-run": "true" });
    expect(run).toMatchObject({
      exitCode: 0,
      outputs: { verdict: "pass", reason: "planned", from: "v3", to: "" },
    });
    expect(JSON.parse(run.outputs.plan ?? "")).toMatchObject({
      act: "restore",
      from: "v3",
      to: "v1",
      migrations_that_stay: ["0007", "0008"],
    });
    expect(run.summary).toContain("The database is not rolled back");
    expect(platform.changes).toEqual([]);
    expect(JSON.stringify(github.state.toJSON())).toBe(before);
  });

  test("longer than allowed since the trouble was noticed is recorded as a breach", async () => {
    history();
    const since = new Date(Date.now() - 11 * 60_000).toISOString();
    const run = await rollback({ since });
    expect(run.outputs).toMatchObject({ verdict: "pass", "slo-breached": "true" });
    expect(Number(run.outputs.seconds)).toBeGreaterThanOrEqual(660);
    expect(lastStatus(github, run.outputs["deployment-id"])).toContain("rollback_slo_breached");
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: "warning", message: expect.stringContaining("longer than the 10m") }),
    );
  });

  test.each([
    ["production", 9, "false"],
    ["production", 11, "true"],
    ["staging", 4, "false"],
    ["staging", 6, "true"],
  ])(
    "in %s %d minutes, up to the end of the verification, are a breach: %s [G1]",
    async (environment, minutes, breached) => {
      for (const version of ["v1", "v3"])
        addDeployment(github, { environment, version, phases: ["verified"] });
      const startedAt = Date.now();
      const since = new Date(startedAt - minutes * 60_000).toISOString();
      const run = await rollback({ environment, since });
      expect(run.outputs).toMatchObject({ verdict: "pass", to: "v1", "slo-breached": breached });
      const seconds = Number(run.outputs.seconds) - minutes * 60;
      expect(seconds).toBeGreaterThanOrEqual(environment === "staging" ? 2 : 0);
      expect(seconds).toBeLessThanOrEqual((Date.now() - startedAt) / 1_000 + 1);
      const said = expect.stringContaining("rollback_slo_breached");
      const status = lastStatus(github, run.outputs["deployment-id"]);
      expect(status).toEqual(
        breached === "true" ? said : expect.not.stringContaining("rollback_slo_breached"),
      );
    },
  );

  test("a time that is still to come, or none, is refused", async () => {
    expect(errorOf(await rollback({ since: "2999-01-01T00:00:00Z" }))).toContain("still to come");
    expect(errorOf(await rollback({ since: "yesterday" }))).toContain('Input since is "yesterday"');
  });

  test("traffic is back but the checks fail: rollback_unverified", async () => {
    history();
    shop.always({ status: 500 });
    const run = await rollback();
    expect(run).toMatchObject({
      exitCode: 1,
      outputs: { verdict: "fail", reason: "rollback_unverified", to: "v1" },
    });
    expect(platform.stable).toBe("v1");
    expect(lastStatus(github, run.outputs["deployment-id"])).toMatch(/^failure failed 100%/);
  });

  test("without checks nobody knows: inconclusive", async () => {
    for (const version of ["v1", "v3"])
      addDeployment(github, { version, phases: ["verified"], environment: "unchecked" });
    const run = await rollback({ environment: "unchecked" });
    expect(run).toMatchObject({
      exitCode: 2,
      outputs: { verdict: "inconclusive", reason: "rollback_unverified", to: "v1" },
    });
  });

  test("an automatic one does nothing where a person has to decide", async () => {
    const run = await rollback({ environment: "manual", automatic: "true" });
    expect(run).toMatchObject({ exitCode: 2, outputs: { reason: "not_automatic" } });
    expect(platform.changes).toEqual([]);
  });

  test("a platform that refuses is an error, and the record says that it stopped [A26]", async () => {
    history();
    platform.write({ stable: { version: "v3" }, faults: { restore: "fail" } });
    const run = await rollback();
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("permission denied for deployer");
    const last = github.state.deployments.at(-1);
    expect(lastStatus(github, last?.id)).toMatch(/^failure failed \[error\]: the rollback stopped/);
  });
});

describe("a ledger that cannot be read or written", () => {
  beforeEach(() => {
    history();
    for (const method of ["GET", "POST"])
      github.fail({ method, path: /\/deployments/, status: 403, times: 0 });
  });

  test("does not keep the traffic on a bad release: a version somebody names is brought back, and said to be unrecorded", async () => {
    const run = await rollback({ to: "v1" });
    expect(platform).toMatchObject({ stable: "v1", changes: ["restore v1"] });
    expect(run.exitCode).toBe(2);
    expect(run.outputs).toMatchObject({ verdict: "inconclusive", reason: "rollback_unrecorded", to: "v1" });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: "error", properties: { title: "Not recorded" } }),
    );
  });

  test("does not keep a candidate in either", async () => {
    platform.write({ stable: { version: "v3" }, candidate: { version: "v4" }, weight: 25 });
    const run = await rollback();
    expect(platform).toMatchObject({ stable: "v3", changes: ["abort v4"] });
    expect(run.outputs).toMatchObject({ reason: "rollback_unrecorded", to: "v3" });
  });

  test("cannot say which release was verified: a person has to", async () => {
    const run = await rollback();
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("Name the release with `to`");
    expect(platform.changes).toEqual([]);
  });
});
