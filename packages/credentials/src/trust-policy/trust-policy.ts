import { assertNever } from "@deploy-actions/kernel";
import { awsTrustPolicy } from "./aws.ts";
import { azureTrustPolicy } from "./azure.ts";
import { gcpTrustPolicy } from "./gcp.ts";
import type { TrustPolicy, TrustPolicyOptions } from "./options.ts";
import { vaultTrustPolicy } from "./vault.ts";

/** The trust policy that accepts the tokens of a job, in the cloud's own form; pure. */
export function trustPolicy(options: TrustPolicyOptions): TrustPolicy {
  switch (options.cloud) {
    case "aws":
      return awsTrustPolicy(options);
    case "azure":
      return azureTrustPolicy(options);
    case "gcp":
      return gcpTrustPolicy(options);
    case "vault":
      return vaultTrustPolicy(options);
    default:
      return assertNever(options);
  }
}
