import { ActionError } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { annotationOperations } from "../annotation-operations.ts";
import { pointer } from "../json-pointer.ts";
import { DEPLOYMENTS, SERVICES } from "../kubernetes-client.ts";
import { MANAGER, MARKS, markRelease, withoutRelease } from "../marks.ts";
import type { Deployment, PodTemplate, Service } from "../objects.ts";
import { containerOf, imageOf, withImage } from "../release-image.ts";
import type { RouteServices } from "../traffic-route.ts";
import { candidateLabelValue, labelsOfOwn, labelsOutside } from "./candidate-labels.ts";
import { isMadeHere } from "./cluster-state.ts";
import type { DeploymentContext } from "./context.ts";
import { desiredOf } from "./deployment-status.ts";
import { stableRelease } from "./stable-release.ts";

/**
 * Makes the candidate's Deployment run a release with at least so many pods, made like `base` (stable's) unless it is the user's
 * own. Traffic must not reach it when it runs another release. Returns it as it was then read.
 */
export async function ensureCandidate(
  context: DeploymentContext,
  base: Deployment,
  release: Release,
  replicas: number,
  services: RouteServices | undefined,
  signal: AbortSignal,
): Promise<Deployment> {
  const { client, target } = context;
  const found = await client.read<Deployment>(DEPLOYMENTS, context.candidate, signal);
  if (found === undefined) {
    if (target.candidateWorkload !== undefined) {
      // Says which Deployments there are.
      return client.require<Deployment>(DEPLOYMENTS, target.candidateWorkload, signal);
    }
    const labels = labelsOutside(base, ...(await selectorsOf(context, services, signal)));
    return client.create(DEPLOYMENTS, newCandidate(context, base, release, replicas, labels), signal);
  }
  if (target.candidateWorkload === undefined && !isMadeHere(found)) {
    throw new ActionError(
      "config",
      `Deployment ${client.namespace}/${context.candidate} is there, but was not made by deploy-actions.`,
      {
        hint: `If it is meant for candidates, name it: candidate-workload: ${context.candidate}. Else rename it.`,
      },
    );
  }
  const isSame = found.metadata.annotations?.[MARKS.version] === release.version;
  if (isSame && desiredOf(found) >= replicas) return found;
  if (isSame) {
    const body = { spec: { replicas } };
    return client.patch(DEPLOYMENTS, context.candidate, { type: "merge", body }, signal);
  }
  const isOwn = !isMadeHere(found);
  const selectors = await selectorsOf(context, services, signal);
  const labels = isOwn ? labelsOfOwn(found, context.stable, selectors[0]) : labelsOutside(base, ...selectors);
  const template = newTemplate(context, isOwn ? found : base, release, labels);
  const none = { [MARKS.commit]: null, [MARKS.artifact]: null, [MARKS.weight]: null, [MARKS.replicas]: null };
  const beside = besideMark(context, base);
  const before = found.metadata.annotations?.[MARKS.version];
  return client.patch(
    DEPLOYMENTS,
    context.candidate,
    {
      type: "json",
      operations: [
        ...(before === undefined
          ? []
          : [
              { op: "test", path: pointer("metadata", "annotations", MARKS.version), value: before } as const,
            ]),
        ...annotationOperations(found.metadata, { ...none, ...beside, ...templateMarks(template) }),
        { op: "add", path: pointer("spec", "replicas"), value: replicas },
        { op: "replace", path: pointer("spec", "template"), value: template },
      ],
    },
    signal,
  );
}

/** Takes the candidate's Deployment away; one of the user's own goes to no pods and forgets the release. */
export async function removeCandidate(context: DeploymentContext, signal: AbortSignal): Promise<void> {
  const { client } = context;
  const found = await client.read<Deployment>(DEPLOYMENTS, context.candidate, signal);
  if (found === undefined) return;
  if (isMadeHere(found)) {
    const { uid } = found.metadata;
    await client.remove(DEPLOYMENTS, context.candidate, signal, uid === undefined ? {} : { uid });
    return;
  }
  if (context.target.candidateWorkload === undefined) return;
  const release = [MARKS.version, MARKS.commit, MARKS.artifact, MARKS.image];
  const names = [...release, MARKS.weight, MARKS.replicas, MARKS.beside];
  const annotations = Object.fromEntries(names.map((name) => [name, null]));
  const body = { metadata: { annotations }, spec: { replicas: 0 } };
  await client.patch(DEPLOYMENTS, context.candidate, { type: "merge", body }, signal);
}

/** The template of a release: another image, our marks, and the labels it is to have. */
export function newTemplate(
  context: Pick<DeploymentContext, "target">,
  base: Deployment,
  release: Release,
  labels: Readonly<Record<string, string>> | undefined,
): PodTemplate {
  const image = imageOf(context.target, release);
  const where = `Deployment ${base.metadata.name}`;
  const { container } = containerOf(base.spec.template, context.target.container, where);
  const template = withImage(base.spec.template, container.name, image);
  const annotations = { ...withoutRelease(template.metadata?.annotations), ...markRelease(release, image) };
  const metadata = { ...template.metadata, ...(labels === undefined ? {} : { labels }), annotations };
  return { ...template, metadata };
}

function newCandidate(
  context: DeploymentContext,
  base: Deployment,
  release: Release,
  replicas: number,
  labels: Readonly<Record<string, string>>,
): Deployment {
  const mark = { [MARKS.candidateOf]: candidateLabelValue(context.stable) };
  const template = newTemplate(context, base, release, labels);
  const { uid } = base.metadata;
  const { paused: _paused, ...spec } = base.spec;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: context.candidate,
      namespace: context.client.namespace,
      // Not stable's own: GitOps controllers find what they manage by them, and would take the candidate away.
      labels: { [MARKS.managedBy]: MANAGER, ...mark },
      annotations: { ...templateMarks(template), ...besideMark(context, base) },
      // Goes when stable's Deployment goes, whoever removes that.
      ...(uid === undefined
        ? {}
        : { ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: context.stable, uid }] }),
    },
    spec: { ...spec, replicas, revisionHistoryLimit: 1, selector: { matchLabels: mark }, template },
  };
}

function besideMark({ target }: DeploymentContext, base: Deployment): Readonly<Record<string, string>> {
  const release = base.metadata.uid === undefined ? undefined : stableRelease(base, target);
  return release === undefined ? {} : { [MARKS.beside]: release.version };
}

function templateMarks(template: PodTemplate): Readonly<Record<string, string>> {
  const ours: readonly string[] = [MARKS.version, MARKS.commit, MARKS.artifact, MARKS.image];
  const entries = Object.entries(template.metadata?.annotations ?? {});
  return Object.fromEntries(entries.filter(([name]) => ours.includes(name)));
}

async function selectorsOf(
  context: DeploymentContext,
  services: RouteServices | undefined,
  signal: AbortSignal,
): Promise<[Service["spec"]["selector"], Service["spec"]["selector"]]> {
  if (services === undefined) return [undefined, undefined];
  const { client } = context;
  const stable = await client.read<Service>(SERVICES, services.stable, signal);
  // A blue-green Service that points at the candidate remembers what it points at else.
  const remembered = stable?.metadata.annotations?.[MARKS.selector];
  const selector =
    remembered === undefined ? stable?.spec.selector : (JSON.parse(remembered) as Record<string, string>);
  if (services.candidate === services.stable) return [selector, undefined];
  const candidate = await client.read<Service>(SERVICES, services.candidate, signal);
  const isOwn = candidate !== undefined && candidate.metadata.labels?.[MARKS.managedBy] !== MANAGER;
  return [selector, isOwn ? candidate.spec.selector : undefined];
}
