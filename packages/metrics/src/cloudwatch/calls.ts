import type { ApiCall } from "@deploy-actions/kernel";

/** Every call of the CloudWatch source and of the alarms. */
export const cloudWatchCalls: readonly ApiCall[] = ["DescribeAlarms", "GetMetricData"].map((operation) => ({
  api: "aws",
  service: "cloudwatch",
  operation,
}));
