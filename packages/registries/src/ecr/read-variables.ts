import { createHash } from "node:crypto";
import { ActionError, askAws, type HttpClient } from "@deploy-actions/kernel";
import { type ImageReference, repositoryText } from "../image-reference.ts";
import type { ImageVariable, VariablesLookup } from "../image-registry.ts";
import { readImageVariables } from "../image-variables.ts";
import type { EcrConnection } from "./ecr-client.ts";
import { platformImages } from "./platform-digests.ts";

const MAX_CONFIG_BYTES = 4 * 1_024 * 1_024;

/** The variables of every platform of a digest, from the configuration blobs: no layer is read. */
export async function readEcrVariables(
  connection: EcrConnection,
  http: HttpClient,
  image: ImageReference,
  digest: string,
  signal: AbortSignal,
): Promise<VariablesLookup> {
  const platforms = await platformImages(connection, image, digest, signal);
  if ("text" in platforms) return { known: false, reason: "manifest_unreadable", text: platforms.text };
  const variables: ImageVariable[] = [];
  for (const { configDigest } of platforms.images) {
    const blob = await readConfig(connection, http, image, configDigest, signal);
    const found = blob === undefined ? undefined : readImageVariables(blob);
    if (found === undefined) {
      const text = `the configuration ${configDigest} of the image cannot be read`;
      return { known: false, reason: "configuration_unreadable", text };
    }
    variables.push(...found);
  }
  return { known: true, variables };
}

async function readConfig(
  { sdk, client, target }: EcrConnection,
  http: HttpClient,
  image: ImageReference,
  digest: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const what = `give access to the configuration ${digest} of ${repositoryText(image)}`;
  const { downloadUrl } = await askAws(what, "ecr:GetDownloadUrlForLayer", signal, () =>
    client.send(new sdk.GetDownloadUrlForLayerCommand({ ...target, layerDigest: digest }), {
      abortSignal: signal,
    }),
  );
  if (downloadUrl === undefined) return undefined;
  const answer = await http.send({
    url: downloadUrl,
    redirect: "follow",
    maxBodyBytes: MAX_CONFIG_BYTES,
    signal,
  });
  // The address is signed for a short time and must not be printed.
  if (answer.status !== 200) {
    throw new ActionError(
      "remote",
      `The configuration ${digest} of ${repositoryText(image)} answered ${answer.status}.`,
    );
  }
  const isWhole = `sha256:${createHash("sha256").update(answer.body).digest("hex")}` === digest;
  return answer.truncated || !isWhole ? undefined : new TextDecoder().decode(answer.body);
}
