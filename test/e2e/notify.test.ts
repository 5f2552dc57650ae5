import { createHmac } from "node:crypto";
import {
  type FakeGitHub,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { addDeployment } from "../support/deployments.ts";
import { type DoorOptions, errorOf, runDoor, visible } from "../support/door.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

const AUDIENCE = "https://hooks.shop.example";
const POLICY = `version: 1
service: shop
defaults:
  target: { platform: exec, observe: [a], set-weight: [a], promote: [a], abort: [a] }
  rollback: { within: 10m }
  notify: { values: { contact: "@shop-team" } }
environments:
  slack: { notify: { slack: { when: [scheduled, completed, failed] } } }
  webhook: { notify: { webhook: { oidc-audience: "${AUDIENCE}" } } }
  required: { notify: { webhook: { required: true } } }
  comment: { notify: { comment: {} } }
  quiet: { notify: { slack: { when: [failed] } } }
  routine: { notify: { slack: { when: [failed, rolled-back] } } }
`;

let workspace: Workspace;
let github: FakeGitHub;
let receiver: WebhookReceiver;

beforeEach(async () => {
  [github, receiver] = await Promise.all([startFakeGitHub({ issues: [7] }), startWebhookReceiver()]);
  workspace = createWorkspace({ ".github/deploy.yml": POLICY });
});

afterEach(async () => {
  const { violations } = github;
  await Promise.all([github.close(), receiver.close()]);
  workspace.dispose();
  expect(violations).toEqual([]);
});

const notify = (inputs: Readonly<Record<string, string>>, options: DoorOptions = {}) =>
  runDoor("notify", {
    github,
    workspace: workspace.path,
    ...options,
    inputs: { release: "v2", occasion: "failed", ...inputs },
  });

const deliveries = (run: { readonly outputs: Readonly<Record<string, string>> }) =>
  JSON.parse(run.outputs.deliveries ?? "[]") as readonly {
    readonly channel: string;
    readonly state: string;
    readonly detail: string;
  }[];

describe("Slack", () => {
  test("gets blocks by its incoming webhook, with the values of the deployment's record", async () => {
    const id = addDeployment(github, {
      version: "v2",
      environment: "slack",
      phases: ["verifying", "verified"],
    });
    const run = await notify({
      environment: "slack",
      occasion: "completed",
      verdict: "pass",
      sentence: "2 checks healthy",
      "deployment-id": String(id),
      "slack-webhook-url": `${receiver.url}/services/T0/B0/secret`,
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { sent: "1" } });
    const [request] = receiver.requests;
    expect(request?.path).toBe("/services/T0/B0/secret");
    const text = JSON.stringify(request?.json);
    expect(text).toContain("[COMPLETED] Slack Deployment - v2");
    expect(text).toContain("✅");
    expect(text).toContain("2 checks healthy");
    expect(text).toContain("@shop-team");
    expect(visible(run)).not.toContain("/services/T0/B0/secret");
  });

  test("gets no mention, link or channel call from outside text", async () => {
    await notify({
      environment: "slack",
      sentence: "<!channel> <https://evil.example|click> & @here",
      "slack-webhook-url": receiver.url,
    });
    const text = JSON.stringify(receiver.requests[0]?.json);
    expect(text).toContain("&lt;!channel&gt;");
    expect(text).not.toContain("<https://evil.example");
  });

  test("a missing value of the template is one error that names it, and nothing is sent", async () => {
    const run = await notify({
      environment: "slack",
      occasion: "scheduled",
      "slack-webhook-url": receiver.url,
    });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toMatch(/changes/i);
    expect(errorOf(run)).toMatch(/impact/i);
    expect(errorOf(run)).toMatch(/^input: /);
    expect(receiver.requests).toEqual([]);
  });

  test("values of the input go over those of the policy file", async () => {
    const run = await notify({
      environment: "slack",
      occasion: "scheduled",
      "slack-webhook-url": receiver.url,
      values: "changes: [ratings, '[NOT_A_PLACEHOLDER]']\nimpact: none\ncontact: '@ada'\n",
    });
    expect(run.exitCode).toBe(0);
    const text = JSON.stringify(receiver.requests[0]?.json);
    expect(text).toContain("[NOT_A_PLACEHOLDER]");
    expect(text).toContain("@ada");
    expect(text).not.toContain("@shop-team");
  });

  test.each([
    ["a list", "[a, b]", "a list or a text"],
    ["a map in a map", "contact: { name: ada }", 'something else below "contact"'],
  ])("%s as values is refused", async (_title, values, words) => {
    const run = await notify({ environment: "slack", values, "slack-webhook-url": receiver.url });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain(`Input values holds ${words}`);
  });
});

describe("the generic webhook", () => {
  test("is signed, and carries an ID token its issuer vouches for", async () => {
    const run = await notify(
      { environment: "webhook", "webhook-url": `${receiver.url}/hook`, "webhook-secret": "k3y" },
      { idToken: true },
    );
    expect(run.outputs.sent).toBe("1");
    const [request] = receiver.requests;
    const header = request?.headers["x-deploy-actions-signature"] ?? "";
    const [, seconds = "", signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    const expected = createHmac("sha256", "k3y").update(`${seconds}.${request?.body}`).digest("hex");
    expect(signature).toBe(expected);
    const token = request?.headers.authorization?.replace(/^Bearer /, "") ?? "";
    await expect(github.issuer.verify(token, AUDIENCE)).resolves.toMatchObject({ repository: "shop/web" });
    await expect(github.issuer.verify(token, "https://other.example")).rejects.toThrow();
    expect(request?.json).toMatchObject({ schema: 1, occasion: "failed", facts: { release: "v2" } });
    expect(
      [...run.stdout, run.summary].filter((line) => !line.startsWith("::add-mask::")).join(),
    ).not.toContain(token);
  });

  test("that answers 500 is tried again with the same delivery id, then is a warning, not a failure", async () => {
    receiver.always({ status: 500 });
    const run = await notify({ environment: "webhook", "webhook-url": receiver.url }, { idToken: true });
    expect(run.exitCode).toBe(0);
    expect(deliveries(run)).toEqual([expect.objectContaining({ channel: "webhook", state: "failed" })]);
    expect(new Set(receiver.requests.map((one) => one.headers["x-deploy-actions-delivery"])).size).toBe(1);
    expect(receiver.requests.length).toBeGreaterThan(1);
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: "warning", properties: { title: "webhook was not told" } }),
    );
  });

  test("that answers 400 fails the step when it is required", async () => {
    receiver.always({ status: 400 });
    const run = await notify({ environment: "required", "webhook-url": receiver.url });
    expect(run.exitCode).toBe(1);
    expect(errorOf(run)).toContain("a required channel was not told (webhook: ");
    expect(errorOf(run)).toContain("400");
    expect(receiver.requests).toHaveLength(1);
  });

  test("without a URL (a fork gets no secrets) is a notice, and the step is green", async () => {
    const run = await notify({ environment: "required", "webhook-url": "" });
    expect(run.exitCode).toBe(0);
    expect(deliveries(run)).toEqual([expect.objectContaining({ state: "skipped" })]);
    expect(run.annotations).toEqual([expect.objectContaining({ level: "notice" })]);
    expect(run.annotations[0]?.message).toContain("fork");
  });
});

describe("the comment", () => {
  test("is kept up to date, one for each environment", async () => {
    await notify({ environment: "comment", "issue-number": "7", occasion: "failed" });
    await notify(
      { environment: "comment", "issue-number": "7", occasion: "rolled-back" },
      { env: { GITHUB_RUN_NUMBER: "4" } },
    );
    expect(github.state.comments).toEqual([
      expect.objectContaining({ issue: 7, body: expect.stringContaining("ROLLED BACK") }),
    ]);
  });

  test("goes to the pull request of the event", async () => {
    github.state.commit({ branch: "topic", files: { a: "b" } });
    const number = github.state.openPull({ head: "topic" });
    github.state.commit({ files: { ".github/deploy.yml": POLICY } });
    const payload = { pull_request: { number, head: { sha: "x" }, base: { ref: "main" } } };
    await notify({ environment: "comment" }, { event: { name: "pull_request", payload } });
    expect(github.state.comments).toEqual([expect.objectContaining({ issue: number })]);
  });
});

test.each([
  ["routine", "completed", 0],
  ["routine", "failed", 1],
  ["routine", "rolled-back", 1],
  ["slack", "completed", 1],
])(
  "in %s an ending that is %s is told %d times: a routine success is silent [E1]",
  async (environment, occasion, times) => {
    const phases = [occasion === "completed" ? "verified" : "failed"] as const;
    const id = addDeployment(github, { version: "v2", environment, phases });
    const run = await notify({
      environment,
      occasion,
      verdict: occasion === "completed" ? "pass" : "fail",
      sentence: "2 checks",
      "deployment-id": String(id),
      "slack-webhook-url": receiver.url,
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { sent: String(times) } });
    expect(receiver.requests).toHaveLength(times);
  },
);

test("nobody is told of what no channel wants to hear", async () => {
  const run = await notify({
    environment: "quiet",
    occasion: "scheduled",
    "slack-webhook-url": receiver.url,
  });
  expect(run).toMatchObject({ exitCode: 0, outputs: { deliveries: "[]", sent: "0" } });
  expect(receiver.requests).toEqual([]);
});
