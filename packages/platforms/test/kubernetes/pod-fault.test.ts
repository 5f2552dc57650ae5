import { describe, expect, test } from "@jest/globals";
import { findPodFault } from "../../src/kubernetes/deployment/pod-fault.ts";
import type { ContainerStatus, KubernetesEvent, Pod } from "../../src/kubernetes/objects.ts";

const BEGIN = Date.parse("2026-01-01T00:00:00Z");

function pod(status: Partial<ContainerStatus>, more: Pod["status"] = {}): Pod {
  const container = { name: "shop", ready: false, restartCount: 0, ...status };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web-1", creationTimestamp: "2026-01-01T00:00:00Z" },
    spec: { containers: [{ name: "shop", readinessProbe: { periodSeconds: 5, failureThreshold: 2 } }] },
    status: { containerStatuses: [container], ...more },
  };
}

function event(reason: string, message: string): KubernetesEvent {
  return { apiVersion: "v1", kind: "Event", metadata: { name: "e" }, involvedObject: {}, reason, message };
}

const crashed = { terminated: { exitCode: 3, reason: "Error", message: "no database" } };
const unschedulable = {
  conditions: [
    {
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message: "0/3 nodes are available",
      lastTransitionTime: "2026-01-01T00:00:00Z",
    },
  ],
};

describe("a pod that is not ready", () => {
  test.each([
    ["only starts", pod({ state: { waiting: { reason: "ContainerCreating" } } }), 60, undefined, undefined],
    [
      "crashed once",
      pod({ restartCount: 1, lastState: crashed, state: { waiting: { reason: "CrashLoopBackOff" } } }),
      5,
      "crash_loop",
      false,
    ],
    [
      "crashed twice",
      pod({ restartCount: 2, lastState: crashed, state: { waiting: { reason: "CrashLoopBackOff" } } }),
      5,
      "crash_loop",
      true,
    ],
    [
      "crashed twice and runs again",
      pod({ restartCount: 2, lastState: crashed, state: { running: {} } }),
      5,
      "crash_loop",
      true,
    ],
    [
      "ran out of memory",
      pod({
        restartCount: 2,
        lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
        state: { waiting: { reason: "CrashLoopBackOff" } },
      }),
      5,
      "out_of_memory",
      true,
    ],
    ["could not pull yet", pod({ state: { waiting: { reason: "ErrImagePull" } } }), 5, "image_pull", false],
    [
      "backs off from pulling",
      pod({ state: { waiting: { reason: "ImagePullBackOff" } } }),
      5,
      "image_pull",
      true,
    ],
    [
      "has an image that is no name",
      pod({ state: { waiting: { reason: "InvalidImageName" } } }),
      1,
      "image_pull",
      true,
    ],
    [
      "lacks a Secret since a moment",
      pod({ state: { waiting: { reason: "CreateContainerConfigError" } } }),
      5,
      "config_error",
      false,
    ],
    [
      "lacks a Secret",
      pod({ state: { waiting: { reason: "CreateContainerConfigError" } } }),
      11,
      "config_error",
      true,
    ],
    ["found no node since a moment", pod({}, unschedulable), 5, "unschedulable", false],
    ["found no node", pod({}, unschedulable), 20, "unschedulable", true],
  ])("%s", (_name, found, seconds, reason, isCertain) => {
    const fault = findPodFault(found, [], BEGIN + seconds * 1_000);
    expect(fault?.reason).toBe(reason);
    expect(fault?.isCertain).toBe(isCertain);
  });

  test("waits for the node that the cluster autoscaler is adding", () => {
    const events = [event("TriggeredScaleUp", "pod triggered scale-up")];
    expect(findPodFault(pod({}, unschedulable), events, BEGIN + 60_000)?.isCertain).toBe(false);
  });

  test("whose probe fails is given three times the probe's own patience", () => {
    const running = pod({ state: { running: { startedAt: "2026-01-01T00:00:00Z" } } });
    const events = [event("Unhealthy", "Readiness probe failed: 503")];
    expect(findPodFault(running, events, BEGIN + 29_000)).toMatchObject({
      reason: "probe_failed",
      isCertain: false,
    });
    expect(findPodFault(running, events, BEGIN + 31_000)).toMatchObject({ isCertain: true });
    expect(findPodFault(running, [], BEGIN + 31_000)).toBeUndefined();
  });

  test("of an init container that fails says which one", () => {
    const init: ContainerStatus = {
      name: "migrate",
      ready: false,
      restartCount: 3,
      lastState: crashed,
      state: { waiting: { reason: "CrashLoopBackOff" } },
    };
    const found = pod({}, { initContainerStatuses: [init] });
    expect(findPodFault(found, [], BEGIN)?.text).toContain(
      "container migrate ends again and again (exit code 3: no database",
    );
  });
});
