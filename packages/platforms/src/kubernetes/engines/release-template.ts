import type { KubernetesTarget, Release } from "@deploy-actions/rollout";
import { markRelease, withoutRelease } from "../marks.ts";
import type { PodTemplate } from "../objects.ts";
import { containerOf, imageOf, withImage } from "../release-image.ts";

/** The template with the image and the marks of a release; everything else stays. */
export function releaseTemplate(
  target: Pick<KubernetesTarget, "container" | "image">,
  template: PodTemplate,
  release: Release,
  where: string,
): PodTemplate {
  const image = imageOf(target, release);
  const { container } = containerOf(template, target.container, where);
  const changed = withImage(template, container.name, image);
  const annotations = { ...withoutRelease(changed.metadata?.annotations), ...markRelease(release, image) };
  return { ...changed, metadata: { ...changed.metadata, annotations } };
}
