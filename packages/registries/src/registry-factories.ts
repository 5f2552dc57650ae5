import type { EcrOptions } from "./ecr/ecr-registry.ts";
import type { ImageRegistry } from "./image-registry.ts";
import type { OciOptions } from "./oci/oci-registry.ts";

/** Amazon ECR. Code and SDK are loaded with the first question. */
export function createEcrRegistry(options: EcrOptions): ImageRegistry {
  return lazily("ecr", async () => (await import("./ecr/ecr-registry.ts")).openEcrRegistry(options));
}

/** Any registry of the OCI distribution specification (GitHub's, Docker Hub, …). It knows no scans. */
export function createOciRegistry(options: OciOptions): ImageRegistry {
  return lazily("oci", async () => (await import("./oci/oci-registry.ts")).openOciRegistry(options));
}

function lazily(name: string, open: () => Promise<ImageRegistry>): ImageRegistry {
  let opened: Promise<ImageRegistry> | undefined;
  const registry = (): Promise<ImageRegistry> => {
    opened ??= open();
    return opened;
  };
  return {
    name,
    find: async (image, signal) => (await registry()).find(image, signal),
    scan: async (image, digest, signal) => (await registry()).scan(image, digest, signal),
    variables: async (image, digest, signal) => (await registry()).variables(image, digest, signal),
    promote: async (image, digest, tag, signal) => (await registry()).promote(image, digest, tag, signal),
  };
}
