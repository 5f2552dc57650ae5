import type { ApiCall } from "@deploy-actions/kernel";

/** A call to AWS. */
export type AwsCall = Extract<ApiCall, { api: "aws" }>;

/**
 * Operations whose IAM action has another name (Service Authorization Reference, "API operations"): S3 names its actions
 * after what is read, and asks for the bucket's list where one only looks whether it is there.
 */
export const RENAMED: Readonly<Record<string, string>> = {
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListObjectsV2": "s3:ListBucket",
};

/** Operations that hand a role to a service; the role that calls needs `iam:PassRole` for it. */
const PASSES_ROLE: ReadonlySet<string> = new Set([
  "ecs:CreateService",
  "ecs:RegisterTaskDefinition",
  "ecs:RunTask",
  "ecs:UpdateService",
]);

/** `ecs:UpdateService`, as the SDK names the operation. */
export function operationOf(call: AwsCall): string {
  return `${call.service}:${call.operation}`;
}

/** The IAM action that allows a call. */
export function iamActionOf(call: AwsCall): string {
  const operation = operationOf(call);
  return RENAMED[operation] ?? operation;
}

/** Whether a call changes nothing. */
export function isRead(call: AwsCall): boolean {
  return /^(?:BatchGet|Describe|Get|Head|List)/.test(call.operation);
}

/** Whether a call hands a role to a service. */
export function passesRole(call: AwsCall): boolean {
  return PASSES_ROLE.has(operationOf(call));
}
