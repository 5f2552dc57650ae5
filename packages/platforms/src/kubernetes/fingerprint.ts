import { createHash } from "node:crypto";

/** A short name of some facts: another one when any of them differs. */
export function fingerprint(...facts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);
}
