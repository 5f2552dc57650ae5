import { randomUUID } from "node:crypto";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateDBInstanceCommand,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  DescribeDBInstancesCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import {
  type FakeGitHub,
  startFakeGitHub,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../peers/require-peer.ts";
import { firstIdOf } from "../support/aws-endpoint.ts";
import { addDeployment } from "../support/deployments.ts";
import { errorOf, runDoor } from "../support/door.ts";
import { createExecPlatform, type ExecPlatform } from "../support/exec-platform.ts";
import { createWorkspace, type Workspace } from "../support/workspace.ts";

describePeer("a database at AWS", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
  const suffix = randomUUID().slice(0, 8);
  const names = {
    service: `shop-${suffix}`,
    database: `shop-db-${suffix}`,
    cluster: `main-${suffix}`,
    family: `migrate-${suffix}`,
    logs: `/ecs/migrate-${suffix}`,
  };
  const config = {
    region: "eu-west-1",
    endpoint,
    credentials: { accessKeyId: "AKIDTEST", secretAccessKey: "test" },
  };
  const rds = new RDSClient(config);
  const ecs = new ECSClient(config);
  const logs = new CloudWatchLogsClient(config);
  const restored = `${names.service}-production-v2-restored`;

  let workspace: Workspace;
  let github: FakeGitHub;
  let shop: WebhookReceiver;
  let platform: ExecPlatform;
  let network = "";

  beforeAll(async () => {
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: names.database,
        DBInstanceClass: "db.t4g.small",
        Engine: "postgres",
        AllocatedStorage: 20,
        BackupRetentionPeriod: 1,
        MasterUsername: "shop",
        MasterUserPassword: "not-a-secret-1",
      }),
    );
    await ecs.send(new CreateClusterCommand({ clusterName: names.cluster }));
    await logs.send(new CreateLogGroupCommand({ logGroupName: names.logs }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: names.family,
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [
          {
            name: "app",
            image: "shop:v1",
            memory: 256,
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-group": names.logs, "awslogs-stream-prefix": "migrate" },
            },
          },
        ],
      }),
    );
    const subnet = await firstIdOf(endpoint, "DescribeSubnets", "subnetId");
    const group = await firstIdOf(endpoint, "DescribeSecurityGroups", "groupId");
    network = `subnets: [${subnet}], security-groups: [${group}]`;
  });

  afterAll(async () => {
    for (const DBInstanceIdentifier of [names.database, restored]) {
      await rds
        .send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }))
        .catch(() => undefined);
    }
    for (const name of ["production-v2", "tasks-v2"]) {
      await rds
        .send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: `${names.service}-${name}` }))
        .catch(() => undefined);
    }
    await logs.send(new DeleteLogGroupCommand({ logGroupName: names.logs }));
    await ecs.send(new DeleteClusterCommand({ cluster: names.cluster }));
    for (const client of [rds, ecs, logs]) client.destroy();
  });

  beforeEach(async () => {
    [github, shop] = await Promise.all([startFakeGitHub(), startWebhookReceiver()]);
    shop.always(() => ({ body: { status: "ok", version: platform.stable } }));
    workspace = createWorkspace({ "migrations/0001_create.sql": "CREATE TABLE product (id int);" });
    platform = createExecPlatform(workspace.path);
    platform.write({ stable: { version: "v1" } });
    const backup = `backup: { rds: ${names.database}, kind: instance, minimum-retention: 7d }`;
    workspace.write({
      ".github/deploy.yml": `version: 1
service: ${names.service}
defaults:
  target: ${platform.yaml}
  credentials: { aws: { role: "arn:aws:iam::123456789012:role/deploy-${suffix}", region: eu-west-1 } }
  rollout: { strategy: all-at-once, abort-when: [] }
  verify: { checks: [{ http: "${shop.url}/health", version: "\${release}" }], for: 200ms, interval: 100ms }
environments:
  production:
    migrate: { folder: migrations, ${backup} }
  tasks:
    migrate:
      ${backup}
      run-on:
        ecs-task:
          cluster: ${names.cluster}
          task-definition: ${names.family}
          image: "shop:\${release}"
          commands: [[python, manage.py, migrate], [python, manage.py, seed_roles]]
          ${network.replace(", security", "\n          security")}
`,
    });
  });

  afterEach(async () => {
    const { violations } = github;
    await Promise.all([github.close(), shop.close()]);
    workspace.dispose();
    expect(violations).toEqual([]);
  });

  function run(door: string, inputs: Readonly<Record<string, string>>) {
    return runDoor(door, {
      github,
      workspace: workspace.path,
      // No key anywhere: the role is taken with the token GitHub signs for the job.
      idToken: true,
      env: { AWS_ENDPOINT_URL: endpoint },
      inputs: { environment: "production", ...inputs },
      timeoutMs: 120_000,
    });
  }

  const deploy = (release: string) => run("pipeline", { release, "database-url": "pglite:./database" });
  const history = () =>
    addDeployment(github, {
      service: names.service,
      version: "v1",
      phases: ["verifying", "verified"],
    });
  const statuses = (id: string | undefined): readonly string[] =>
    github.state.deployments.find((one) => one.id === Number(id))?.statuses.map((one) => one.description) ??
    [];

  test("is snapshotted before it is migrated, with the id in the record; a rollback names it, and restores it only when somebody approves the loss [D4] [D19]", async () => {
    history();
    const id = `${names.service}-production-v2`;
    const deployed = await deploy("v2");
    expect(deployed).toMatchObject({
      exitCode: 0,
      outputs: { outcome: "promoted", snapshot: id, "migrate-applied": '["0001"]' },
    });
    expect(deployed.annotations).toContainEqual(
      expect.objectContaining({
        level: "warning",
        message: expect.stringMatching(/keeps automated backups for 1 day, the policy wants at least 7 days/),
      }),
    );
    expect(statuses(deployed.outputs["deployment-id"])).toContainEqual(
      expect.stringContaining(`snapshot ${id} (instance in eu-west-1) of ${names.database}`),
    );

    const dry = await run("rollback", { reason: "wrong prices", "dry-run": "true" });
    expect(dry).toMatchObject({ exitCode: 0, outputs: { snapshot: id, reason: "planned" } });
    expect(dry.outputs["data-loss"]).toContain(names.database);
    expect(dry.outputs.restored ?? "").toBe("");
    expect(dry.log.join("\n")).toContain("aws rds restore-db-instance-from-db-snapshot");
    expect(platform.stable).toBe("v2");

    const silent = await run("rollback", { reason: "wrong prices", "restore-snapshot": id });
    expect(silent.exitCode).toBe(3);
    expect(errorOf(silent)).toContain("restore-approval is missing");
    expect(platform.stable).toBe("v2");

    const back = await run("rollback", {
      reason: "wrong prices",
      "restore-snapshot": id,
      "restore-approval": "orders of today are in the event log",
    });
    expect(back).toMatchObject({ exitCode: 0, outputs: { to: "v1", restored } });
    expect(platform.stable).toBe("v1");
    const payload = JSON.stringify(github.state.deployments.at(-1)?.payload);
    expect(payload).toContain("orders of today are in the event log");
    expect(payload).toContain("approved by");
    const { DBInstances } = await rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: restored }),
    );
    expect(DBInstances).toHaveLength(1);
    // The name is taken now: the restore fails, and what became of the traffic is told all the same.
    const again = await run("rollback", {
      reason: "wrong prices",
      to: "v1",
      "restore-snapshot": id,
      "restore-approval": "orders of today are in the event log",
    });
    expect(again).toMatchObject({ exitCode: 1, outputs: { to: "v1", reason: "restore_failed" } });
    expect(again.outputs.sentence).toMatch(/^v1 is stable already: .*; .* was not restored: .*restored/);
    // What was there is there as it was.
    expect(
      (await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: names.database }))).DBInstances,
    ).toHaveLength(1);
  }, 240_000);

  test("commands run in order, each in a task of the release's image, after the snapshot [D4] [D13]", async () => {
    const migrated = await run("migrate", { environment: "tasks", release: "v2" });
    expect(migrated).toMatchObject({
      exitCode: 0,
      outputs: { verdict: "pass", snapshot: `${names.service}-tasks-v2`, pending: "2" },
    });
    const wanted = ["migrate", "seed_roles"].map((one) => `python manage.py ${one}`);
    expect(JSON.parse(migrated.outputs.applied ?? "[]")).toEqual(wanted);
    const listed = await ecs.send(new ListTasksCommand({ cluster: names.cluster }));
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster: names.cluster, tasks: listed.taskArns ?? [] }),
    );
    const commands = tasks.map((task) => (task.overrides?.containerOverrides?.[0]?.command ?? []).join(" "));
    expect([...commands].sort()).toEqual([...wanted].sort());
  }, 240_000);
});
