import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { installKubectl } from "./kubectl.ts";
import { describePeer } from "./require-peer.ts";

const run = promisify(execFile);

describePeer("the cluster of the tests", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  const namespace = `peer-${randomBytes(4).toString("hex")}`;

  async function kubectl(...args: string[]): Promise<string> {
    const program = await installKubectl();
    const { stdout } = await run(program, ["--kubeconfig", kubeconfig, "--namespace", namespace, ...args]);
    return stdout;
  }

  beforeAll(async () => {
    await kubectl("create", "namespace", namespace);
  });

  afterAll(async () => {
    await kubectl("delete", "namespace", namespace, "--wait=false");
  });

  test("makes a Deployment available, and serves the logs of its pods", async () => {
    await kubectl("create", "deployment", "healthy", "--image=shop:1", "--replicas=2");
    await kubectl("wait", "--for=condition=Available", "--timeout=20s", "deployment/healthy");
    expect(await kubectl("logs", "deployment/healthy")).toBe("listening on :8080\nready\n");
    expect(await kubectl("logs", "--previous", "deployment/healthy")).toContain("fatal: ");
  });

  const waiting = "{.status.containerStatuses[0].state.waiting.reason}";
  test.each([
    { failure: "crash-loop", path: waiting, shown: "CrashLoopBackOff" },
    {
      failure: "oom",
      path: "{.status.containerStatuses[0].lastState.terminated.reason}",
      shown: "OOMKilled",
    },
    { failure: "image-pull", path: waiting, shown: "ImagePullBackOff" },
    { failure: "config-error", path: waiting, shown: "CreateContainerConfigError" },
    { failure: "never-ready", path: '{.status.conditions[?(@.type=="Ready")].status}', shown: "False" },
  ])("shows $shown at a pod that is to fail by $failure", async ({ failure, path, shown }) => {
    const annotations = { "peer.test/fail": failure };
    const overrides = JSON.stringify({ metadata: { annotations } });
    await kubectl("run", failure, "--image=shop:1", "--overrides", overrides);
    await kubectl("wait", `--for=jsonpath=${path}=${shown}`, "--timeout=20s", `pod/${failure}`);
  });

  test("cannot schedule a pod that asks for more than the node has", async () => {
    const resources = { requests: { cpu: "2000" } };
    const spec = { containers: [{ name: "big", image: "shop:1", resources }] };
    await kubectl("run", "big", "--image=shop:1", "--overrides", JSON.stringify({ spec }));
    const path = '{.status.conditions[?(@.type=="PodScheduled")].reason}';
    await kubectl("wait", `--for=jsonpath=${path}=Unschedulable`, "--timeout=20s", "pod/big");
  });

  test("gives a user rights only once they are bound", async () => {
    const mayList = ["--context", "deployer", "auth", "can-i", "list", "pods"];
    await expect(kubectl(...mayList)).rejects.toMatchObject({ stdout: "no\n" });
    await kubectl("create", "rolebinding", "deployers", "--clusterrole=view", "--group=deployers");
    expect(await kubectl(...mayList)).toBe("yes\n");
  });
});
