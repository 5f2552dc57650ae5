import { ActionError, suggest } from "@deploy-actions/kernel";
import type { KubernetesTarget, Release } from "@deploy-actions/rollout";
import type { Container, PodTemplate } from "./objects.ts";

/** The image of a release: the target's with the release in it, else the release's artifact. Error: `config`. */
export function imageOf(target: Pick<KubernetesTarget, "image">, release: Release): string {
  const image =
    target.image
      ?.replaceAll("${release}", release.version)
      .replaceAll("${commit}", release.commit ?? release.version) ?? release.artifact;
  if (image === undefined || image === "") {
    throw new ActionError("config", `It is not known which image ${release.version} is.`, {
      hint: "Set `image` of the target, e.g. ghcr.io/acme/shop:${release}, or hand the release in with its artifact.",
    });
  }
  if (image.includes("${")) {
    throw new ActionError(
      "config",
      `The image ${image} still has a placeholder: only \${release} and \${commit} are replaced.`,
    );
  }
  return image;
}

/** The container whose image is the release: the named one, or the only one. Error: `config` with the names. */
export function containerOf(
  template: PodTemplate,
  name: string | undefined,
  where: string,
): { readonly container: Container; readonly index: number } {
  const { containers } = template.spec;
  const index = name === undefined ? 0 : containers.findIndex((container) => container.name === name);
  const container = containers[index];
  const names = containers.map((one) => one.name);
  if (name === undefined && containers.length > 1) {
    throw new ActionError(
      "config",
      `${where} has ${containers.length} containers (${names.join(", ")}): which one is the release?`,
      {
        hint: "Set `container` of the target.",
      },
    );
  }
  if (container === undefined) {
    throw new ActionError(
      "config",
      `${where} has no container "${name ?? ""}".${suggest(name ?? "", names)}`,
    );
  }
  return { container, index };
}

/** The template with another image in the container of the release. */
export function withImage(template: PodTemplate, container: string, image: string): PodTemplate {
  const containers = template.spec.containers.map((one) =>
    one.name === container ? { ...one, image } : one,
  );
  return { ...template, spec: { ...template.spec, containers } };
}

/** What an image nobody marked is called: its tag, else its digest shortened, else `latest`. */
export function versionOfImage(image: string): string {
  const [reference = "", digest] = image.split("@");
  const tag = /:([^:/]+)$/.exec(reference)?.[1];
  return tag ?? digest?.slice(0, 19) ?? "latest";
}
