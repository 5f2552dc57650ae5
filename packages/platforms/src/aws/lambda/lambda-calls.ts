import type { ApiCall } from "@deploy-actions/kernel";
import type { LambdaTarget } from "@deploy-actions/rollout";

/** Every call this platform may make, for the page of least privileges. */
export function lambdaCalls(target: LambdaTarget): readonly ApiCall[] {
  const lambda = [
    "GetAlias",
    "GetFunctionConfiguration",
    "GetProvisionedConcurrencyConfig",
    "ListAliases",
    "ListFunctions",
    "ListVersionsByFunction",
    "PublishVersion",
    "UpdateAlias",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
  ].map((operation): ApiCall => ({ api: "aws", service: "lambda", operation }));
  // Preflight looks whether the bucket is there; Lambda itself reads the object with the caller's rights.
  return "bucket" in target.code
    ? [...lambda, { api: "aws", service: "s3", operation: "HeadBucket" }]
    : lambda;
}
