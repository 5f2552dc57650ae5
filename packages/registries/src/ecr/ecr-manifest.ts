import { ActionError, askAws } from "@deploy-actions/kernel";
import { type ImageReference, repositoryText } from "../image-reference.ts";
import { MANIFEST_TYPES } from "../manifest.ts";
import type { EcrConnection } from "./ecr-client.ts";

/** The manifest of a digest as the registry keeps it, byte for byte. */
export interface EcrManifest {
  readonly text: string;
  readonly mediaType: string | undefined;
}

/** Reads a manifest by its digest. Rejects with `config` when it is not there. */
export async function readEcrManifest(
  { sdk, client, target }: EcrConnection,
  image: ImageReference,
  digest: string,
  signal: AbortSignal,
): Promise<EcrManifest> {
  const what = `read the manifest ${digest} of ${repositoryText(image)}`;
  const answer = await askAws(what, "ecr:BatchGetImage", signal, () =>
    client.send(
      new sdk.BatchGetImageCommand({
        ...target,
        imageIds: [{ imageDigest: digest }],
        acceptedMediaTypes: [...MANIFEST_TYPES],
      }),
      { abortSignal: signal },
    ),
  );
  const found = answer.images?.[0];
  if (found?.imageManifest === undefined) {
    const failure = answer.failures?.[0];
    const why =
      failure === undefined ? "it is not there" : `${failure.failureCode}: ${failure.failureReason}`;
    throw new ActionError("config", `AWS did not ${what}: ${why}.`);
  }
  return { text: found.imageManifest, mediaType: found.imageManifestMediaType };
}
