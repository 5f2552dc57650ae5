import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, test } from "@jest/globals";
import { installKubectl } from "./kubectl.ts";
import { describePeer } from "./require-peer.ts";

const run = promisify(execFile);

describePeer("Argo Rollouts in the cluster of the tests", "DEPLOY_ACTIONS_PEER_ARGO_ROLLOUTS", () => {
  const kubeconfig = process.env.DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG ?? "";
  const namespace = `peer-${randomBytes(4).toString("hex")}`;
  let folder: string;

  async function kubectl(...args: string[]): Promise<void> {
    await run(await installKubectl(), ["--kubeconfig", kubeconfig, "--namespace", namespace, ...args]);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "deploy-actions-rollout-"));
    await kubectl("create", "namespace", namespace);
  });

  afterAll(async () => {
    await kubectl("delete", "namespace", namespace, "--wait=false");
    await rm(folder, { recursive: true, force: true });
  });

  test("pauses a canary at its first step, with a pod of the new version", async () => {
    const file = join(folder, "rollout.json");
    await writeFile(file, JSON.stringify(rollout("shop:1")));
    await kubectl("apply", "--filename", file);
    await kubectl("wait", "--for=jsonpath={.status.phase}=Healthy", "--timeout=25s", "rollout/shop");
    await writeFile(file, JSON.stringify(rollout("shop:2")));
    await kubectl("apply", "--filename", file);
    await kubectl("wait", "--for=jsonpath={.status.phase}=Paused", "--timeout=25s", "rollout/shop");
    await kubectl("wait", "--for=jsonpath={.status.updatedReplicas}=1", "--timeout=25s", "rollout/shop");
  });
});

function rollout(image: string): object {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Rollout",
    metadata: { name: "shop" },
    spec: {
      replicas: 4,
      selector: { matchLabels: { app: "shop" } },
      strategy: { canary: { steps: [{ setWeight: 25 }, { pause: {} }] } },
      template: {
        metadata: { labels: { app: "shop" } },
        spec: { containers: [{ name: "web", image }] },
      },
    },
  };
}
