const ecs = (kind: string): string => `arn:aws:ecs:\${Region}:\${Account}:${kind}`;
const rds = (kind: string): string => `arn:aws:rds:\${Region}:\${Account}:${kind}`;
const elb = (kind: string): string => `arn:aws:elasticloadbalancing:\${Region}:\${Account}:${kind}`;

const CLUSTER = [ecs("cluster/${Cluster}")];
const SERVICE = [ecs("service/${Cluster}/${Service}")];
const TASK = [ecs("task/${Cluster}/*")];
const SERVICE_DEPLOYMENT = [ecs("service-deployment/${Cluster}/${Service}/*")];
const FUNCTION = [
  "arn:aws:lambda:${Region}:${Account}:function:${Function}",
  "arn:aws:lambda:${Region}:${Account}:function:${Function}:*",
];
const BUCKET = ["arn:aws:s3:::${Bucket}"];
const OBJECTS = ["arn:aws:s3:::${Bucket}/*"];
const DISTRIBUTION = ["arn:aws:cloudfront::${Account}:distribution/${Distribution}"];
const REPOSITORY = ["arn:aws:ecr:${Region}:${Account}:repository/${Repository}"];
const DATABASE_GROUPS = [rds("og:*"), rds("pg:*"), rds("subgrp:*")];

/**
 * What an action can be narrowed to, with the names of the policy file as placeholders (Service Authorization Reference,
 * "Resource types"). An action that is not here has no resources, or lists them all to name the nearest: `*`.
 */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  "ecs:DescribeClusters": CLUSTER,
  "ecs:CreateService": SERVICE,
  "ecs:DeleteService": SERVICE,
  "ecs:DescribeServices": SERVICE,
  "ecs:UpdateService": SERVICE,
  "ecs:ListServiceDeployments": SERVICE,
  "ecs:ContinueServiceDeployment": SERVICE_DEPLOYMENT,
  "ecs:DescribeServiceDeployments": SERVICE_DEPLOYMENT,
  "ecs:StopServiceDeployment": SERVICE_DEPLOYMENT,
  "ecs:DescribeServiceRevisions": [ecs("service-revision/${Cluster}/${Service}/*")],
  "ecs:DescribeTasks": TASK,
  "ecs:StopTask": TASK,
  "ecs:RunTask": [ecs("task-definition/${Family}:*")],
  "ecs:TagResource": [...SERVICE, ...TASK, ecs("task-definition/*")],
  "ecs:UntagResource": [...SERVICE, ...TASK, ecs("task-definition/*")],
  "elasticloadbalancing:ModifyListener": [elb("listener/app/${LoadBalancer}/*")],
  "elasticloadbalancing:ModifyRule": [elb("listener-rule/app/${LoadBalancer}/*")],
  "lambda:GetAlias": FUNCTION,
  "lambda:GetFunctionConfiguration": FUNCTION,
  "lambda:GetProvisionedConcurrencyConfig": FUNCTION,
  "lambda:ListAliases": FUNCTION,
  "lambda:ListVersionsByFunction": FUNCTION,
  "lambda:PublishVersion": FUNCTION,
  "lambda:UpdateAlias": FUNCTION,
  "lambda:UpdateFunctionCode": FUNCTION,
  "lambda:UpdateFunctionConfiguration": FUNCTION,
  "s3:ListBucket": BUCKET,
  "s3:DeleteObject": OBJECTS,
  "s3:GetObject": OBJECTS,
  "s3:PutObject": OBJECTS,
  "cloudfront:CreateInvalidation": DISTRIBUTION,
  "cloudfront:GetDistribution": DISTRIBUTION,
  "cloudfront:GetInvalidation": DISTRIBUTION,
  "cloudfront:UpdateDistribution": DISTRIBUTION,
  "ecr:BatchGetImage": REPOSITORY,
  "ecr:DescribeImageScanFindings": REPOSITORY,
  "ecr:DescribeImages": REPOSITORY,
  "ecr:GetDownloadUrlForLayer": REPOSITORY,
  "ecr:PutImage": REPOSITORY,
  "rds:CreateDBSnapshot": [rds("db:${Database}"), rds("snapshot:${Service}-*")],
  "rds:CreateDBClusterSnapshot": [rds("cluster:${Database}"), rds("cluster-snapshot:${Service}-*")],
  "rds:DescribeDBClusterSnapshots": [rds("cluster:*"), rds("cluster-snapshot:*")],
  "rds:DescribeDBClusters": [rds("cluster:*")],
  "rds:DescribeDBInstances": [rds("db:*")],
  "rds:DescribeDBSnapshots": [rds("db:*"), rds("snapshot:*")],
  "rds:CreateDBInstance": [rds("cluster:${Service}-*"), rds("db:${Service}-*"), ...DATABASE_GROUPS],
  "rds:RestoreDBClusterFromSnapshot": [
    rds("cluster:${Service}-*"),
    rds("cluster-pg:*"),
    rds("cluster-snapshot:${Service}-*"),
    rds("og:*"),
    rds("subgrp:*"),
  ],
  "rds:RestoreDBInstanceFromDBSnapshot": [
    rds("db:${Service}-*"),
    rds("snapshot:${Service}-*"),
    ...DATABASE_GROUPS,
  ],
  "cloudwatch:DescribeAlarms": ["arn:aws:cloudwatch:${Region}:${Account}:alarm:*"],
  "logs:GetLogEvents": ["arn:aws:logs:${Region}:${Account}:log-group:${LogGroup}:log-stream:*"],
};

/** The resources an IAM action is allowed on. */
export function resourcesOf(action: string): readonly string[] {
  return RESOURCES[action] ?? ["*"];
}

/** Every action the table knows, for a test that none of them is misspelt. */
export const NARROWED_ACTIONS: readonly string[] = Object.keys(RESOURCES);
