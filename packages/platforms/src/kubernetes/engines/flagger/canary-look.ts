import { ActionError, formatDuration, printable } from "@deploy-actions/kernel";
import type { Release, RunningRelease, TrafficState } from "@deploy-actions/rollout";
import { isComplete, isServing } from "../../deployment/deployment-status.ts";
import { diagnose } from "../../deployment/diagnose.ts";
import { templateRelease } from "../../deployment/stable-release.ts";
import { fingerprint } from "../../fingerprint.ts";
import { DEPLOYMENTS, EVENTS, REPLICA_SETS } from "../../kubernetes-client.ts";
import type { Deployment, KubernetesEvent, ReplicaSet } from "../../objects.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { analysisOf, CANARIES, type Canary, intervalMsOf, isActive, maxWeightOf } from "./canary-object.ts";
import { engineOf, sayingOf } from "./engine-state.ts";
import { wayBackOf } from "./way-back.ts";

/** What the cluster shows of a Canary, in one look. */
export interface CanaryLook {
  readonly canary: Canary | undefined;
  /** The Deployment that is changed for a release; Flagger runs the candidate's pods in it. */
  readonly targetDeployment: Deployment | undefined;
  /** Flagger's copy, which runs the stable release. */
  readonly primary: Deployment | undefined;
  /** Release of the target Deployment's template. */
  readonly wanted: Release | undefined;
  readonly traffic: TrafficState;
}

/** Name of the Canary in messages. */
export function describeCanary({ client, target }: KubernetesPlatformOptions): string {
  return `Canary ${client.namespace}/${target.workload.name}`;
}

/** Reads the Canary and its two Deployments; with `faults` also the pods of a candidate that is not up. */
export async function lookAtCanary(
  options: KubernetesPlatformOptions,
  signal: AbortSignal,
  { faults } = { faults: true },
): Promise<CanaryLook> {
  const { client, target } = options;
  const nothing = { stable: null, candidate: null, candidateWeight: 0, revision: fingerprint("none") };
  const none = { primary: undefined, wanted: undefined, traffic: nothing };
  const canary = await client.read<Canary>(CANARIES, target.workload.name, signal);
  if (canary === undefined) return { canary, targetDeployment: undefined, ...none };
  const name = targetNameOf(canary, describeCanary(options));
  const [targetDeployment, primary] = await Promise.all([
    client.read<Deployment>(DEPLOYMENTS, name, signal),
    client.read<Deployment>(DEPLOYMENTS, `${name}-primary`, signal),
  ]);
  const isMade = canary.status?.phase !== "Initializing" && (canary.status?.phase ?? "") !== "";
  if (targetDeployment === undefined || primary === undefined || !isMade) {
    return { canary, targetDeployment, ...none };
  }
  const wanted = templateRelease(targetDeployment.spec.template, target, `Deployment ${name}`).release;
  const running = templateRelease(primary.spec.template, target, `Deployment ${name}-primary`).release;
  const isSame = wanted.version === running.version && wanted.artifact === running.artifact;
  const isPromoting = canary.status?.phase === "Promoting" || canary.status?.phase === "Finalising";
  // The stable pods are being replaced: what they were says the history of the Deployment.
  const before = isSame && isPromoting ? await releaseBefore(options, primary, running, signal) : undefined;
  const hasCandidate = !isSame || before !== undefined;
  const stable = before ?? running;
  const why = canary.status?.phase === "Failed" && faults ? await warningsOf(options, canary, signal) : [];
  const facts = { canary, targetDeployment, why };
  const traffic: TrafficState = {
    stable: showStable(stable, primary),
    candidate: hasCandidate ? await showCandidate(options, wanted, facts, faults, signal) : null,
    candidateWeight: hasCandidate ? weightOf(canary) : 0,
    engine: engineOf(canary, hasCandidate, why),
    // Weights are Flagger's own moves: who wants to abort means it at any of them.
    revision: fingerprint(
      canary.metadata.uid,
      stable.version,
      hasCandidate ? wanted.version : undefined,
      targetDeployment.spec.template,
      canary.status?.phase === "Failed",
    ),
  };
  return { canary, targetDeployment, primary, wanted, traffic };
}

/** The Deployment a Canary is about. Error: `config` when it is about something else. */
export function targetNameOf({ spec }: Canary, describe: string): string {
  const { kind, name } = spec.targetRef;
  if (kind === undefined || kind === "Deployment") return name;
  throw new ActionError("config", `${describe} is about ${kind} ${name}; only Deployments are deployed.`);
}

/** Per cent of the requests that reach the candidate. Flagger sets its status to 0 when it promotes, and moves traffic later. */
function weightOf(canary: Canary): number {
  const { phase, canaryWeight = 0, iterations = 0 } = canary.status ?? {};
  const { iterations: all = 0 } = analysisOf(canary);
  const isByIterations = all > 0;
  switch (phase) {
    case "Progressing":
      return isByIterations && iterations > all ? 100 : canaryWeight;
    case "WaitingPromotion":
      return isByIterations ? 0 : maxWeightOf(canary);
    case "Promoting":
      if (canaryWeight > 0) return canaryWeight;
      if (canary.spec.provider === "kubernetes") return 0;
      return isByIterations ? 100 : maxWeightOf(canary);
    case "Finalising":
      return 100;
    default:
      return 0;
  }
}

function showStable(release: Release, primary: Deployment): RunningRelease {
  if (isServing(primary)) return { release, ready: true };
  return { release, ready: false, detail: `no pod of Deployment ${primary.metadata.name} is available` };
}

async function showCandidate(
  { client, clock }: KubernetesPlatformOptions,
  release: Release,
  { canary, targetDeployment, why }: { canary: Canary; targetDeployment: Deployment; why: readonly string[] },
  faults: boolean,
  signal: AbortSignal,
): Promise<RunningRelease> {
  if (canary.status?.phase === "Failed") {
    const text = printable(`Flagger took ${release.version} back (${sayingOf(canary)})`);
    return {
      release,
      ready: false,
      detail: text,
      failure: { reason: "rolled_back", text, lines: why.map((line) => printable(line)) },
    };
  }
  if (!isActive(canary)) {
    const every = formatDuration(intervalMsOf(canary));
    return { release, ready: false, detail: `Flagger has not seen the change yet; it looks every ${every}` };
  }
  // Flagger goes on when all of them are, too.
  if (canary.status?.phase === "Finalising" || isUp(targetDeployment)) return { release, ready: true };
  const { replicas = 1 } = targetDeployment.spec;
  if (replicas === 0) return { release, ready: false, detail: "Flagger has not started its pods yet" };
  const found = faults ? await diagnose(client, targetDeployment, clock.now(), signal) : undefined;
  const detail = found?.detail ?? "its pods are starting";
  return {
    release,
    ready: false,
    detail,
    ...(found?.failure === undefined ? {} : { failure: found.failure }),
  };
}

/** All of the candidate's pods are up, and none of another template is left. */
function isUp(deployment: Deployment): boolean {
  return isComplete(deployment) && (deployment.spec.replicas ?? 1) > 0;
}

/** What the primary ran before the current template, while pods of it may be left. */
async function releaseBefore(
  { client, target }: KubernetesPlatformOptions,
  primary: Deployment,
  running: Release,
  signal: AbortSignal,
): Promise<Release | undefined> {
  const sets = await client.list<ReplicaSet>(REPLICA_SETS, {}, signal);
  const revisionOf = ({ metadata }: ReplicaSet): number =>
    Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
  const [last] = sets
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === primary.metadata.uid))
    .sort((a, b) => revisionOf(b) - revisionOf(a))
    .map(({ spec, metadata }) => templateRelease(spec.template, target, metadata.name).release)
    .filter(({ version }) => version !== running.version);
  return last;
}

/** Flagger says why in events only; without the right to read them it stays unsaid. */
async function warningsOf(
  { client }: KubernetesPlatformOptions,
  canary: Canary,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const fieldSelector = `involvedObject.name=${canary.metadata.name},involvedObject.kind=Canary,type=Warning`;
  try {
    const events = await client.list<KubernetesEvent>(EVENTS, { fieldSelector }, signal);
    const timeOf = ({ lastTimestamp, eventTime }: KubernetesEvent): string =>
      lastTimestamp ?? eventTime ?? "";
    const sorted = [...events].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
    return sorted.slice(-WARNINGS).map(({ message }) => printable(message ?? ""));
  } catch (error) {
    if (error instanceof ActionError && error.code === "cancelled") throw error;
    return [];
  }
}

const WARNINGS = 3;

/** Nothing is on any more: the primary runs what is wanted, all of it, and no candidate's pods are left. */
export function isAtRest({ canary, targetDeployment, primary, traffic }: CanaryLook): boolean {
  return (
    canary !== undefined &&
    traffic.candidate === null &&
    !isActive(canary) &&
    wayBackOf(canary) === undefined &&
    targetDeployment?.spec.replicas === 0 &&
    primary !== undefined &&
    isComplete(primary)
  );
}
