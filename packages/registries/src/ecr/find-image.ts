import type { ImageDetail } from "@aws-sdk/client-ecr";
import { askAws, awsExceptionBehind, nearest } from "@deploy-actions/kernel";
import { type ImageReference, repositoryText } from "../image-reference.ts";
import type { ImageLookup } from "../image-registry.ts";
import { adviseTag } from "../nearest-tags.ts";
import type { EcrConnection } from "./ecr-client.ts";

const MAX_PAGES = 5;
const PAGE = 1_000;

/** Looks an image up by its tag (what it points to now), or by its digest where it has no tag. */
export async function findEcrImage(
  connection: EcrConnection,
  image: ImageReference,
  signal: AbortSignal,
): Promise<ImageLookup> {
  const { sdk, client, target } = connection;
  const imageId = image.tag === undefined ? { imageDigest: image.digest } : { imageTag: image.tag };
  try {
    const answer = await askAws(`describe the image ${image.text}`, "ecr:DescribeImages", signal, () =>
      client.send(new sdk.DescribeImagesCommand({ ...target, imageIds: [imageId] }), { abortSignal: signal }),
    );
    const detail = answer.imageDetails?.[0];
    if (detail?.imageDigest !== undefined) return foundOf(image, detail, detail.imageDigest);
    return await missingImage(connection, image, signal);
  } catch (error) {
    const name = awsExceptionBehind(error);
    if (name === "ImageNotFoundException") return missingImage(connection, image, signal);
    if (name === "RepositoryNotFoundException") return missingRepository(connection, image, signal);
    throw error;
  }
}

function foundOf(image: ImageReference, detail: ImageDetail, digest: string): ImageLookup {
  return {
    found: true,
    digest,
    mediaType: detail.imageManifestMediaType,
    tags: (detail.imageTags ?? []).filter((tag) => tag !== image.tag),
    pushedAt: detail.imagePushedAt?.getTime(),
  };
}

async function missingImage(
  { sdk, client, target }: EcrConnection,
  image: ImageReference,
  signal: AbortSignal,
): Promise<ImageLookup> {
  const details: ImageDetail[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await askAws(
      `list the images of ${repositoryText(image)}`,
      "ecr:DescribeImages",
      signal,
      () =>
        client.send(
          new sdk.DescribeImagesCommand({
            ...target,
            filter: { tagStatus: "TAGGED" },
            maxResults: PAGE,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
          { abortSignal: signal },
        ),
    );
    details.push(...(answer.imageDetails ?? []));
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  const tags = details
    .toSorted((a, b) => (b.imagePushedAt?.getTime() ?? 0) - (a.imagePushedAt?.getTime() ?? 0))
    .flatMap((detail) => detail.imageTags ?? []);
  const what = image.tag === undefined ? `digest ${image.digest}` : `tag ${image.tag}`;
  return {
    found: false,
    reason: "image_not_found",
    text: `${repositoryText(image)} has no image with the ${what}`,
    advice: adviseTag(image.tag ?? "", tags),
  };
}

async function missingRepository(
  { sdk, client, target }: EcrConnection,
  image: ImageReference,
  signal: AbortSignal,
): Promise<ImageLookup> {
  const names: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await askAws(
      `list the repositories of ${image.registry}`,
      "ecr:DescribeRepositories",
      signal,
      () =>
        client.send(
          new sdk.DescribeRepositoriesCommand({
            registryId: target.registryId,
            maxResults: PAGE,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
          { abortSignal: signal },
        ),
    );
    names.push(...(answer.repositories ?? []).flatMap((one) => one.repositoryName ?? []));
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  const near = nearest(image.repository, names);
  const known = names.length === 0 ? "it has none" : `it has ${names.slice(0, 10).join(", ")}`;
  return {
    found: false,
    reason: "repository_not_found",
    text: `the registry ${image.registry} has no repository ${image.repository}`,
    advice: near === undefined ? `look at account, region and name: ${known}` : `did you mean ${near}?`,
  };
}
