import { ActionError, printable } from "@deploy-actions/kernel";
import type { ReleaseFailure } from "@deploy-actions/rollout";
import { EVENTS, type KubernetesClient, PODS } from "../kubernetes-client.ts";
import { MARKS } from "../marks.ts";
import type { Deployment, KubernetesEvent, Pod } from "../objects.ts";
import { conditionOf } from "./deployment-status.ts";
import { findPodFault, type PodFault } from "./pod-fault.ts";

const LOG_LINES = 5;
const EVENT_LINES = 4;
const LOOKED_AT_PODS = 5;
const LONGEST_LINE = 500;
const QUOTA_GRACE_MS = 5_000;

/** Why a Deployment's newest pods are not up. */
export interface Diagnosis {
  /** One line for a person, also while it may still become ready. */
  readonly detail: string | undefined;
  readonly failure: ReleaseFailure | undefined;
}

/** Looks at the pods of the Deployment's current template, their events and, when one fails for good, its last log lines. */
export async function diagnose(
  client: KubernetesClient,
  deployment: Deployment,
  nowMs: number,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const pods = await podsOf(client, deployment, signal);
  const unready = pods.filter((pod) => !isReady(pod)).slice(0, LOOKED_AT_PODS);
  const findings: {
    readonly pod: Pod;
    readonly fault: PodFault;
    readonly events: readonly KubernetesEvent[];
  }[] = [];
  for (const pod of unready) {
    const events = await eventsOf(client, pod, signal);
    const fault = findPodFault(pod, events, nowMs);
    if (fault !== undefined) findings.push({ pod, fault, events });
    if (fault?.isCertain === true) break;
  }
  const found = findings.find(({ fault }) => fault.isCertain) ?? findings[0];
  if (found !== undefined) {
    const text = printable(`pod ${found.pod.metadata.name}: ${found.fault.text}`);
    const isOver = found.fault.isCertain || isDeadlineOver(deployment);
    if (!isOver) return { detail: text, failure: undefined };
    const lines = await linesOf(client, found.pod, found.fault, found.events, signal);
    return { detail: text, failure: { reason: found.fault.reason, text, lines } };
  }
  return fromConditions(deployment, nowMs, unready.length);
}

function fromConditions(deployment: Deployment, nowMs: number, unready: number): Diagnosis {
  const quota = conditionOf(deployment, "ReplicaFailure");
  if (quota?.status === "True") {
    const text = `no pod can be created (${quota.reason ?? "ReplicaFailure"}: ${quota.message ?? "no message"})`;
    const isCertain = nowMs - Date.parse(quota.lastTransitionTime ?? "") >= QUOTA_GRACE_MS;
    const failure = { reason: "replica_failure", text: printable(text), lines: [] };
    return { detail: printable(text), failure: isCertain ? failure : undefined };
  }
  const progress = conditionOf(deployment, "Progressing");
  if (isDeadlineOver(deployment)) {
    const text = `the Deployment made no progress in time (ProgressDeadlineExceeded: ${progress?.message ?? ""})`;
    return {
      detail: printable(text),
      failure: { reason: "progress_deadline", text: printable(text), lines: [] },
    };
  }
  const waiting = unready === 1 ? "1 pod is" : `${unready} pods are`;
  return { detail: unready === 0 ? undefined : `${waiting} starting`, failure: undefined };
}

function isDeadlineOver(deployment: Deployment): boolean {
  return conditionOf(deployment, "Progressing")?.reason === "ProgressDeadlineExceeded";
}

/** Pods of the current template: those of an older one say nothing about this release. */
async function podsOf(
  client: KubernetesClient,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<readonly Pod[]> {
  const labels = deployment.spec.selector.matchLabels ?? {};
  const labelSelector = Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
  const pods = await client.list<Pod>(PODS, { labelSelector }, signal);
  const { annotations } = deployment.spec.template.metadata ?? {};
  const version = annotations?.[MARKS.version];
  const images = new Set(deployment.spec.template.spec.containers.map(({ image }) => image));
  return pods.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined &&
      pod.metadata.annotations?.[MARKS.version] === version &&
      pod.spec.containers.some(({ image }) => images.has(image)),
  );
}

function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true;
}

async function eventsOf(
  client: KubernetesClient,
  pod: Pod,
  signal: AbortSignal,
): Promise<readonly KubernetesEvent[]> {
  const fieldSelector = `involvedObject.name=${pod.metadata.name}`;
  const events = await orNothing(() => client.list<KubernetesEvent>(EVENTS, { fieldSelector }, signal));
  return [...events].sort((a, b) => timeOf(a) - timeOf(b));
}

async function linesOf(
  client: KubernetesClient,
  pod: Pod,
  fault: PodFault,
  events: readonly KubernetesEvent[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const told = events
    .filter((event) => event.type !== "Normal")
    .slice(-EVENT_LINES)
    .map((event) => {
      const count = event.series?.count ?? event.count ?? 1;
      return `event ${event.reason ?? ""}${count > 1 ? ` (${count} times)` : ""}: ${event.message ?? ""}`;
    });
  const { container } = fault;
  if (container === undefined || fault.reason === "image_pull" || fault.reason === "config_error") {
    return told.map(cut);
  }
  const read = (previous: boolean): Promise<readonly string[]> =>
    orNothing(() => client.podLog(pod.metadata.name, container, { lines: LOG_LINES, previous }, signal));
  const first = await read(fault.isPreviousLog);
  const log = first.length > 0 ? first : await read(!fault.isPreviousLog);
  return [...told, ...log.slice(-LOG_LINES).map((line) => `log ${container}: ${line}`)].map(cut);
}

/** Events and logs explain; where they may not be read or do not answer, the fault itself is still said. */
async function orNothing<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ActionError && error.code === "cancelled") throw error;
    return [];
  }
}

function timeOf(event: KubernetesEvent): number {
  const time =
    event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
  return Date.parse(time ?? "") || 0;
}

function cut(line: string): string {
  const text = printable(line.trim());
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}
