import { createHash } from "node:crypto";
import {
  type FakeGitHub,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startRegistry, type TestRegistry } from "../../packages/registries/test/support/oci-server.ts";
import { addDeployment } from "../support/deployments.ts";
import { errorOf, runDoor, visible } from "../support/door.ts";
import { createExecPlatform, type ExecPlatform } from "../support/exec-platform.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

const LOGIN = { user: "octo", password: "pat-12345678" };
const sha = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

let workspace: Workspace;
let github: FakeGitHub;
let shop: WebhookReceiver;
let registry: TestRegistry;
let platform: ExecPlatform;

/** Puts an image into the registry, and returns its digest. */
function push(tag: string, env: readonly string[] = []): string {
  const config = JSON.stringify({ config: { Env: [...env, `TAG=${tag}`] }, rootfs: {} });
  const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: sha(config) }, layers: [] });
  registry.manifests.set(tag, manifest).set(sha(manifest), manifest);
  registry.blobs.set(sha(config), config);
  return sha(manifest);
}

const repository = (): string => `127.0.0.1:${registry.port}/octo/shop`;

beforeEach(async () => {
  [github, shop, registry] = await Promise.all([
    startFakeGitHub(),
    startWebhookReceiver(),
    startRegistry(LOGIN),
  ]);
  shop.always(() => ({ body: { status: "ok", version: platform.stable } }));
  workspace = createWorkspace();
  platform = createExecPlatform(workspace.path);
  platform.write({ stable: { version: "main-0000000" } });
  const auth = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString("base64");
  workspace.write({
    "docker/config.json": JSON.stringify({ auths: { [`127.0.0.1:${registry.port}`]: { auth } } }),
    ".github/deploy.yml": `version: 1
service: shop
defaults:
  target: ${platform.yaml}
  rollout: { strategy: all-at-once, abort-when: [] }
  verify: { checks: [{ http: "${shop.url}/health", version: "\${release}" }], for: 200ms, interval: 100ms }
  image:
    reference: "${repository()}:\${release}"
    tag: "main-[0-9a-f]{7}"
    no-secrets: true
environments:
  bare: { image: off }
  staging: { image: { promote-to: "staging-\${release}" } }
  production: { image: { tag: "release-\\\\d+\\\\.\\\\d+\\\\.\\\\d+" } }
`,
  });
});

afterEach(async () => {
  const { violations } = github;
  await Promise.all([github.close(), shop.close(), registry.stop()]);
  workspace.dispose();
  expect(violations).toEqual([]);
});

function run(door: string, inputs: Readonly<Record<string, string>>) {
  return runDoor(door, {
    github,
    workspace: workspace.path,
    env: { DOCKER_CONFIG: `${workspace.path}/docker` },
    inputs: { environment: "staging", ...inputs },
  });
}

describe("the gate of an image", () => {
  test("passes one that is there under an allowed tag, and says its digest [E27]", async () => {
    const digest = push("main-1a2b3c4");
    const gate = await run("quality-gate", { release: "main-1a2b3c4" });
    expect(gate).toMatchObject({ exitCode: 0, outputs: { verdict: "pass", "image-digest": digest } });
    expect(gate.summary).toContain(digest);
    expect(visible(gate)).not.toContain(LOGIN.password);
  });

  test.each([
    ["latest", "staging", "image_not_pinned"],
    ["main-1a2b3c4", "production", "tag_not_allowed"],
    ["release-1.2.3", "staging", "tag_not_allowed"],
    ["main-ffffff0", "staging", "image_not_found"],
  ])("refuses %s for %s: %s [D12] [E27]", async (release, environment, reason) => {
    push("main-1a2b3c4");
    push("release-1.2.3");
    push("latest");
    const gate = await run("quality-gate", { environment, release });
    expect(gate).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expect(JSON.parse(gate.outputs.gates ?? "[]")).toEqual([
      expect.objectContaining({ name: "image", outcome: "fail", reason }),
    ]);
  });

  test("fails one that was built with a secret, by its name alone [D10]", async () => {
    push("main-1a2b3c4", ["DB_PASSWORD=correct-horse-battery"]);
    const gate = await run("quality-gate", { release: "main-1a2b3c4" });
    expect(gate).toMatchObject({ exitCode: 1, outputs: { verdict: "fail", reason: "secrets_in_image" } });
    expect(errorOf(gate)).toContain("DB_PASSWORD (environment)");
    expect(visible(gate)).not.toContain("correct-horse-battery");
  });

  test("can be asked alone, and is nothing to judge where the policy names none", async () => {
    const digest = push("main-1a2b3c4");
    const alone = { release: "main-1a2b3c4", gates: "image" };
    const judged = await run("quality-gate", alone);
    expect(judged).toMatchObject({ exitCode: 0, outputs: { verdict: "pass", "image-digest": digest } });
    const bare = await run("quality-gate", { ...alone, environment: "bare" });
    expect(bare).toMatchObject({ exitCode: 0, outputs: { verdict: "pass", reason: "nothing_to_do" } });
    expect(bare.outputs.sentence).toBe("bare has no image section: there is no image to judge");
  });

  test("is not asked without a release, and says so", async () => {
    const gate = await run("quality-gate", {});
    expect(gate.annotations).toContainEqual(
      expect.objectContaining({ level: "notice", message: expect.stringContaining("no release is given") }),
    );
    expect(gate.outputs["image-digest"] ?? "").toBe("");
  });
});

describe("the pipeline", () => {
  const deploy = (release: string) => run("pipeline", { release });
  const history = () =>
    addDeployment(github, {
      version: "main-0000000",
      environment: "staging",
      phases: ["verifying", "verified"],
    });

  test("deploys what it judged by its digest, and promotes that digest once it is verified [D12] [E27]", async () => {
    history();
    const digest = push("main-1a2b3c4");
    const done = await deploy("main-1a2b3c4");
    expect(done).toMatchObject({
      exitCode: 0,
      outputs: {
        outcome: "promoted",
        "image-digest": digest,
        "image-promoted": "staging-main-1a2b3c4",
      },
    });
    expect(github.state.deployments.at(-1)?.payload).toMatchObject({
      version: "main-1a2b3c4",
      artifact: `${repository()}@${digest}`,
    });
    expect(sha(registry.manifests.get("staging-main-1a2b3c4") ?? "")).toBe(digest);
    expect(done.summary).toContain("has the tag");
  });

  test("does not begin with an image that may not be deployed [D10]", async () => {
    history();
    push("main-1a2b3c4", ["API_TOKEN=not-so-secret-now"]);
    const stopped = await deploy("main-1a2b3c4");
    expect(stopped).toMatchObject({ exitCode: 1, outputs: { outcome: "not_started", verdict: "fail" } });
    expect(platform.changes).toEqual([]);
    expect(registry.manifests.has("staging-main-1a2b3c4")).toBe(false);
  });

  test("never moves a tag of another digest: the release stays, and that is said [D12]", async () => {
    history();
    push("main-1a2b3c4");
    const other = push("staging-main-1a2b3c4", ["OTHER=1"]);
    const done = await deploy("main-1a2b3c4");
    expect(done).toMatchObject({ exitCode: 0, outputs: { outcome: "promoted", "image-promoted": "" } });
    expect(errorOf(done)).toContain("did not get the tag staging-main-1a2b3c4");
    expect(sha(registry.manifests.get("staging-main-1a2b3c4") ?? "")).toBe(other);
  });
});

test("a rollout whose verification is a later step is promoted by that step, with the digest it began with [D12]", async () => {
  addDeployment(github, {
    version: "main-0000000",
    environment: "staging",
    phases: ["verifying", "verified"],
  });
  const digest = push("main-1a2b3c4");
  const canary = await run("canary-deploy", { release: "main-1a2b3c4", record: "leave-open" });
  expect(canary).toMatchObject({ exitCode: 0, outputs: { outcome: "promoted" } });
  expect(registry.manifests.has("staging-main-1a2b3c4")).toBe(false);
  // Whoever moves the tag meanwhile does not change what was deployed.
  push("main-1a2b3c4", ["MOVED=1"]);
  const verified = await run("health-verify", {
    release: "main-1a2b3c4",
    "deployment-id": canary.outputs["deployment-id"] ?? "",
  });
  expect(verified).toMatchObject({ exitCode: 0, outputs: { "image-promoted": "staging-main-1a2b3c4" } });
  expect(sha(registry.manifests.get("staging-main-1a2b3c4") ?? "")).toBe(digest);
});
