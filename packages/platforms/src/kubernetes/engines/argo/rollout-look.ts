import { ActionError, isObject, printable } from "@deploy-actions/kernel";
import type { Release, ReleaseFailure, RunningRelease, TrafficState } from "@deploy-actions/rollout";
import { diagnose } from "../../deployment/diagnose.ts";
import { templateRelease } from "../../deployment/stable-release.ts";
import { fingerprint } from "../../fingerprint.ts";
import { REPLICA_SETS } from "../../kubernetes-client.ts";
import { MARKS } from "../../marks.ts";
import type { Deployment, PodTemplate } from "../../objects.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { engineOf, invalidityOf } from "./engine-state.ts";
import { previousOf } from "./previous-mark.ts";
import { HASH_LABEL, isSeen, ROLLOUTS, type Rollout, type RolloutReplicaSet } from "./rollout-object.ts";
import { percentOf } from "./stops.ts";

/** What the cluster shows of a Rollout, in one look. */
export interface RolloutLook {
  readonly rollout: Rollout | undefined;
  readonly replicaSets: readonly RolloutReplicaSet[];
  /** Release of the template in the Rollout's specification. */
  readonly wanted: Release | undefined;
  /** ReplicaSet that has (or gets back) the traffic. */
  readonly stableSet: RolloutReplicaSet | undefined;
  readonly traffic: TrafficState;
  /** It has all traffic and Argo Rollouts is through, but nobody has promoted it here: there is a way back. */
  readonly isUnconfirmed: boolean;
  /** A first deploy that is not finished. */
  readonly isFirst: boolean;
}

/** Name of the Rollout in messages. */
export function describeRollout({ client, target }: KubernetesPlatformOptions): string {
  return `Rollout ${client.namespace}/${target.workload.name}`;
}

/** Reads Rollout and ReplicaSets; with `faults` also the pods of a candidate that is not up. */
export async function lookAtRollout(
  options: KubernetesPlatformOptions,
  signal: AbortSignal,
  { faults } = { faults: true },
): Promise<RolloutLook> {
  const { client, target } = options;
  const read = await client.read<Rollout>(ROLLOUTS, target.workload.name, signal);
  if (read === undefined) {
    const traffic = { stable: null, candidate: null, candidateWeight: 0, revision: fingerprint("none") };
    const nothing = { replicaSets: [], wanted: undefined, stableSet: undefined };
    return { rollout: undefined, ...nothing, traffic, isUnconfirmed: false, isFirst: false };
  }
  const replicaSets = await replicaSetsOf(options, read, signal);
  const rollout = isBehind(options, read, replicaSets) ? unseen(read) : read;
  const facts = factsOf(options, rollout, replicaSets);
  const { stable, candidate, weight, stableSet, candidateSet } = facts;
  const share = shareOfPods(rollout, stableSet, candidateSet);
  const traffic: TrafficState = {
    stable: stable === undefined ? null : showStable(stable, facts.wayBack ?? stableSet, rollout),
    candidate:
      candidate === undefined
        ? null
        : await showCandidate(options, rollout, candidate, candidateSet, faults, signal),
    candidateWeight: weight,
    ...(candidate === undefined || share === undefined || Math.abs(share - weight) < 0.05
      ? {}
      : { actualShare: share }),
    engine: engineOf(rollout, candidate !== undefined && !isThrough(rollout, facts), options.clock.now()),
    revision: fingerprint(
      rollout.metadata.uid,
      stable?.version,
      candidate?.version,
      compact(rollout.spec.template),
      weight,
      rollout.status?.abort === true,
      rollout.metadata.annotations?.[MARKS.first],
    ),
  };
  const { wanted, isUnconfirmed, isFirst } = facts;
  return { rollout, replicaSets, wanted, stableSet, traffic, isUnconfirmed, isFirst };
}

/** Without what says nothing: Argo Rollouts writes such fields into a new Rollout (`resources: {}`, `creationTimestamp: null`). */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, compact(one)] as const);
  const kept = entries.filter(([, one]) => one !== null && !(isObject(one) && Object.keys(one).length === 0));
  return Object.fromEntries(kept.sort(([a], [b]) => a.localeCompare(b)));
}

/**
 * Argo Rollouts creates the ReplicaSet of a new template and writes the generation it has seen before it writes the hash of that
 * ReplicaSet: in between its status is still of the template before, and may say Healthy.
 */
function isBehind(
  options: KubernetesPlatformOptions,
  rollout: Rollout,
  replicaSets: readonly RolloutReplicaSet[],
): boolean {
  const { status } = rollout;
  // One it refuses never gets a hash.
  if (status?.conditions?.some(({ type }) => type === "InvalidSpec")) return false;
  const set = replicaSets.find(({ metadata }) => metadata.labels?.[HASH_LABEL] === status?.currentPodHash);
  if (set === undefined || rollout.spec.template === undefined) return false;
  const { target } = options;
  const ofSet = templateRelease(set.spec.template, target, `ReplicaSet ${set.metadata.name}`).release;
  const ofTemplate = templateRelease(rollout.spec.template, target, describeRollout(options)).release;
  return !isSameRelease(ofSet, ofTemplate);
}

/** As if it had not answered the last change yet. */
function unseen(rollout: Rollout): Rollout {
  const { metadata, status } = rollout;
  return { ...rollout, status: { ...status, observedGeneration: String((metadata.generation ?? 1) - 1) } };
}

/** The template of a Rollout. Error: `config` when it has none of its own. */
export function templateOf(rollout: Rollout, describe: string): PodTemplate {
  const { template, workloadRef } = rollout.spec;
  if (template !== undefined && workloadRef === undefined) return template;
  const where = workloadRef === undefined ? "nowhere" : `${workloadRef.kind ?? ""} ${workloadRef.name ?? ""}`;
  throw new ActionError(
    "config",
    `${describe} takes its pods from ${where} (workloadRef), not from a template.`,
    { hint: "Put the pod template into the Rollout (spec.template): releases are changed there." },
  );
}

/** Argo Rollouts itself has nothing more to do with the candidate. */
function isThrough({ status }: Rollout, { isUnconfirmed, isFirst }: Facts): boolean {
  return isUnconfirmed || (isFirst && status?.phase === "Healthy");
}

interface Facts extends Pick<RolloutLook, "stableSet" | "wanted" | "isUnconfirmed" | "isFirst"> {
  readonly stable: Release | undefined;
  readonly candidate: Release | undefined;
  readonly candidateSet: RolloutReplicaSet | undefined;
  /** ReplicaSet of the release to go back to, while the new one is unconfirmed. */
  readonly wayBack: RolloutReplicaSet | undefined;
  readonly weight: number;
}

function factsOf(
  options: KubernetesPlatformOptions,
  rollout: Rollout,
  replicaSets: readonly RolloutReplicaSet[],
): Facts {
  const { target } = options;
  const describe = describeRollout(options);
  const { status, metadata, spec } = rollout;
  const template = templateRelease(templateOf(rollout, describe), target, describe);
  const setOf = (hash: string | undefined): RolloutReplicaSet | undefined =>
    replicaSets.find((one) => one.metadata.labels?.[HASH_LABEL] === hash && hash !== undefined);
  const current = isSeen(rollout) ? setOf(status?.currentPodHash) : undefined;
  const stableSet = setOf(status?.stableRS);
  const isFirst = metadata.annotations?.[MARKS.first] !== undefined;
  const base = { stableSet, wanted: template.release, isUnconfirmed: false, isFirst, wayBack: undefined };
  const none = { candidate: undefined, candidateSet: undefined, weight: 0 };
  if (isFirst) {
    // Nobody to share with: users reach it as soon as its pods are up.
    const candidate = template.isMarked ? template.release : undefined;
    const candidateSet = current ?? latestOf(replicaSets, template.release, options);
    return { ...base, ...none, stable: undefined, candidate, candidateSet };
  }
  // Without pods and without a mark it is only the form of a Rollout, waiting for its first release.
  if (!template.isMarked && spec.replicas === 0) return { ...base, ...none, stable: undefined };
  if (stableSet === undefined) return { ...base, ...none, stable: template.release };
  const stable = templateRelease(stableSet.spec.template, target, `ReplicaSet ${stableSet.metadata.name}`);
  const isOn = isSeen(rollout)
    ? status?.currentPodHash !== status?.stableRS
    : !isSameRelease(template.release, stable.release);
  const previous = previousOf(metadata);
  const isUnconfirmed = previous !== undefined && previous.release.version !== stable.release.version;
  if (isOn) {
    const weight = weightOf(rollout, stableSet, current);
    if (isUnconfirmed && previous.release.version === template.release.version) {
      // On its way back to the release of before.
      return {
        ...base,
        stable: previous.release,
        candidate: stable.release,
        candidateSet: stableSet,
        weight: 100 - weight,
        wayBack: current,
        isUnconfirmed,
      };
    }
    return { ...base, stable: stable.release, candidate: template.release, candidateSet: current, weight };
  }
  if (isUnconfirmed) {
    return {
      ...base,
      stable: previous.release,
      candidate: stable.release,
      candidateSet: stableSet,
      weight: 100,
      wayBack: setOf(previous.hash),
      isUnconfirmed,
    };
  }
  return { ...base, ...none, stable: stable.release };
}

function isSameRelease(one: Release, other: Release): boolean {
  return one.version === other.version && one.artifact === other.artifact;
}

function latestOf(
  replicaSets: readonly RolloutReplicaSet[],
  release: Release,
  { target }: KubernetesPlatformOptions,
): RolloutReplicaSet | undefined {
  return replicaSets.find(
    ({ spec, metadata }) =>
      templateRelease(spec.template, target, `ReplicaSet ${metadata.name}`).release.version ===
      release.version,
  );
}

/** Per cent of the traffic the candidate has: as the router was told, or as the steps that are through say of the pods. */
function weightOf(
  rollout: Rollout,
  stableSet: RolloutReplicaSet,
  current: RolloutReplicaSet | undefined,
): number {
  const { spec, status } = rollout;
  const hash = status?.currentPodHash;
  if (!isSeen(rollout)) return 0;
  if (spec.strategy?.blueGreen !== undefined) return status?.blueGreen?.activeSelector === hash ? 100 : 0;
  const canary = spec.strategy?.canary;
  if (canary?.trafficRouting !== undefined) {
    const given = status?.canary?.weights?.canary;
    return given?.podTemplateHash === hash ? percentOf(rollout, given?.weight ?? 0) : 0;
  }
  if (status?.abort === true) return shareOfPods(rollout, stableSet, current) ?? 0;
  const steps = canary?.steps ?? [];
  const index = status?.currentStepIndex ?? 0;
  if (index >= steps.length) return shareOfPods(rollout, stableSet, current) ?? 0;
  // The step it is at is not through yet.
  const last = steps.slice(0, index).findLast(({ setWeight }) => setWeight !== undefined);
  return last?.setWeight === undefined ? 0 : percentOf(rollout, last.setWeight);
}

/** The share the pods make, where they are the share. */
function shareOfPods(
  { spec }: Rollout,
  stableSet: RolloutReplicaSet | undefined,
  current: RolloutReplicaSet | undefined,
): number | undefined {
  if (spec.strategy?.canary === undefined || spec.strategy.canary.trafficRouting !== undefined)
    return undefined;
  const candidate = current?.status?.availableReplicas ?? 0;
  const total = candidate + (stableSet === current ? 0 : (stableSet?.status?.availableReplicas ?? 0));
  return total === 0 ? 0 : Math.round((candidate / total) * 10_000) / 100;
}

function showStable(release: Release, set: RolloutReplicaSet | undefined, rollout: Rollout): RunningRelease {
  if ((set?.status?.availableReplicas ?? 0) > 0) return { release, ready: true };
  const said = [rollout.status?.phase, rollout.status?.message].filter(Boolean).join(": ");
  return { release, ready: false, detail: `no pod of it is available (${said})` };
}

async function showCandidate(
  options: KubernetesPlatformOptions,
  rollout: Rollout,
  release: Release,
  set: RolloutReplicaSet | undefined,
  faults: boolean,
  signal: AbortSignal,
): Promise<RunningRelease> {
  const { client, clock } = options;
  const { status } = rollout;
  if (!isSeen(rollout) || set === undefined) {
    return { release, ready: false, detail: "Argo Rollouts has not seen the change yet" };
  }
  const available = set.status?.availableReplicas ?? 0;
  const desired = set.spec.replicas ?? 0;
  const pods = `${available} of ${desired} pods available`;
  const found = available < desired && faults ? await podsOf() : undefined;
  const invalid = invalidityOf(rollout, clock.now());
  if (status?.abort === true || invalid?.isCertain === true) {
    const failure = found?.failure ?? takenBack(rollout, release);
    return { release, ready: false, detail: failure.text, failure };
  }
  if (found?.failure !== undefined)
    return { release, ready: false, detail: found.failure.text, failure: found.failure };
  if (available > 0) return { release, ready: true };
  const none = "no pod of it runs at 0 %";
  return { release, ready: false, detail: invalid?.text ?? found?.detail ?? (desired === 0 ? none : pods) };

  function podsOf() {
    // Its pods are those of this ReplicaSet, its conditions those of the Rollout.
    const asDeployment: Deployment = {
      ...rollout,
      spec: {
        selector: set?.spec.selector ?? {},
        template: set?.spec.template ?? { spec: { containers: [] } },
      },
      status: { conditions: status?.conditions ?? [] },
    };
    return diagnose(client, asDeployment, clock.now(), signal);
  }
}

function takenBack({ status }: Rollout, release: Release): ReleaseFailure {
  const said = [status?.phase, status?.message].filter(Boolean).join(": ");
  const text = printable(`Argo Rollouts took ${release.version} back (${said})`);
  return { reason: "rolled_back", text, lines: [] };
}

async function replicaSetsOf(
  { client }: KubernetesPlatformOptions,
  rollout: Rollout,
  signal: AbortSignal,
): Promise<readonly RolloutReplicaSet[]> {
  const all = await client.list<RolloutReplicaSet>(REPLICA_SETS, { labelSelector: HASH_LABEL }, signal);
  return all.filter(({ metadata }) =>
    metadata.ownerReferences?.some(
      ({ uid, controller }) => uid === rollout.metadata.uid && controller === true,
    ),
  );
}
