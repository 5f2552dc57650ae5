import type { Fill } from "./placeholders.ts";
import type { EcsTaskRunner, MigratePolicy, RdsBackup } from "./policy.ts";
import { present, unlessOff } from "./present.ts";
import type { Block } from "./schema.ts";

type Written = Exclude<NonNullable<Block["migrate"]>, "off">;

/** How the database is migrated, in a complete block. */
export function decodeMigrate(written: Block["migrate"], fill: Fill): MigratePolicy | undefined {
  const migrate = unlessOff(written);
  if (migrate === undefined) return undefined;
  const backup = unlessOff(migrate.backup);
  const task = unlessOff(migrate["run-on"])?.["ecs-task"];
  return {
    engine: present(migrate.engine, "engine"),
    folder: task === undefined ? fill(present(migrate.folder, "folder")) : "",
    order: present(migrate.order, "order"),
    lockWaitMs: present(migrate["lock-wait"], "lock-wait"),
    lockTimeoutMs: present(migrate["lock-timeout"], "lock-timeout"),
    statementTimeoutMs: present(migrate["statement-timeout"], "statement-timeout"),
    backup: backup && decodeBackup(backup),
    runOn: task && decodeTask(task),
  };
}

function decodeBackup(backup: Exclude<NonNullable<Written["backup"]>, "off">): RdsBackup {
  return {
    rds: present(backup.rds, "rds"),
    kind: present(backup.kind, "kind"),
    region: backup.region,
    minimumRetentionDays: present(backup["minimum-retention"], "minimum-retention"),
    timeoutMs: present(backup.timeout, "timeout"),
  };
}

type WrittenTask = NonNullable<Exclude<NonNullable<Written["run-on"]>, "off">["ecs-task"]>;

function decodeTask(task: WrittenTask): EcsTaskRunner {
  return {
    region: task.region,
    cluster: present(task.cluster, "cluster"),
    taskDefinition: present(task["task-definition"], "task-definition"),
    container: task.container,
    image: task.image,
    commands: present(task.commands, "commands"),
    subnets: present(task.subnets, "subnets"),
    securityGroups: present(task["security-groups"], "security-groups"),
    assignPublicIp: present(task["assign-public-ip"], "assign-public-ip"),
    timeoutMs: present(task.timeout, "timeout"),
  };
}
