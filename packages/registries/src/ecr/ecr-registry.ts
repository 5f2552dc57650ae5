import type { AwsAccess, Clock, HttpClient } from "@deploy-actions/kernel";
import type { ImageRegistry } from "../image-registry.ts";
import { connectEcr } from "./ecr-client.ts";
import { findEcrImage } from "./find-image.ts";
import { promoteEcrImage } from "./promote-image.ts";
import { readEcrVariables } from "./read-variables.ts";
import { scanEcrImage } from "./scan-image.ts";

/** What the ECR registry stands on. */
export interface EcrOptions {
  /** Its region does not matter: an image names its own. */
  readonly access: AwsAccess;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** A scan that ended longer ago says nothing; default 30 days. Continuous scans never age. */
  readonly maxScanAgeMs?: number;
}

const MONTH_MS = 30 * 86_400_000;

/** Amazon ECR; the SDK is loaded already when this file is. */
export function openEcrRegistry({ access, http, clock, maxScanAgeMs = MONTH_MS }: EcrOptions): ImageRegistry {
  return {
    name: "ecr",
    find: async (image, signal) => findEcrImage(await connectEcr(access, http, image, signal), image, signal),
    scan: async (image, digest, signal) => {
      const connection = await connectEcr(access, http, image, signal);
      return scanEcrImage(connection, image, digest, { clock, maxScanAgeMs }, signal);
    },
    variables: async (image, digest, signal) =>
      readEcrVariables(await connectEcr(access, http, image, signal), http, image, digest, signal),
    promote: async (image, digest, tag, signal) =>
      promoteEcrImage(await connectEcr(access, http, image, signal), image, digest, tag, signal),
  };
}
