import { createHash } from "node:crypto";
import type { ReleaseName } from "./types.ts";

// RDS allows 255 characters, but a restored instance is named after it, and those have 63.
const LONGEST = 52;

/**
 * The name of the snapshot before a release: `shop-production-1-2-3`, the same for every run of it. RDS allows letters,
 * digits and single hyphens, begun by a letter; where a name had to be changed a few digits of its hash keep it apart
 * from others that would read the same.
 */
export function rdsSnapshotName({ service, environment, release }: ReleaseName): string {
  const wanted = `${service}-${environment}-${release}`;
  const plain = wanted
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const named = /^[a-z]/.test(plain) ? plain : `release-${plain}`;
  if (named === wanted && named.length <= LONGEST) return named;
  const hash = createHash("sha256")
    .update(`${service}\n${environment}\n${release}`)
    .digest("hex")
    .slice(0, 8);
  return `${named.slice(0, LONGEST - 9).replace(/-+$/, "")}-${hash}`;
}
