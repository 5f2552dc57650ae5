import type { ContainerStatus, KubernetesEvent, Pod, Probe } from "../objects.ts";

/** What is wrong with a pod. */
export interface PodFault {
  readonly reason: string;
  /** One sentence without the pod's name. */
  readonly text: string;
  /** Waiting will not mend it. */
  readonly isCertain: boolean;
  readonly container: string | undefined;
  /** The log that tells is that of the run before. */
  readonly isPreviousLog: boolean;
}

const CERTAIN_RESTARTS = 2;
/** A first pull, a Secret applied a moment later and a node that is added now all look like faults for a while. */
const PULL_GRACE_MS = 20_000;
const CONFIG_GRACE_MS = 10_000;
const SCHEDULE_GRACE_MS = 15_000;
const UNHEALTHY_PATIENCE = 3;

const IMAGE_REASONS = new Set([
  "ImagePullBackOff",
  "ErrImagePull",
  "InvalidImageName",
  "ErrImageNeverPull",
  "ImageInspectError",
]);
const CONFIG_REASONS = new Set(["CreateContainerConfigError", "CreateContainerError", "RunContainerError"]);

/** The fault of a pod that is not ready, from its status and its events; `undefined`: it is only starting. */
export function findPodFault(
  pod: Pod,
  events: readonly KubernetesEvent[],
  nowMs: number,
): PodFault | undefined {
  const ageMs = nowMs - Date.parse(pod.metadata.creationTimestamp ?? "");
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  for (const status of statuses) {
    const fault = findContainerFault(status, ageMs);
    if (fault !== undefined) return fault;
  }
  return unscheduled(pod, events, nowMs) ?? evicted(pod) ?? unhealthy(pod, events, nowMs);
}

function findContainerFault(status: ContainerStatus, ageMs: number): PodFault | undefined {
  const { name, restartCount, state, lastState } = status;
  const waiting = state?.waiting?.reason ?? "";
  const message = state?.waiting?.message ?? "";
  const fault = (reason: string, text: string, isCertain: boolean, isPreviousLog = false): PodFault => ({
    reason,
    text,
    isCertain,
    container: name,
    isPreviousLog,
  });
  if (IMAGE_REASONS.has(waiting)) {
    const isCertain = waiting !== "ErrImagePull" || ageMs >= PULL_GRACE_MS;
    return fault(
      "image_pull",
      `the image of container ${name} cannot be pulled (${waiting}: ${message})`,
      isCertain,
    );
  }
  if (CONFIG_REASONS.has(waiting)) {
    const text = `container ${name} cannot be created (${waiting}: ${message})`;
    return fault("config_error", text, ageMs >= CONFIG_GRACE_MS || restartCount >= CERTAIN_RESTARTS);
  }
  const ended = state?.terminated ?? lastState?.terminated;
  const isRestarting = waiting === "CrashLoopBackOff" || (!status.ready && restartCount > 0);
  if (ended === undefined || !(isRestarting || (state?.terminated?.exitCode ?? 0) !== 0)) return undefined;
  const isCertain = restartCount >= CERTAIN_RESTARTS;
  const isPreviousLog = state?.terminated === undefined;
  const times = restartCount === 1 ? "once" : `${restartCount} times`;
  if (ended.reason === "OOMKilled") {
    const text = `container ${name} ran out of memory (OOMKilled, restarted ${times})`;
    return fault("out_of_memory", text, isCertain, isPreviousLog);
  }
  const why = [`exit code ${ended.exitCode}`, ended.message?.trim()].filter(Boolean).join(": ");
  return fault(
    "crash_loop",
    `container ${name} ends again and again (${why}, restarted ${times})`,
    isCertain,
    isPreviousLog,
  );
}

function unscheduled(pod: Pod, events: readonly KubernetesEvent[], nowMs: number): PodFault | undefined {
  const condition = pod.status?.conditions?.find(
    (one) => one.type === "PodScheduled" && one.status === "False" && one.reason === "Unschedulable",
  );
  if (condition === undefined) return undefined;
  const sinceMs = nowMs - Date.parse(condition.lastTransitionTime ?? pod.metadata.creationTimestamp ?? "");
  // The cluster autoscaler is adding a node for it.
  const isComing = events.some((event) => event.reason === "TriggeredScaleUp");
  return {
    reason: "unschedulable",
    text: `no node takes it (${condition.message ?? "Unschedulable"})`,
    isCertain: !isComing && sinceMs >= SCHEDULE_GRACE_MS,
    container: undefined,
    isPreviousLog: false,
  };
}

function evicted(pod: Pod): PodFault | undefined {
  if (pod.status?.phase !== "Failed") return undefined;
  const why = [pod.status.reason, pod.status.message].filter(Boolean).join(": ");
  return {
    reason: "pod_failed",
    text: `it failed (${why === "" ? "no reason given" : why})`,
    isCertain: false,
    container: undefined,
    isPreviousLog: false,
  };
}

/** Runs, but its probe says no: certain after several times the probe's own patience. */
function unhealthy(pod: Pod, events: readonly KubernetesEvent[], nowMs: number): PodFault | undefined {
  const last = events.filter((event) => event.reason === "Unhealthy").at(-1);
  const status = pod.status?.containerStatuses?.find((one) => !one.ready && one.state?.running !== undefined);
  if (last === undefined || status === undefined) return undefined;
  const probe = pod.spec.containers.find(({ name }) => name === status.name)?.readinessProbe;
  const runningMs = nowMs - Date.parse(status.state?.running?.startedAt ?? "");
  return {
    reason: "probe_failed",
    text: `container ${status.name} runs but is not ready (${last.message ?? "a probe fails"})`,
    isCertain: runningMs >= patienceMs(probe) * UNHEALTHY_PATIENCE,
    container: status.name,
    isPreviousLog: false,
  };
}

// Defaults of the API: no initial delay, every 10 s, 3 failures.
function patienceMs({
  initialDelaySeconds = 0,
  periodSeconds = 10,
  failureThreshold = 3,
}: Probe = {}): number {
  return (initialDelaySeconds + periodSeconds * failureThreshold) * 1_000;
}
