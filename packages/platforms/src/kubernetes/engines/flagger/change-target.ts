import { ActionError } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { templateOf } from "../../deployment/stable-deployment.ts";
import { pointer } from "../../json-pointer.ts";
import { DEPLOYMENTS } from "../../kubernetes-client.ts";
import type { Deployment, PodTemplate } from "../../objects.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { containerOf } from "../../release-image.ts";
import { releaseTemplate } from "../release-template.ts";

/** Annotation of a template that is tried again: Flagger does not look twice at one it has taken back. */
const ATTEMPT = "deploy-actions/attempt";

/** Gives the target Deployment a release, if it is still as it was read; that is what starts Flagger. */
export async function startRelease(
  options: KubernetesPlatformOptions,
  deployment: Deployment,
  release: Release,
  isRetry: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { target } = options;
  const where = `Deployment ${deployment.metadata.name}`;
  const template = releaseTemplate(target, deployment.spec.template, release, where);
  const { [ATTEMPT]: last, ...annotations } = template.metadata?.annotations ?? {};
  const attempt = isRetry ? { [ATTEMPT]: String((Number(last) || 1) + 1) } : {};
  const metadata = { ...template.metadata, annotations: { ...annotations, ...attempt } };
  await changeTemplate(options, deployment, { ...template, metadata }, signal);
}

/** Gives the target Deployment an earlier release's template, as its history has it, else the current one with its image. */
export async function putBack(
  options: KubernetesPlatformOptions,
  deployment: Deployment,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { name } = deployment.metadata;
  const context = { ...options, stable: name };
  const { template, revision } = await templateOf(context, deployment, release, signal);
  const from = revision === undefined ? "the image of the release" : `revision ${revision}`;
  options.log.info(`Deployment ${name} goes back to ${release.version} by ${from}.`);
  await changeTemplate(options, deployment, template, signal);
}

async function changeTemplate(
  { client, target }: KubernetesPlatformOptions,
  deployment: Deployment,
  template: PodTemplate,
  signal: AbortSignal,
): Promise<void> {
  const { name } = deployment.metadata;
  const where = `Deployment ${client.namespace}/${name}`;
  if (deployment.spec.paused === true) {
    throw new ActionError("config", `${where} is paused (spec.paused): its pods would not change.`, {
      hint: `kubectl rollout resume deployment/${name} -n ${client.namespace}`,
    });
  }
  const { container, index } = containerOf(deployment.spec.template, target.container, where);
  const at = pointer("spec", "template", "spec", "containers", index);
  const operations = [
    { op: "test", path: `${at}/name`, value: container.name } as const,
    ...(container.image === undefined
      ? []
      : [{ op: "test", path: `${at}/image`, value: container.image } as const]),
    { op: "replace", path: pointer("spec", "template"), value: template } as const,
  ];
  await client.patch(DEPLOYMENTS, name, { type: "json", operations }, signal);
}
