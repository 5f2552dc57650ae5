import type { ApiCall } from "@deploy-actions/kernel";

const OPERATIONS = [
  "BatchGetImage",
  "DescribeImageScanFindings",
  "DescribeImages",
  "DescribeRepositories",
  "GetDownloadUrlForLayer",
  "PutImage",
] as const;

/** Every call the ECR registry makes; `PutImage` only to promote, `GetDownloadUrlForLayer` only to look for secrets. */
export const ecrCalls: readonly ApiCall[] = OPERATIONS.map((operation) => ({
  api: "aws",
  service: "ecr",
  operation,
}));
