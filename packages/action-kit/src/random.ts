import type { Random } from "@deploy-actions/kernel";

/** The real {@link Random}. `id` comes from the system's cryptographic generator, `next` does not: it is for jitter. */
export const systemRandom: Random = {
  next: () => Math.random(),
  id: () => globalThis.crypto.randomUUID(),
};
