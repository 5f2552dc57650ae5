import {
  type FakeGitHub,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { addDeployment, lastStatus } from "../support/deployments.ts";
import { runDoor } from "../support/door.ts";
import { createExecPlatform, type ExecPlatform } from "../support/exec-platform.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

/** What a team's own check asks of its queue: is a worker of this release alive, and does it keep up? */
const CHECK = `const [url, release] = process.argv.slice(2);
const { waiting, workers } = await (await fetch(url)).json();
const own = workers.filter((one) => one.release === release);
const problem =
  own.length === 0 ? \`no worker of \${release} has a heartbeat\`
  : own.every((one) => one.silentSeconds > 30) ? \`no worker of \${release} had a heartbeat for 30 s\`
  : waiting > 100 ? \`\${waiting} jobs wait, at most 100 may\`
  : "";
if (problem !== "") {
  console.error(problem);
  process.exitCode = 1;
}
`;

describe("a worker, which has no URL", () => {
  let workspace: Workspace;
  let github: FakeGitHub;
  let queue: WebhookReceiver;
  let platform: ExecPlatform;

  beforeEach(async () => {
    [github, queue] = await Promise.all([startFakeGitHub(), startWebhookReceiver()]);
    workspace = createWorkspace({ "deploy/check-worker.mjs": CHECK });
    platform = createExecPlatform(workspace.path);
    platform.write({ stable: { version: "v1" } });
    const command = JSON.stringify([
      process.execPath,
      "deploy/check-worker.mjs",
      `${queue.url}/queue`,
      "${release}",
    ]);
    workspace.write({
      ".github/deploy.yml": `version: 1
service: jobs
defaults:
  target: ${platform.yaml}
  rollout: { strategy: all-at-once, abort-when: [] }
  verify: { checks: [{ command: ${command}, name: worker }], for: 500ms, interval: 200ms }
environments:
  production: {}
`,
    });
    addDeployment(github, { service: "jobs", version: "v1", phases: ["verifying", "verified"] });
  });

  afterEach(async () => {
    const { violations } = github;
    await Promise.all([github.close(), queue.close()]);
    workspace.dispose();
    expect(violations).toEqual([]);
  });

  const open = (door: string, inputs: Readonly<Record<string, string>>) =>
    runDoor(door, { github, workspace: workspace.path, inputs: { environment: "production", ...inputs } });

  /** As the reusable workflow does: roll out, verify, and back when the verification fails. */
  async function deploy(release: string) {
    const rollout = await open("canary-deploy", { release, record: "leave-open" });
    expect(rollout.outputs).toMatchObject({ verdict: "pass", outcome: "promoted" });
    const id = rollout.outputs["deployment-id"] ?? "";
    const verification = await open("health-verify", { release, "deployment-id": id });
    if (verification.outputs.verdict === "fail")
      await open("rollback", { reason: "verification failed", automatic: "true" });
    return { id, verification };
  }

  test("is verified by its heartbeat and its queue [D5]", async () => {
    queue.always(() => ({
      body: { waiting: 3, workers: [{ release: platform.stable, silentSeconds: 2 }] },
    }));
    const { id, verification } = await deploy("v2");
    expect(verification).toMatchObject({ exitCode: 0, outputs: { verdict: "pass" } });
    expect(queue.requests.length).toBeGreaterThan(1);
    expect(platform.stable).toBe("v2");
    expect(lastStatus(github, id)).toMatch(/^success verified/);
  });

  test.each([
    ["is of the release before", 3, "v1", 2, "no worker of v2 has a heartbeat"],
    ["is silent", 3, "v2", 31, "no worker of v2 had a heartbeat for 30 s"],
    ["does not keep up with its queue", 101, "v2", 2, "101 jobs wait, at most 100 may"],
  ])(
    "that %s is taken back, in the words of its check [D5]",
    async (_how, waiting, release, silentSeconds, words) => {
      queue.always(() =>
        platform.stable === "v1"
          ? { body: { waiting: 3, workers: [{ release: "v1", silentSeconds: 2 }] } }
          : { body: { waiting, workers: [{ release, silentSeconds }] } },
      );
      const { id, verification } = await deploy("v2");
      expect(verification).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
      expect(verification.summary).toContain("worker");
      expect([...verification.log, verification.summary].join("\n")).toContain(words);
      expect(lastStatus(github, id)).toMatch(/^failure failed/);
      expect(platform.stable).toBe("v1");
    },
  );
});
