import type { ApiCall } from "@deploy-actions/kernel";
import type { StaticSiteTarget } from "@deploy-actions/rollout";

/** Every call this platform may make, for the page of least privileges. */
export function staticSiteCalls(_target: StaticSiteTarget): readonly ApiCall[] {
  const call =
    (service: string) =>
    (operation: string): ApiCall => ({ api: "aws", service, operation });
  return [
    ...[
      "CreateInvalidation",
      "GetDistribution",
      "GetInvalidation",
      "ListDistributions",
      "UpdateDistribution",
    ].map(call("cloudfront")),
    ...["DeleteObject", "GetObject", "ListBuckets", "ListObjectsV2", "PutObject"].map(call("s3")),
  ];
}
