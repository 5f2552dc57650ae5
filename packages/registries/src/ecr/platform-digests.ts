import type { ImageReference } from "../image-reference.ts";
import { readManifest } from "../manifest.ts";
import type { EcrConnection } from "./ecr-client.ts";
import { readEcrManifest } from "./ecr-manifest.ts";

/** An image of one platform. */
export interface PlatformImage {
  readonly digest: string;
  readonly configDigest: string;
}

/** The images behind a digest: itself, or those its index lists. `text`: why they could not be read. */
export async function platformImages(
  connection: EcrConnection,
  image: ImageReference,
  digest: string,
  signal: AbortSignal,
): Promise<{ readonly images: readonly PlatformImage[] } | { readonly text: string }> {
  const manifest = readManifest((await readEcrManifest(connection, image, digest, signal)).text);
  if (manifest.kind === "unknown") return { text: manifest.text };
  if (manifest.kind === "image") return { images: [{ digest, configDigest: manifest.configDigest }] };
  const images: PlatformImage[] = [];
  for (const child of manifest.digests) {
    const inner = readManifest((await readEcrManifest(connection, image, child, signal)).text);
    if (inner.kind !== "image") return { text: `${child} in its index is no image` };
    images.push({ digest: child, configDigest: inner.configDigest });
  }
  return { images };
}
