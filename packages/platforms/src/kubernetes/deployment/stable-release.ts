import type { KubernetesTarget, Release } from "@deploy-actions/rollout";
import { MARKS, readRelease } from "../marks.ts";
import type { Deployment, PodTemplate } from "../objects.ts";
import { containerOf, versionOfImage } from "../release-image.ts";
import { desiredOf } from "./deployment-status.ts";

/** The release a template runs: the marked one, or what its image is called when somebody else deployed it. */
export function templateRelease(
  template: PodTemplate,
  target: Pick<KubernetesTarget, "container">,
  where: string,
): { readonly release: Release; readonly isMarked: boolean } {
  const { container } = containerOf(template, target.container, where);
  const image = container.image ?? "";
  const annotations = template.metadata?.annotations;
  const marked = readRelease(annotations);
  // Somebody who changes the image leaves our marks as they were: they do not count any more.
  if (marked !== undefined && annotations?.[MARKS.image] === image)
    return { release: marked, isMarked: true };
  return { release: { version: versionOfImage(image), artifact: image }, isMarked: false };
}

/**
 * The release that is stable on a Deployment; `undefined`: none yet. The mark on the Deployment itself is set when a release has
 * become stable, that of its template before its pods start: between the two the one before is still stable.
 */
export function stableRelease(
  deployment: Deployment,
  target: Pick<KubernetesTarget, "container">,
): Release | undefined {
  const { annotations } = deployment.metadata;
  const where = `Deployment ${deployment.metadata.name}`;
  const { release, isMarked } = templateRelease(deployment.spec.template, target, where);
  const marked = readRelease(annotations);
  if (isMarked) {
    if (marked !== undefined) return marked;
    return annotations?.[MARKS.first] === undefined ? release : undefined;
  }
  // Without pods and without a mark it is only the form of a Deployment, waiting for its first release.
  const isForm = desiredOf(deployment) === 0 && annotations?.[MARKS.replicas] === undefined;
  return isForm || annotations?.[MARKS.first] !== undefined ? undefined : release;
}

/** As {@link stableRelease}; a stable that somebody scaled to nothing during the rollout is still the one the candidate was made beside. */
export function stableReleaseBeside(
  deployment: Deployment,
  candidate: Deployment | undefined,
  target: Pick<KubernetesTarget, "container">,
): Release | undefined {
  const release = stableRelease(deployment, target);
  const isFirst = deployment.metadata.annotations?.[MARKS.first] !== undefined;
  if (release !== undefined || isFirst || candidate?.metadata.annotations?.[MARKS.beside] === undefined)
    return release;
  const where = `Deployment ${deployment.metadata.name}`;
  return templateRelease(deployment.spec.template, target, where).release;
}

/** Pods stable needs when it has all the traffic: what it had before this project scaled it down for the candidate. */
export function fullReplicas(deployment: Deployment): number {
  const remembered = Number(deployment.metadata.annotations?.[MARKS.replicas]);
  const now = desiredOf(deployment);
  if (Number.isInteger(remembered) && remembered > 0) return Math.max(remembered, now);
  return Math.max(1, now);
}
