import { ActionError, askAws, awsExceptionBehind } from "@deploy-actions/kernel";
import { type ImageReference, repositoryText } from "../image-reference.ts";
import type { Promotion } from "../image-registry.ts";
import type { EcrConnection } from "./ecr-client.ts";
import { readEcrManifest } from "./ecr-manifest.ts";
import { findEcrImage } from "./find-image.ts";

/** Puts the manifest of a digest under another tag: no layer moves, the digest stays. */
export async function promoteEcrImage(
  connection: EcrConnection,
  image: ImageReference,
  digest: string,
  tag: string,
  signal: AbortSignal,
): Promise<Promotion> {
  const { sdk, client, target } = connection;
  const before = await digestOf(connection, image, tag, signal);
  if (before === digest) return { digest, tag, changed: false };
  if (before !== undefined) throw await taken(connection, image, digest, tag, before, signal);
  const manifest = await readEcrManifest(connection, image, digest, signal);
  try {
    const what = `tag ${repositoryText(image)}@${digest} as ${tag}`;
    await askAws(what, "ecr:PutImage", signal, () =>
      client.send(
        new sdk.PutImageCommand({
          ...target,
          imageManifest: manifest.text,
          imageTag: tag,
          imageDigest: digest,
          ...(manifest.mediaType === undefined ? {} : { imageManifestMediaType: manifest.mediaType }),
        }),
        { abortSignal: signal },
      ),
    );
  } catch (error) {
    // Somebody else was quicker; whether that matters, the look below says.
    if (!/^Image(Tag)?AlreadyExistsException$/.test(awsExceptionBehind(error))) throw error;
  }
  const after = await digestOf(connection, image, tag, signal);
  if (after !== digest) throw await taken(connection, image, digest, tag, after ?? "nothing", signal);
  return { digest, tag, changed: true };
}

async function digestOf(
  connection: EcrConnection,
  image: ImageReference,
  tag: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await findEcrImage(connection, { ...image, tag, digest: undefined }, signal);
  if (!found.found && found.reason === "repository_not_found") {
    throw new ActionError("config", `Cannot promote ${image.text}: ${found.text}.`, {
      hint: `${found.advice}.`,
    });
  }
  return found.found ? found.digest : undefined;
}

async function taken(
  connection: EcrConnection,
  image: ImageReference,
  digest: string,
  tag: string,
  other: string,
  signal: AbortSignal,
): Promise<ActionError> {
  const isImmutable = await hasImmutableTags(connection, image, signal);
  const text = `The tag ${tag} of ${repositoryText(image)} is ${other}, not ${digest}; it was not moved.`;
  return new ActionError("conflict", text, {
    hint: isImmutable
      ? "Tags of this repository are immutable: promote to a tag of its own for each release, e.g. release-1.2.3."
      : "A tag that says what was released never moves: promote to one of its own for each release, or delete it first.",
  });
}

async function hasImmutableTags(
  { sdk, client, target }: EcrConnection,
  image: ImageReference,
  signal: AbortSignal,
): Promise<boolean> {
  const what = `describe the repository ${repositoryText(image)}`;
  const answer = await askAws(what, "ecr:DescribeRepositories", signal, () =>
    client.send(
      new sdk.DescribeRepositoriesCommand({
        registryId: target.registryId,
        repositoryNames: [target.repositoryName],
      }),
      { abortSignal: signal },
    ),
  );
  return answer.repositories?.[0]?.imageTagMutability?.startsWith("IMMUTABLE") === true;
}
