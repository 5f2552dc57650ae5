import type { ApiCall } from "@deploy-actions/kernel";

const aws = (service: string, operation: string): ApiCall => ({ api: "aws", service, operation });

/**
 * Every call of the task runner. `RegisterTaskDefinition` only where an image is given, `List…` also to name what is near.
 * Beside them the role needs `iam:PassRole` for the task's roles, which is a permission and not a call.
 */
export const ecsTaskCalls: readonly ApiCall[] = [
  aws("ecs", "DescribeTaskDefinition"),
  aws("ecs", "DescribeTasks"),
  aws("ecs", "ListClusters"),
  aws("ecs", "ListTaskDefinitionFamilies"),
  aws("ecs", "ListTasks"),
  aws("ecs", "RegisterTaskDefinition"),
  aws("ecs", "RunTask"),
  aws("ecs", "StopTask"),
  aws("logs", "GetLogEvents"),
];
