import {
  type FakeGitHub,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { addDeployment, lastStatus } from "../support/deployments.ts";
import { errorOf, runDoor } from "../support/door.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

const TARGET = "{ platform: exec, observe: [a], set-weight: [a], promote: [a], abort: [a] }";
const QUICK = { for: "200ms", interval: "100ms" };

let workspace: Workspace;
let shop: WebhookReceiver;
let github: FakeGitHub;

beforeEach(async () => {
  [shop, github] = await Promise.all([startWebhookReceiver(), startFakeGitHub()]);
  shop.always({ body: { status: "ok", version: "v2" } });
  workspace = createWorkspace({
    ".github/deploy.yml": `version: 1
service: shop
defaults:
  target: ${TARGET}
  verify: { checks: [{ name: api, http: "${shop.url}/health", version: "\${release}" }], for: 300ms, interval: 100ms }
environments:
  production: {}
  unchecked: { verify: off }
  functions:
    verify:
      checks:
        - name: functions
          http: "${shop.url}/functions/v1/trust-scorer"
          method: POST
          headers: { content-type: application/json }
          body: '{"action":"health_check"}'
`,
  });
});

afterEach(async () => {
  const { violations } = github;
  await Promise.all([shop.close(), github.close()]);
  workspace.dispose();
  expect(violations).toEqual([]);
});

const verify = (inputs: Readonly<Record<string, string>>) =>
  runDoor("health-verify", { github, workspace: workspace.path, inputs });

describe("one URL, without a policy file", () => {
  test("that answers is healthy", async () => {
    workspace.write({ ".github/deploy.yml": "not: read" });
    const run = await verify({ url: `${shop.url}/health`, ...QUICK });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ verdict: "pass", failures: "0", "p95-ms": "" });
    expect(Number(run.outputs.samples)).toBe(shop.requests.length);
    expect(JSON.parse(run.outputs.report ?? "")).toMatchObject({ schema: 1, checks: [{ unhealthy: 0 }] });
    expect(github.requests).toEqual([]);
  });

  test("that answers 500 fails", async () => {
    shop.always({ status: 500 });
    const run = await verify({ url: `${shop.url}/health`, ...QUICK });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expect(run.summary).toContain("500");
  });

  test("may be expected to answer something else than 2xx [E17]", async () => {
    shop.always({ status: 401 });
    const run = await verify({ url: shop.url, ...QUICK, "expect-status": "200-204\n401" });
    expect(run.outputs.verdict).toBe("pass");
  });

  test("that names another version than the one released fails", async () => {
    const run = await verify({ url: `${shop.url}/health`, ...QUICK, release: "v3", for: "500ms" });
    expect(run.outputs.verdict).toBe("fail");
    expect(run.summary).toMatch(/v2/);
  });

  test("that nobody serves fails, with the reason", async () => {
    const run = await verify({ url: "http://127.0.0.1:9/health", ...QUICK });
    expect(run.outputs.verdict).toBe("fail");
    expect(run.summary).toContain("refused");
  });

  test.each([["29"], ["200-"], ["300-200"], ["ok"]])("refuses %s as an expected status", async (status) => {
    const run = await verify({ url: shop.url, "expect-status": status });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain(`Input expect-status has "${status}"`);
    expect(shop.requests).toEqual([]);
  });
});

describe("the checks of the policy file", () => {
  test("are asked for the version that was released", async () => {
    const run = await verify({ environment: "production", release: "v2" });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: "pass" } });
    expect(run.summary).toContain("production, policy of .github/deploy.yml");
  });

  test.each([
    ["healthy when it says so", { status: "healthy" }, "pass"],
    ["not healthy with an error in a body of status 200", { error: "no connection to the database" }, "fail"],
    ["not healthy with the status of an error in it", { status: "error", data: [] }, "fail"],
  ])("may ask by POST with a JSON body; the answer is %s [G12]", async (_how, body, verdict) => {
    shop.always({ body });
    const run = await verify({ environment: "functions", ...QUICK });
    expect(run).toMatchObject({ exitCode: verdict === "pass" ? 0 : 1, outputs: { verdict } });
    expect(shop.requests[0]).toMatchObject({ method: "POST", json: { action: "health_check" } });
    expect(shop.requests[0]?.headers["content-type"]).toBe("application/json");
  });

  test("need an environment that has some", async () => {
    const run = await verify({ environment: "unchecked" });
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("unchecked has no verify checks");
  });

  test("need an environment or a url at all", async () => {
    const run = await verify({});
    expect(run.exitCode).toBe(3);
    expect(errorOf(run)).toContain("neither url nor environment is given");
  });
});

describe("the deployment it finishes", () => {
  test("is verified when everything is healthy", async () => {
    const id = addDeployment(github, { version: "v2", phases: ["verifying"], runId: "1658821493" });
    const run = await verify({ environment: "production", release: "v2", "deployment-id": String(id) });
    expect(run.outputs.verdict).toBe("pass");
    expect(lastStatus(github, id)).toMatch(/^success verified 100% \[pass /);
  });

  test("has failed when it is not", async () => {
    shop.always({ status: 503, body: "out of order" });
    const id = addDeployment(github, { version: "v2", phases: ["verifying"], runId: "1658821493" });
    const run = await verify({ environment: "production", release: "v2", "deployment-id": String(id) });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expect(lastStatus(github, id)).toMatch(/^failure failed 100% \[fail /);
  });

  test("was finished by somebody else: an error, but the outputs say what was seen", async () => {
    const id = addDeployment(github, { version: "v2", phases: ["verifying", "failed"] });
    const run = await verify({ environment: "production", release: "v2", "deployment-id": String(id) });
    expect(run.exitCode).toBe(3);
    expect(run.outputs.verdict).toBe("pass");
    expect(lastStatus(github, id)).toMatch(/^failure/);
  });
});
