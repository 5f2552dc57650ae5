export { ecrCalls } from "./ecr/calls.ts";
export type { EcrOptions } from "./ecr/ecr-registry.ts";
export * from "./image-reference.ts";
export * from "./image-registry.ts";
export { looksLikeSecret } from "./image-variables.ts";
export * from "./judge-image.ts";
export type { OciOptions, RegistryLogin } from "./oci/oci-registry.ts";
export * from "./registry-factories.ts";
export { tagExample } from "./tag-example.ts";
