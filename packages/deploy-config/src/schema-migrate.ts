import { parseDuration } from "@deploy-actions/kernel";
import * as z from "zod/mini";
import { awsRegion, fixedText, image, nameOf } from "./name-texts.ts";
import { ecsName } from "./schema-ecs.ts";
import { orOff } from "./schema-gates.ts";
import {
  argv,
  duration,
  flag,
  keys,
  optional,
  parsedText,
  type Read,
  workspacePath,
} from "./schema-scalars.ts";

const EXPECTED_RETENTION = "whole days from 0 to 35d, e.g. 7d";
const DAY_MS = 86_400_000;

const retentionDays = parsedText(EXPECTED_RETENTION, (text): Read<number> => {
  const days = (parseDuration(text) ?? Number.NaN) / DAY_MS;
  return Number.isInteger(days) && days <= 35
    ? { ok: true, value: days }
    : { ok: false, expected: EXPECTED_RETENTION };
});

const backup = keys({
  rds: optional(
    nameOf(
      /^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
      "the identifier of a database or cluster, e.g. shop-db",
    ),
    "Identifier of the RDS instance or Aurora cluster.",
  ),
  kind: optional(
    z.enum(["instance", "cluster"], { error: "instance or cluster" }),
    "What the identifier names: an instance, or a cluster (Aurora).",
  ),
  region: optional(awsRegion(), "AWS region; AWS_REGION by default."),
  "minimum-retention": optional(
    retentionDays,
    "Automated backups that are kept shorter are said; 0 does not look.",
  ),
  timeout: optional(duration(1), "How long the snapshot may take."),
});

const EXPECTED_COMMANDS = "a list of commands, each a list, e.g. [[python, manage.py, migrate]]";
const ids = (prefix: string, what: string) => {
  const expected = `a list of ids of ${what}, e.g. [${prefix}-0a1b2c3d]`;
  return z.array(
    nameOf(new RegExp(`^${prefix}-[0-9a-fx]+$`), `the id of one of the ${what}, e.g. ${prefix}-0a1b2c3d`),
    {
      error: expected,
    },
  );
};

const ecsTask = keys(
  {
    region: optional(awsRegion(), "AWS region; that of the target, or AWS_REGION, by default."),
    cluster: optional(
      ecsName("a cluster", "shop"),
      "Cluster it runs on; that of an aws-ecs target by default.",
    ),
    "task-definition": optional(
      nameOf(/^[\w:/-]+$/, "the family or ARN of a task definition, e.g. shop-migrate"),
      "Task definition whose network and roles are used: family or ARN.",
    ),
    container: optional(fixedText("the name of a container"), "Container that gets the command."),
    image: optional(image(), "Image of the release; the task definition's own by default."),
    commands: optional(
      z.array(argv(), { error: EXPECTED_COMMANDS }).check(z.minLength(1, { error: EXPECTED_COMMANDS })),
      "Commands in order, each a task of its own; the first failure stops.",
    ),
    subnets: optional(ids("subnet", "subnets"), "Subnets of the task, with awsvpc networking."),
    "security-groups": optional(ids("sg", "security groups"), "Security groups of the task."),
    "assign-public-ip": optional(flag(), "Whether the task gets a public address."),
    timeout: optional(duration(1), "Longest run of one command."),
  },
  "a map, e.g. { task-definition: shop-migrate, commands: [[python, manage.py, migrate]] }",
);

/** How the database is migrated. */
export const migrate = keys({
  engine: optional(
    z.enum(["sql", "command"], { error: "sql or command" }),
    "sql: ordered files of a folder; command: your own, by run-on.",
  ),
  folder: optional(workspacePath("migrations"), "Folder of the files."),
  order: optional(
    z.enum(["before", "after"], { error: "before or after" }),
    "Whether the database changes before the rollout or after it.",
  ),
  "lock-wait": optional(duration(), "How long to wait for another run that migrates."),
  "lock-timeout": optional(duration(1), "How long one statement may wait for a lock."),
  "statement-timeout": optional(duration(1), "How long one statement may run."),
  backup: optional(
    orOff(backup, "a map, e.g. { rds: shop-db, minimum-retention: 7d }, or off"),
    "Snapshot taken and awaited before anything is applied.",
  ),
  "run-on": optional(
    orOff(
      keys(
        { "ecs-task": optional(ecsTask, "A one-off ECS task; its exit code and logs come back.") },
        "a map, e.g. { ecs-task: { task-definition: shop-migrate, commands: [[python, manage.py, migrate]] } }",
      ),
      "a map with ecs-task, or off",
    ),
    "Where the migration commands run instead of the runner.",
  ),
});
