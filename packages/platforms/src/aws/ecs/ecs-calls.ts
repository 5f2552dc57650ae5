import { type ApiCall, assertNever } from "@deploy-actions/kernel";
import type { EcsTarget } from "@deploy-actions/rollout";

const ECS: readonly string[] = [
  "DescribeClusters",
  "ListClusters",
  "DescribeServices",
  "ListServices",
  "UpdateService",
  "DescribeTaskDefinition",
  "ListTaskDefinitions",
  "RegisterTaskDefinition",
  "DescribeTasks",
  "ListTasks",
  "TagResource",
  "UntagResource",
];
const CANDIDATE_SERVICE: readonly string[] = ["CreateService", "DeleteService"];
const NATIVE: readonly string[] = [
  "ListServiceDeployments",
  "DescribeServiceDeployments",
  "DescribeServiceRevisions",
  "ContinueServiceDeployment",
  "StopServiceDeployment",
];

/** Every call the platform can make for a target; its least policy is made from it. */
export function ecsCalls(target: EcsTarget): readonly ApiCall[] {
  const ecs = (operations: readonly string[]) => calls("ecs", operations);
  switch (target.route.kind) {
    case "rolling":
      return ecs(ECS);
    case "native":
      return ecs([...ECS, ...NATIVE]);
    case "target-groups": {
      const isRule = target.route.listener.includes(":listener-rule/");
      const balancer = isRule ? ["DescribeRules", "ModifyRule"] : ["ModifyListener"];
      return [
        ...ecs([...ECS, ...CANDIDATE_SERVICE]),
        // A rule that is not there is looked for among the listeners, to name the nearest.
        ...calls("elasticloadbalancing", [
          "DescribeTargetGroups",
          "DescribeTargetHealth",
          "DescribeListeners",
          ...balancer,
        ]),
      ];
    }
    default:
      return assertNever(target.route);
  }
}

function calls(service: string, operations: readonly string[]): readonly ApiCall[] {
  return operations.map((operation) => ({ api: "aws", service, operation }));
}
