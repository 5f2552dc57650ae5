import {
  type FakeGitHub,
  type FakePermissions,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type DoorOptions, errorOf, runDoor } from "../../support/door.ts";
import { createExecPlatform } from "../../support/exec-platform.ts";
import { policy, UNUSED_TARGET } from "../../support/policy.ts";
import { junit } from "../../support/reports.ts";
import { createWorkspace, type Workspace } from "../../support/workspace.ts";

const GATE = `version: 1\ngates: { unit: "100%_pass_rate" }\n`;

let workspace: Workspace;
let receiver: WebhookReceiver;
let github: FakeGitHub;

beforeEach(async () => {
  receiver = await startWebhookReceiver();
  workspace = createWorkspace({ "reports/junit/1.xml": junit(3) });
});
afterEach(async () => {
  const { violations } = github;
  await Promise.all([receiver.close(), github.close()]);
  workspace.dispose();
  expect(violations).toEqual([]);
});

async function withPermissions(permissions: FakePermissions): Promise<void> {
  github = await startFakeGitHub({ permissions, files: { ".github/deploy.yml": GATE } });
}

function pullRequest(headOwner?: string): Required<Pick<DoorOptions, "event">> {
  const sha = github.state.commit({ branch: "topic", files: { a: "b" } });
  const number = github.state.openPull({ head: "topic", ...(headOwner === undefined ? {} : { headOwner }) });
  const pull_request = { number, head: { sha }, base: { ref: "main" } };
  return { event: { name: "pull_request", payload: { pull_request } } };
}

describe("without permission to comment", () => {
  test("the verdict stands, and a warning says which line to add", async () => {
    await withPermissions({ contents: "read", "pull-requests": "read", issues: "read" });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path, ...pullRequest() });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: "pass" } });
    expect(run.annotations).toEqual([
      expect.objectContaining({
        level: "warning",
        message: expect.stringMatching(
          /No comment was written on #\d+.*"pull-requests: write" under permissions/s,
        ),
      }),
    ]);
  });

  test("on a fork's pull request (read-only token, no secrets) the same", async () => {
    await withPermissions({ contents: "read", "pull-requests": "read", issues: "read" });
    const run = await runDoor("quality-gate", {
      github,
      workspace: workspace.path,
      ...pullRequest("stranger"),
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: "pass" } });
    expect(run.annotations[0]?.message).toContain("from a fork");
  });
});

describe("without permission for deployments", () => {
  test("the pipeline stops before traffic moves, and says which line to add", async () => {
    await withPermissions({ contents: "read", deployments: "read" });
    const platform = createExecPlatform(workspace.path);
    platform.write({ stable: { version: "v1" } });
    workspace.write({
      ".github/deploy.yml": policy().replace(UNUSED_TARGET, platform.yaml),
    });
    const run = await runDoor("pipeline", {
      github,
      workspace: workspace.path,
      inputs: { environment: "production", release: "v2" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toMatch(/^permission: .*deployments.* 403/);
    expect(errorOf(run)).toContain('Add "deployments: write" under permissions');
    expect(platform).toMatchObject({ stable: "v1", changes: [] });
  });
});

describe("without permission to read the policy", () => {
  test("the gate says which line to add, and does not fall back on the checkout", async () => {
    await withPermissions({ "pull-requests": "write" });
    workspace.write({ ".github/deploy.yml": GATE });
    const run = await runDoor("quality-gate", { github, workspace: workspace.path, ...pullRequest() });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("contents: read");
    expect(run.outputs.verdict).toBeUndefined();
  });

  test("without any token it says what to pass", async () => {
    await withPermissions({});
    const run = await runDoor("quality-gate", {
      github,
      workspace: workspace.path,
      ...pullRequest(),
      inputs: { "github-token": "" },
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("No github-token");
    expect(errorOf(run)).toContain("github-token: ${{ github.token }}");
  });
});

describe("without id-token: write", () => {
  beforeEach(() => {
    workspace.write({
      ".github/deploy.yml": policy(
        "notify: { webhook: { required: true, oidc-audience: https://hook.example } }",
      ),
    });
  });

  test("the webhook is not called unsigned, and the line to add is named", async () => {
    await withPermissions({ contents: "read" });
    const run = await runDoor("notify", {
      github,
      workspace: workspace.path,
      inputs: { environment: "production", release: "v2", occasion: "failed", "webhook-url": receiver.url },
    });
    expect(run.exitCode).toBe(1);
    expect(errorOf(run)).toContain("id-token: write");
    expect(receiver.requests).toEqual([]);
  });

  test("a fork's run, which has neither secret nor token, is green with a notice", async () => {
    await withPermissions({ contents: "read" });
    github.state.commit({
      files: { ".github/deploy.yml": policy("notify: { webhook: { required: true, oidc-audience: x } }") },
    });
    const run = await runDoor("notify", {
      github,
      workspace: workspace.path,
      ...pullRequest("stranger"),
      inputs: { environment: "production", release: "v2", occasion: "failed" },
    });
    expect(run.exitCode).toBe(0);
    expect(run.annotations).toEqual([expect.objectContaining({ level: "notice" })]);
  });
});
