import type { ApiCall } from "@deploy-actions/kernel";
import { cloudWatchCalls } from "@deploy-actions/metrics";
import { ecsTaskCalls, rdsBackupCalls, rdsRestoreCalls } from "@deploy-actions/migration-engines";
import { ecsCalls, lambdaCalls, staticSiteCalls } from "@deploy-actions/platforms";
import { ecrCalls } from "@deploy-actions/registries";
import type { AwsCall } from "./iam-actions.ts";
import type { ExtraPermission } from "./iam-policy.ts";
import { ecsTarget, lambdaTarget, SITE_TARGET } from "./sample-targets.ts";

/** One way an adapter is used, with a policy of its own. */
export interface AwsUse {
  /** Heading; for the table: in which of them a call is made. */
  readonly name: string;
  readonly calls: readonly AwsCall[];
  readonly extra: readonly ExtraPermission[];
}

/** A page of least permissions. */
export interface AwsAdapter {
  /** File below docs/permissions, and the adapter's name. */
  readonly name: string;
  readonly title: string;
  /** Where the policy file asks for it. */
  readonly where: string;
  readonly uses: readonly AwsUse[];
  readonly notes: readonly string[];
}

const passRole = (services: readonly string[], why: string): ExtraPermission => ({
  action: "iam:PassRole",
  resources: ["arn:aws:iam::${Account}:role/${TaskRole}", "arn:aws:iam::${Account}:role/${ExecutionRole}"],
  condition: { StringEquals: { "iam:PassedToService": services } },
  why,
});
const TASK_ROLES = passRole(
  ["ecs-tasks.amazonaws.com"],
  "A revision names the task's role and the execution role, which are handed to ECS.",
);
const INFRASTRUCTURE_ROLE = passRole(
  ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"],
  "A revision names the task's roles; the service's load balancer names the role with which ECS moves its weights (add that role's ARN).",
);
const CODE_OBJECT: ExtraPermission = {
  action: "s3:GetObject",
  resources: ["arn:aws:s3:::${Bucket}/*"],
  why: "Lambda reads the archive of a release with the rights of whoever names it.",
};

/** Every adapter of AWS, with what it declares to call. */
export const AWS_ADAPTERS: readonly AwsAdapter[] = [
  {
    name: "aws-ecs",
    title: "Amazon ECS",
    where: "`target: { platform: aws-ecs }`",
    uses: [
      use("route: rolling", ecsCalls(ecsTarget({ kind: "rolling" })), [TASK_ROLES]),
      use("target groups, rule of a listener", ecsCalls(ecsTarget(targetGroups("listener-rule"))), [
        TASK_ROLES,
      ]),
      use("target groups, default of a listener", ecsCalls(ecsTarget(targetGroups("listener"))), [
        TASK_ROLES,
      ]),
      use("native", ecsCalls(ecsTarget({ kind: "native", strategy: "canary", stepPercent: 10 })), [
        INFRASTRUCTURE_ROLE,
      ]),
    ],
    notes: [
      "`${Service}` stands for each service of the target, and for `candidate-service`.",
      "The candidate's service is made by the run and taken away by it; without it, `CreateService` and `DeleteService` are not needed.",
    ],
  },
  {
    name: "aws-lambda",
    title: "AWS Lambda",
    where: "`target: { platform: aws-lambda }`",
    uses: [
      use("code in a bucket", lambdaCalls(lambdaTarget({ bucket: "builds", key: "shop.zip" })), [
        CODE_OBJECT,
      ]),
      use("code as an image", lambdaCalls(lambdaTarget({ image: "shop:${release}" })), []),
    ],
    notes: [
      "An image is read by Lambda itself: the repository's own policy has to let `lambda.amazonaws.com` pull.",
    ],
  },
  {
    name: "aws-s3-cloudfront",
    title: "Amazon S3 and CloudFront",
    where: "`target: { platform: aws-s3-cloudfront }`",
    uses: [use("", staticSiteCalls(SITE_TARGET), [])],
    notes: ["`${Distribution}` is its id, as `distribution` of the target has it."],
  },
  {
    name: "ecr",
    title: "Amazon ECR",
    where: "`image:` with an image of an ECR registry",
    uses: [
      use("judge", without(ecrCalls, "PutImage"), []),
      use("judge and promote (`promote-to`)", ecrCalls, []),
    ],
    notes: [
      "`GetDownloadUrlForLayer` reads the image's configuration, never a layer; without `no-secrets` it is not called.",
      "All repositories are described to name the nearest one when the image's is not there.",
    ],
  },
  {
    name: "rds",
    title: "Amazon RDS",
    where:
      "`migrate.backup`, and the inputs `restore-snapshot` and `restore-approval` of the rollback action",
    uses: [use("backup", rdsBackupCalls, []), use("restore", rdsRestoreCalls, [])],
    notes: [
      "A dry run of a rollback makes the describing calls of the restore alone; give the role of the deployments no more than the backup, and restore with a role of its own.",
      "Snapshots, and what is restored from them, are named after the service: `${Service}-…`. Nothing that has another name can be made or overwritten with these policies.",
      "A database that is encrypted with a key of your own also needs `kms:CreateGrant` and `kms:DescribeKey` on that key for a restore.",
    ],
  },
  {
    name: "ecs-task",
    title: "Commands in an ECS task",
    where: "`migrate.run-on.ecs-task`",
    uses: [use("", ecsTaskCalls, [TASK_ROLES])],
    notes: [
      "`RegisterTaskDefinition` is called only where the policy names an image.",
      "Without `logs:GetLogEvents` the commands run all the same, and their output is not shown.",
    ],
  },
  {
    name: "cloudwatch",
    title: "Amazon CloudWatch",
    where: "`metrics: { cloudwatch: … }`",
    uses: [use("", cloudWatchCalls, [])],
    notes: ["`DescribeAlarms` is called only with `alarms`."],
  },
];

function use(name: string, calls: readonly ApiCall[], extra: readonly ExtraPermission[]): AwsUse {
  const aws = calls.filter((call): call is AwsCall => call.api === "aws");
  if (aws.length !== calls.length) throw new Error(`${name}: not every call is one to AWS`);
  return { name, calls: aws, extra };
}

function without(calls: readonly ApiCall[], operation: string): readonly ApiCall[] {
  return calls.filter((call) => call.api !== "aws" || call.operation !== operation);
}

function targetGroups(kind: "listener" | "listener-rule") {
  return {
    kind: "target-groups",
    listener: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:${kind}/app/shop/1`,
    stable: "stable",
    candidate: "candidate",
    candidateService: "web-candidate",
  } as const;
}
