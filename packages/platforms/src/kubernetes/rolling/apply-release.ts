import type { Release } from "@deploy-actions/rollout";
import { annotationOperations } from "../annotation-operations.ts";
import { findAutoscaler } from "../deployment/autoscaler.ts";
import { baseDeployment, FIRST, startStable } from "../deployment/base-deployment.ts";
import { newTemplate } from "../deployment/candidate-deployment.ts";
import { replaceTemplate } from "../deployment/stable-deployment.ts";
import { stableRelease } from "../deployment/stable-release.ts";
import { requireDeployment } from "../deployment/wait-for-deployment.ts";
import { DEPLOYMENTS } from "../kubernetes-client.ts";
import { applyObject, readManifests } from "../manifests/manifests.ts";
import { MARKS } from "../marks.ts";
import type { Deployment } from "../objects.ts";
import type { RollingContext } from "./rolling-state.ts";

/** Writes down what is to come; before the first deploy, on a Deployment without pods made from the manifests. */
export async function stageRelease(
  context: RollingContext,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client, stable: name } = context;
  const staged = { [MARKS.candidate]: JSON.stringify(release) };
  const found = await client.read<Deployment>(DEPLOYMENTS, name, signal);
  if (found !== undefined) {
    const isForm =
      stableRelease(found, context.target) === undefined &&
      found.metadata.annotations?.[MARKS.first] === undefined;
    const annotations = isForm ? { ...staged, [MARKS.first]: FIRST.form } : staged;
    await client.patch(DEPLOYMENTS, name, { type: "merge", body: { metadata: { annotations } } }, signal);
    return;
  }
  const base = await baseDeployment(context, signal);
  const annotations = { ...base.metadata.annotations, ...staged, [MARKS.first]: FIRST.created };
  const metadata = { ...base.metadata, namespace: client.namespace, annotations };
  await client.create(DEPLOYMENTS, { ...base, metadata, spec: { ...base.spec, replicas: 0 } }, signal);
}

/** Applies the manifests in order, the Deployment with the release's image; without manifests only the image changes. */
export async function applyRelease(
  context: RollingContext,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client, stable: name } = context;
  const found = await client.require<Deployment>(DEPLOYMENTS, name, signal);
  const manifests = await readManifests(context, signal);
  const ours = manifests.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === name);
  for (const object of manifests) {
    if (object === ours) await applyWorkload(context, found, object as Deployment, release, signal);
    else await applyOther(context, object, signal);
  }
  if (ours !== undefined) return;
  if (stableRelease(found, context.target) === undefined) return startStable(context, found, release, signal);
  const template = newTemplate(context, found, release, undefined);
  await replaceTemplate(context, found, template, { isStable: false }, signal);
}

async function applyOther(
  context: RollingContext,
  object: Awaited<ReturnType<typeof readManifests>>[number],
  signal: AbortSignal,
): Promise<void> {
  const { client, clock, target } = context;
  const { kind, metadata } = object;
  await applyObject(client, object, signal);
  if (kind !== "Deployment") return;
  const timeoutMs = target.readyTimeoutMs;
  await requireDeployment(
    { client, clock, name: metadata.name, timeoutMs, signal },
    "What was applied before it stays applied. Correct it and run again, or abort.",
  );
}

async function applyWorkload(
  context: RollingContext,
  found: Deployment,
  manifest: Deployment,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client, stable: name, log } = context;
  const template = newTemplate(context, manifest, release, undefined);
  const { replicas, ...rest } = manifest.spec;
  const autoscaler = await findAutoscaler(client, name, signal);
  if (autoscaler !== undefined && replicas !== undefined) {
    log.info(
      `replicas: ${replicas} of the manifest is left out: HorizontalPodAutoscaler ${autoscaler.metadata.name} scales ${name}.`,
    );
  }
  const spec = {
    ...rest,
    template,
    ...(autoscaler === undefined || found.spec.replicas === 0 ? { replicas: replicas ?? 1 } : {}),
  };
  // The release before stays the stable one by its mark until this one is promoted.
  const marks = annotationOperations(found.metadata, stableMarksOf(context, found));
  if (marks.length > 0) await client.patch(DEPLOYMENTS, name, { type: "json", operations: marks }, signal);
  const object = { ...manifest, spec };
  await client.patch(DEPLOYMENTS, name, { type: "apply", body: object, force: true }, signal);
}

function stableMarksOf({ target }: RollingContext, found: Deployment): Readonly<Record<string, string>> {
  const release = stableRelease(found, target);
  if (release === undefined || found.metadata.annotations?.[MARKS.version] === release.version) return {};
  return {
    [MARKS.version]: release.version,
    ...(release.artifact === undefined ? {} : { [MARKS.artifact]: release.artifact }),
  };
}
