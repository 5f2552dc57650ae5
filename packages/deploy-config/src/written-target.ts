import type { Block } from "./schema.ts";

/** A target as it comes out of the schema. */
export type AnyTarget = NonNullable<Block["target"]>;

/** The target of one platform, as it comes out of the schema. */
export type WrittenTarget<Platform extends string> = Extract<AnyTarget, { platform?: Platform | undefined }>;
