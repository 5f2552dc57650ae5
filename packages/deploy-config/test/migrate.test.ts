import { describe, expect, test } from "@jest/globals";
import { substitute } from "../src/index.ts";
import { policyOf, problemsOf } from "./fixtures.ts";

const TARGET = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
const WHERE = "environments.production.migrate";
const TASK = "cluster: shop, task-definition: shop-migrate, commands: [[python, manage.py, migrate]]";
const production = (migrate: string): string => `${TARGET}\nmigrate: ${migrate}`;

describe("a backup before the migration", () => {
  test("is taken when it is asked for", () => {
    expect(policyOf(production("{ folder: m }")).migrate?.backup).toBeUndefined();
    expect(policyOf(production("{ folder: m, backup: { rds: shop-db } }")).migrate?.backup).toEqual({
      rds: "shop-db",
      kind: "instance",
      region: undefined,
      minimumRetentionDays: 0,
      timeoutMs: 3_600_000,
    });
    expect(
      policyOf(
        production(
          '{ folder: m, backup: { rds: "${service}-${environment}", kind: cluster, region: eu-west-1, minimum-retention: 7d, timeout: 2h } }',
        ),
      ).migrate?.backup,
    ).toEqual({
      rds: "shop-production",
      kind: "cluster",
      region: "eu-west-1",
      minimumRetentionDays: 7,
      timeoutMs: 7_200_000,
    });
  });

  test("can be switched off in one environment", () => {
    const defaults = `${TARGET}\nmigrate: { folder: m, backup: { rds: shop-db } }`;
    expect(policyOf("migrate: { backup: off }", defaults).migrate).toMatchObject({
      folder: "m",
      backup: undefined,
    });
  });

  test.each([
    ["{ kind: cluster }", `no "rds" in ${WHERE}.backup: expected the database, e.g. rds: shop-db`],
    [
      "{ rds: shop_db }",
      `"shop_db" for ${WHERE}.backup.rds: expected the identifier of a database or cluster, e.g. shop-db`,
    ],
    [
      "{ rds: a, kind: clustr }",
      `"clustr" for ${WHERE}.backup.kind: expected instance or cluster. Did you mean "cluster"?`,
    ],
    [
      "{ rds: a, minimum-retention: 36h }",
      `"36h" for ${WHERE}.backup.minimum-retention: expected whole days from 0 to 35d, e.g. 7d`,
    ],
    [
      "{ rds: a, minimum-retention: 36d }",
      `"36d" for ${WHERE}.backup.minimum-retention: expected whole days from 0 to 35d, e.g. 7d`,
    ],
  ])("refuses %s", (backup, expected) => {
    expect(problemsOf(production(`{ folder: m, backup: ${backup} }`))).toEqual([expected]);
  });
});

describe("a migration on ECS", () => {
  test("needs no folder: its commands are the migration", () => {
    expect(policyOf(production(`{ run-on: { ecs-task: { ${TASK} } } }`)).migrate).toEqual({
      engine: "command",
      folder: "",
      order: "before",
      lockWaitMs: 60_000,
      lockTimeoutMs: 5_000,
      statementTimeoutMs: 300_000,
      backup: undefined,
      runOn: {
        region: undefined,
        cluster: "shop",
        taskDefinition: "shop-migrate",
        container: undefined,
        image: undefined,
        commands: [["python", "manage.py", "migrate"]],
        subnets: [],
        securityGroups: [],
        assignPublicIp: false,
        timeoutMs: 1_800_000,
      },
    });
  });

  test("runs with the image of the release, an argument stays one", () => {
    const written = `{ run-on: { ecs-task: { cluster: shop, task-definition: m, image: "shop:\${release}", commands: [[./migrate, "--to=\${release}"]] } } }`;
    const { migrate } = substitute(policyOf(production(written)), { release: "v 2" });
    expect(migrate?.runOn).toMatchObject({ image: "shop:v 2", commands: [["./migrate", "--to=v 2"]] });
  });

  test("runs where the target is, unless it says otherwise", () => {
    const ecs =
      "target: { platform: aws-ecs, region: eu-west-1, cluster: shop, services: [web], route: rolling }";
    const task = "task-definition: m, commands: [[./m]]";
    const runOn = (more: string): unknown =>
      policyOf(`${ecs}\nmigrate: { run-on: { ecs-task: { ${task}${more} } } }`).migrate?.runOn;
    expect(runOn("")).toMatchObject({ cluster: "shop", region: "eu-west-1" });
    expect(runOn(", cluster: jobs, region: eu-west-2")).toMatchObject({
      cluster: "jobs",
      region: "eu-west-2",
    });
  });

  test("replaces the folder of the defaults, and the other way round", () => {
    const task = `migrate: { run-on: { ecs-task: { ${TASK} } } }`;
    expect(
      policyOf(task, `${TARGET}\nmigrate: { engine: sql, folder: m, order: after }`).migrate,
    ).toMatchObject({
      engine: "command",
      folder: "",
      order: "after",
    });
    expect(policyOf("migrate: { folder: m }", `${TARGET}\n${task}`).migrate).toMatchObject({
      engine: "sql",
      folder: "m",
      runOn: undefined,
    });
    expect(policyOf("migrate: { run-on: off, folder: m }", `${TARGET}\n${task}`).migrate).toMatchObject({
      engine: "sql",
      folder: "m",
    });
  });

  test.each([
    [
      `{ folder: m, run-on: { ecs-task: { ${TASK} } } }`,
      `both "folder" and "run-on" in ${WHERE}: expected one of them: the commands of run-on are the migration`,
    ],
    [
      `{ engine: sql, run-on: { ecs-task: { ${TASK} } } }`,
      `"sql" for ${WHERE}.engine with run-on: expected command, or no engine: the commands of run-on are the migration`,
    ],
    [
      "{ engine: command }",
      `no "run-on" in ${WHERE}: expected where the commands run, e.g. run-on: { ecs-task: { task-definition: shop-migrate, commands: [[./migrate]] } }`,
    ],
    [
      "{ run-on: {} }",
      `no "ecs-task" in ${WHERE}.run-on: expected the task, e.g. ecs-task: { task-definition: shop-migrate, commands: [[./migrate]] }`,
    ],
    [
      "{ run-on: { ecs-task: { task-definition: m, commands: [[x]] } } }",
      `no "cluster" in ${WHERE}.run-on.ecs-task: expected the cluster it runs on, e.g. cluster: shop`,
    ],
    [
      "{ run-on: { ecs-task: { cluster: c, task-definition: m, commands: [python] } } }",
      `"python" for ${WHERE}.run-on.ecs-task.commands[0]: expected a list, one argument an item (no shell is used), e.g. [node, server.js]`,
    ],
    [
      `{ run-on: { ecs-task: { ${TASK}, subnets: [eu-west-1a] } } }`,
      `"eu-west-1a" for ${WHERE}.run-on.ecs-task.subnets[0]: expected the id of one of the subnets, e.g. subnet-0a1b2c3d`,
    ],
    [
      `{ run-on: { esc-task: { ${TASK} } } }`,
      `the unknown key "esc-task" in ${WHERE}.run-on: expected one of ecs-task. Did you mean "ecs-task"?`,
    ],
  ])("refuses %s", (migrate, expected) => {
    expect(problemsOf(production(migrate))).toEqual([expected]);
  });
});
