import type { ContainerDefinition, RegisterTaskDefinitionRequest, TaskDefinition } from "@aws-sdk/client-ecs";
import { ActionError, isObject, suggest } from "@deploy-actions/kernel";
import type { EcsService, EcsTarget, Release } from "@deploy-actions/rollout";
import type { Revision } from "./ecs-session.ts";
import { readRelease, releaseTags, userTags } from "./release-tags.ts";

/** What a new revision takes from the target. */
export type DefinitionSource = Pick<EcsTarget, "image" | "environment" | "secrets">;

/** Name of the container whose image is the release. Throws `config` when there is none or several could be it. */
export function releaseContainer(definition: TaskDefinition, service: EcsService): string {
  const containers = definition.containerDefinitions ?? [];
  const names = containers.map(({ name = "" }) => name);
  const where = `task definition ${definition.family}:${definition.revision} of service ${service.name}`;
  if (service.container !== undefined) {
    if (names.includes(service.container)) return service.container;
    throw new ActionError(
      "config",
      `The ${where} has no container "${service.container}".${suggest(service.container, names)}`,
    );
  }
  const essential = containers.filter((one) => one.essential !== false).map(({ name = "" }) => name);
  const [only, second] = essential;
  if (only !== undefined && second === undefined) return only;
  throw new ActionError(
    "config",
    `The ${where} has ${essential.length} essential containers: ${essential.join(", ")}`,
    { hint: `Say with \`container\` which one of them has the image of the release.` },
  );
}

/** Image of a release for a service. Throws `config` when nothing says it. */
export function imageOf(source: DefinitionSource, service: EcsService, release: Release): string {
  const image = service.image ?? source.image ?? release.artifact;
  if (image === undefined) {
    throw new ActionError(
      "config",
      `Nothing says which image ${release.version} of service ${service.name} has`,
      {
        hint: "Give `image` in the target (with ${release} in it), or an image reference as the release's artifact.",
      },
    );
  }
  if (image.includes("${commit}") && release.commit === undefined) {
    throw new ActionError(
      "config",
      `The image ${image} needs the commit of ${release.version}, which is not known`,
    );
  }
  return image.replaceAll("${release}", release.version).replaceAll("${commit}", release.commit ?? "");
}

/** The image of the release's container in a revision. */
export function runningImage(definition: TaskDefinition, service: EcsService): string {
  const name = releaseContainer(definition, service);
  return definition.containerDefinitions?.find((one) => one.name === name)?.image ?? "";
}

/** Which release a revision is: by its tags, else (adopted) by tag or digest of its image. */
export function releaseOf(revision: Revision, service: EcsService): Release {
  return readRelease(revision.tags) ?? { version: imageVersion(runningImage(revision.definition, service)) };
}

/** `v1` of `registry:5000/shop:v1`, `sha256:…` of `shop@sha256:…`, `latest` of `shop`. */
export function imageVersion(image: string): string {
  const [reference = "", digest] = image.split("@", 2);
  const tag = /:([^/:]+)$/.exec(reference)?.[1];
  return tag ?? digest ?? "latest";
}

/** What RegisterTaskDefinition needs for a copy of a definition: the fields that only Describe has are left out. */
export function registration(definition: TaskDefinition): RegisterTaskDefinitionRequest {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    ...kept
  } = definition;
  return { ...kept, family: kept.family ?? "", containerDefinitions: kept.containerDefinitions ?? [] };
}

/** The definition of a release, made from another one: image, environment and secrets changed, everything else kept. */
export function definitionFor(
  base: Revision,
  service: EcsService,
  source: DefinitionSource,
  release: Release,
): RegisterTaskDefinitionRequest {
  const request = registration(base.definition);
  const name = releaseContainer(base.definition, service);
  const image = imageOf(source, service, release);
  return {
    ...request,
    containerDefinitions: (request.containerDefinitions ?? []).map((one) =>
      one.name === name ? withVariables({ ...one, image }, source) : one,
    ),
    tags: [...userTags(base.tags), ...releaseTags(release)],
  };
}

/** A name is either a variable or a secret: ECS refuses both. */
function withVariables(container: ContainerDefinition, source: DefinitionSource): ContainerDefinition {
  const isGiven = (name: string | undefined): boolean =>
    name !== undefined && (Object.hasOwn(source.environment, name) || Object.hasOwn(source.secrets, name));
  const environment = [
    ...(container.environment ?? []).filter((one) => !isGiven(one.name)),
    ...Object.entries(source.environment).map(([key, value]) => ({ name: key, value })),
  ];
  const secrets = [
    ...(container.secrets ?? []).filter((one) => !isGiven(one.name)),
    ...Object.entries(source.secrets).map(([key, valueFrom]) => ({ name: key, valueFrom })),
  ];
  return {
    ...container,
    ...(environment.length === 0 && container.environment === undefined ? {} : { environment }),
    ...(secrets.length === 0 && container.secrets === undefined ? {} : { secrets }),
  };
}

/** Whether a revision is what would be registered, tags of the release included. */
export function isSameDefinition(revision: Revision, wanted: RegisterTaskDefinitionRequest): boolean {
  const { tags: wantedTags, ...definition } = wanted;
  if (canonical(registration(revision.definition)) !== canonical(definition)) return false;
  return canonical(readRelease(revision.tags) ?? null) === canonical(readRelease(wantedTags ?? []) ?? null);
}

/** Lists that are sets of names, in any order; an absent and an empty list are the same to ECS. */
const SETS: Readonly<Record<string, string>> = { environment: "name", secrets: "name" };

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (Array.isArray(inner)) {
      if (inner.length === 0) return undefined;
      const by = SETS[key];
      if (by === undefined) return inner;
      return [...(inner as Record<string, string>[])].sort((a, b) =>
        (a[by] ?? "") < (b[by] ?? "") ? -1 : 1,
      );
    }
    if (!isObject(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
