import { randomUUID } from "node:crypto";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../../../test/peers/require-peer.ts";
import {
  accessTo,
  firstIdOf,
  never,
  realHttp,
  rejection,
  testClock,
} from "../../../test/support/aws-endpoint.ts";
import { type EcsTaskSettings, runEcsTask } from "../src/index.ts";
import { keepSecrets } from "./ports.ts";

describePeer("ECS tasks on an emulator", "DEPLOY_ACTIONS_PEER_MOTO_URL", (url) => {
  const suffix = randomUUID().slice(0, 8);
  const names = { cluster: `main-${suffix}`, family: `shop-${suffix}`, group: `/ecs/shop-${suffix}` };
  const config = {
    region: "eu-west-1",
    endpoint: url,
    credentials: { accessKeyId: "AKIDTEST", secretAccessKey: "test" },
  };
  const ecs = new ECSClient(config);
  const logs = new CloudWatchLogsClient(config);

  let subnet = "";
  let group = "";

  beforeAll(async () => {
    subnet = await firstIdOf(url, "DescribeSubnets", "subnetId");
    group = await firstIdOf(url, "DescribeSecurityGroups", "groupId");
    await ecs.send(new CreateClusterCommand({ clusterName: names.cluster }));
    await logs.send(new CreateLogGroupCommand({ logGroupName: names.group }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: names.family,
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [
          {
            name: "app",
            image: "shop:1",
            memory: 256,
            environment: [{ name: "A", value: "b" }],
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-group": names.group, "awslogs-stream-prefix": "web" },
            },
          },
        ],
      }),
    );
  });

  afterAll(async () => {
    await logs.send(new DeleteLogGroupCommand({ logGroupName: names.group }));
    await ecs.send(new DeleteClusterCommand({ cluster: names.cluster }));
    ecs.destroy();
    logs.destroy();
  });

  const run = (more: Partial<EcsTaskSettings> = {}) =>
    runEcsTask(
      {
        access: accessTo(url),
        http: realHttp(),
        clock: testClock(),
        secrets: keepSecrets(),
        key: suffix,
        onLine: () => undefined,
        onProgress: () => undefined,
        task: {
          cluster: names.cluster,
          taskDefinition: names.family,
          container: undefined,
          image: "shop:2",
          commands: [["migrate"], ["seed"]],
          subnets: [subnet],
          securityGroups: [group],
          assignPublicIp: false,
          timeoutMs: 60_000,
          ...more,
        },
      },
      never,
    );

  test("run the release's image in a revision of its own, one for both commands [D13]", async () => {
    const result = await run();
    expect(result).toMatchObject({ outcome: "completed", commands: [{ exitCode: 0 }, { exitCode: 0 }] });
    expect(result.taskDefinition).toMatch(new RegExp(`/${names.family}:2$`));
    const seen = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: result.taskDefinition }));
    expect(seen.taskDefinition?.containerDefinitions).toMatchObject([
      { image: "shop:2", environment: [{ name: "A", value: "b" }] },
    ]);
    expect(await run()).toMatchObject({ taskDefinition: result.taskDefinition });
  });

  test("name the nearest of what is not there", async () => {
    expect((await rejection(run({ cluster: `mian-${suffix}` }))).hint).toContain(names.cluster);
    expect((await rejection(run({ taskDefinition: `shpo-${suffix}` }))).hint).toContain(names.family);
  });
});
