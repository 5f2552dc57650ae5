import { ActionError } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { annotationOperations } from "../annotation-operations.ts";
import { pointer } from "../json-pointer.ts";
import { DEPLOYMENTS, type JsonPatchOperation, REPLICA_SETS } from "../kubernetes-client.ts";
import { MARKS, markRelease, readRelease, withoutRelease } from "../marks.ts";
import type { Deployment, PodTemplate, ReplicaSet } from "../objects.ts";
import { containerOf, imageOf } from "../release-image.ts";
import { newTemplate } from "./candidate-deployment.ts";
import type { DeploymentContext } from "./context.ts";
import { availableOf, desiredOf, isObserved } from "./deployment-status.ts";
import { scaleDeployment } from "./scale-deployment.ts";
import { fullReplicas, stableRelease, templateRelease } from "./stable-release.ts";
import { waitForDeployment } from "./wait-for-deployment.ts";

/** How the stable Deployment changes along with its template. */
export interface TemplateChange {
  /** The release counts as stable at once; else the one before does until {@link markStable}. */
  readonly isStable: boolean;
  /** Count of pods set in the same change; `undefined`: stays. */
  readonly replicas?: number;
  /** Further annotations of the Deployment; `null` removes one. */
  readonly annotations?: Readonly<Record<string, string | null>>;
}

/** Gives the stable Deployment another template, if it is still as it was read. */
export async function replaceTemplate(
  context: Pick<DeploymentContext, "client" | "target">,
  deployment: Deployment,
  template: PodTemplate,
  change: TemplateChange,
  signal: AbortSignal,
): Promise<void> {
  const { client, target } = context;
  const where = `Deployment ${deployment.metadata.name}`;
  if (deployment.spec.paused === true) {
    throw new ActionError("config", `${where} is paused: a new template would not roll out.`, {
      hint: `kubectl rollout resume deployment/${deployment.metadata.name} -n ${client.namespace}`,
    });
  }
  const { container, index } = containerOf(deployment.spec.template, target.container, where);
  const at = pointer("spec", "template", "spec", "containers", index);
  const marks = change.isStable ? stableMarks(template) : keptMarks(deployment, target);
  const operations: JsonPatchOperation[] = [
    { op: "test", path: `${at}/name`, value: container.name },
    ...(container.image === undefined
      ? []
      : [{ op: "test", path: `${at}/image`, value: container.image } as const]),
    { op: "replace", path: pointer("spec", "template"), value: template },
    ...(change.replicas === undefined
      ? []
      : [{ op: "add", path: pointer("spec", "replicas"), value: change.replicas } as const]),
    ...annotationOperations(deployment.metadata, { ...marks, ...change.annotations }),
  ];
  await client.patch(DEPLOYMENTS, deployment.metadata.name, { type: "json", operations }, signal);
}

/** Writes on the Deployment that its release is the stable one now. */
export async function markStable(
  context: Pick<DeploymentContext, "client" | "target" | "stable">,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client, target } = context;
  const image = imageOf(target, release);
  const none = { [MARKS.commit]: null, [MARKS.artifact]: null, [MARKS.first]: null, [MARKS.candidate]: null };
  const body = { metadata: { annotations: { ...none, ...markRelease(release, image) } } };
  await client.patch(DEPLOYMENTS, context.stable, { type: "merge", body }, signal);
}

/**
 * The template of an earlier release: that of the ReplicaSet which ran it (what `kubectl rollout undo` does), else the current one
 * with that release's image.
 */
export async function templateOf(
  context: Pick<DeploymentContext, "client" | "target">,
  deployment: Deployment,
  release: Release,
  signal: AbortSignal,
): Promise<{ readonly template: PodTemplate; readonly revision: string | undefined }> {
  const { client, target } = context;
  const found = await replicaSetOf(context, deployment, release, signal);
  if (found === undefined) {
    return { template: newTemplate(context, deployment, release, undefined), revision: undefined };
  }
  const { "pod-template-hash": _hash, ...labels } = found.spec.template.metadata?.labels ?? {};
  const { container } = containerOf(
    found.spec.template,
    target.container,
    `ReplicaSet ${client.namespace}/${found.metadata.name}`,
  );
  const annotations = {
    ...withoutRelease(found.spec.template.metadata?.annotations),
    ...markRelease(release, container.image ?? ""),
  };
  const metadata = { ...found.spec.template.metadata, labels, annotations };
  return {
    template: { ...found.spec.template, metadata },
    revision: found.metadata.annotations?.["deployment.kubernetes.io/revision"],
  };
}

async function replicaSetOf(
  context: Pick<DeploymentContext, "client" | "target">,
  deployment: Deployment,
  release: Release,
  signal: AbortSignal,
): Promise<ReplicaSet | undefined> {
  const { client, target } = context;
  const { uid, name } = deployment.metadata;
  const all = await client.list<ReplicaSet>(REPLICA_SETS, {}, signal);
  const fitting = all.filter((set) => {
    if (!set.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.controller === true))
      return false;
    const found = templateRelease(
      set.spec.template,
      target,
      `ReplicaSet ${set.metadata.name} of ${name}`,
    ).release;
    return found.version === release.version;
  });
  const revisionOf = (set: ReplicaSet): number =>
    Number(set.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
  return fitting.sort((a, b) => revisionOf(b) - revisionOf(a))[0];
}

/**
 * Makes sure that stable can carry all the traffic before it gets it back: scaled up again if need be, its pods available. A
 * candidate that fails does not wait for the last pod of stable.
 */
export async function requireStableCapacity(
  context: DeploymentContext,
  stable: Deployment,
  isCandidateUp: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { client, clock, target, log } = context;
  const full = fullReplicas(stable);
  const name = stable.metadata.name;
  if (desiredOf(stable) < full || desiredOf(stable) === 0) {
    await scaleDeployment(client, stable, full, {}, signal);
  }
  const isEnough = (deployment: Deployment): boolean =>
    isObserved(deployment) && availableOf(deployment) >= (isCandidateUp ? full : Math.min(1, full));
  const end = await waitForDeployment({
    client,
    clock,
    name,
    signal,
    timeoutMs: target.readyTimeoutMs,
    isDone: isEnough,
    stopsOnFailure: false,
  });
  if (end.isDone) return;
  const available = availableOf(end.deployment);
  const has = `Deployment ${client.namespace}/${name} has ${available} of ${full} pods available`;
  if (available > 0 && !isCandidateUp) {
    log.warning(`${has}; it gets the traffic back all the same, because the candidate fails.`);
    return;
  }
  throw new ActionError("remote", `${has}: traffic stays where it is. ${end.failure?.text ?? ""}`.trim(), {
    hint: "Bring the stable pods up (kubectl describe shows why they are not), then run again: the abort goes on.",
  });
}

/** The marks of the release that stays stable for now: also of one that somebody else deployed, so that there is a way back. */
function keptMarks(
  deployment: Deployment,
  target: DeploymentContext["target"],
): Readonly<Record<string, string | null>> {
  const release = stableRelease(deployment, target);
  if (release === undefined || readRelease(deployment.metadata.annotations)?.version === release.version)
    return {};
  const where = `Deployment ${deployment.metadata.name}`;
  const { container } = containerOf(deployment.spec.template, target.container, where);
  return { [MARKS.commit]: null, [MARKS.artifact]: null, ...markRelease(release, container.image ?? "") };
}

/** The annotations of a Deployment whose release is stable: those of its template, and nothing of a rollout. */
function stableMarks(template: PodTemplate): Readonly<Record<string, string | null>> {
  const annotations = template.metadata?.annotations ?? {};
  const names = [MARKS.version, MARKS.commit, MARKS.artifact, MARKS.image];
  const marks = Object.fromEntries(names.map((name) => [name, annotations[name] ?? null]));
  return { ...marks, [MARKS.first]: null, [MARKS.candidate]: null };
}
