import { isObject } from "@deploy-actions/kernel";

/** Media types of a manifest that are understood (OCI image spec 1.1, Docker image manifest v2 schema 2). */
export const MANIFEST_TYPES: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** A manifest: of one image, or the list of the images of several platforms. */
export type Manifest =
  | { readonly kind: "image"; readonly configDigest: string }
  | { readonly kind: "index"; readonly digests: readonly string[] }
  | { readonly kind: "unknown"; readonly text: string };

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_PLATFORMS = 32;

/** Reads a manifest. Attestations in an index (platform `unknown`) are no images and are left out. */
export function readManifest(text: string): Manifest {
  const root = parseObject(text);
  if (root === undefined) return { kind: "unknown", text: "its manifest is no JSON object" };
  if (Array.isArray(root.manifests)) {
    const digests = root.manifests.filter(isImage).map((entry) => String(entry.digest));
    if (digests.length === 0) return { kind: "unknown", text: "its index lists no image" };
    if (digests.length > MAX_PLATFORMS || !digests.every((digest) => DIGEST.test(digest))) {
      return {
        kind: "unknown",
        text: `its index lists ${digests.length} images in a form that is not understood`,
      };
    }
    return { kind: "index", digests };
  }
  const config: unknown = root.config;
  const digest = isObject(config) ? config.digest : undefined;
  if (typeof digest !== "string" || !DIGEST.test(digest)) {
    return { kind: "unknown", text: "its manifest names no configuration" };
  }
  return { kind: "image", configDigest: digest };
}

/** A JSON object, or `undefined` for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isImage(entry: unknown): entry is Readonly<Record<string, unknown>> {
  if (!isObject(entry)) return false;
  const platform: unknown = entry.platform;
  return !(isObject(platform) && platform.architecture === "unknown");
}
