import { ActionError } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  accessTo,
  nameOf,
  never,
  realHttp,
  rejection,
  startWire,
  testClock,
  type WireAnswer,
  type WireRequest,
} from "../../../test/support/aws-endpoint.ts";
import { type EcsTaskSettings, ecsTaskCalls, runEcsTask } from "../src/index.ts";
import { keepSecrets } from "./ports.ts";

// The emulator's tasks run nothing: no exit code but 0, no reasons, no output. Here is the wire format, with a life of a task.
const ARN = "arn:aws:ecs:eu-west-1:123456789012";
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface Life {
  readonly exitCode?: number;
  readonly stoppedReason?: string;
  readonly containerReason?: string;
  readonly output?: readonly string[];
  /** Never stops by itself. */
  readonly endless?: boolean;
}

/** ECS and CloudWatch Logs as far as these tests need them. */
class FakeEcs {
  lives: Life[] = [{ exitCode: 0 }];
  logGroup = "/ecs/shop";
  definition: Record<string, unknown> = definitionOf();
  readonly tasks: {
    arn: string;
    startedBy: string;
    life: Life;
    looks: number;
    stopped: string | undefined;
  }[] = [];
  override: ((request: WireRequest) => WireAnswer | undefined) | undefined;

  answer(request: WireRequest): WireAnswer {
    const { operation, input } = request;
    const own = this.override?.(request);
    if (own !== undefined) return own;
    switch (operation) {
      case "DescribeTaskDefinition":
        if (input.taskDefinition !== "shop")
          return { status: 400, error: "ClientException", message: "Unable to describe task definition." };
        return { json: { taskDefinition: this.definition, tags: [{ key: "team", value: "shop" }] } };
      case "ListTaskDefinitionFamilies":
        return { json: { families: ["shop", "worker"] } };
      case "ListClusters":
        return { json: { clusterArns: [`${ARN}:cluster/main`] } };
      case "RegisterTaskDefinition":
        return { json: { taskDefinition: { ...input, taskDefinitionArn: `${ARN}:task-definition/shop:8` } } };
      case "ListTasks": {
        if (input.cluster !== "main") return { status: 400, error: "ClusterNotFoundException" };
        const running = this.tasks.filter((task) => task.startedBy === input.startedBy && !isOver(task));
        return { json: { taskArns: running.map((task) => task.arn) } };
      }
      case "RunTask": {
        const arn = `${ARN}:task/main/${String(this.tasks.length + 1).padStart(4, "0")}`;
        const life = this.lives[this.tasks.length] ?? { exitCode: 0 };
        this.tasks.push({ arn, startedBy: String(input.startedBy), life, looks: 0, stopped: undefined });
        return { json: { tasks: [{ taskArn: arn }], failures: [] } };
      }
      case "DescribeTasks": {
        const task = this.tasks.find((one) => one.arn === (input.tasks as string[])[0]);
        if (task === undefined) return { json: { failures: [{ reason: "MISSING" }] } };
        task.looks += 1;
        return { json: { tasks: [showTask(task)] } };
      }
      case "StopTask": {
        const task = this.tasks.find((one) => one.arn === input.task);
        if (task !== undefined) task.stopped = String(input.reason);
        return { json: {} };
      }
      default:
        return this.#logs(input);
    }
  }

  #logs(input: Readonly<Record<string, unknown>>): WireAnswer {
    const notFound = (what: string): WireAnswer => ({
      status: 400,
      error: "ResourceNotFoundException",
      message: `The specified ${what} does not exist.`,
    });
    if (input.logGroupName !== this.logGroup) return notFound("log group");
    const task = this.tasks.find((one) => input.logStreamName === `web/app/${one.arn.split("/").at(-1)}`);
    if (task === undefined || task.looks < 2) return notFound("log stream");
    const all = task.life.output ?? [];
    const from = Number(input.nextToken ?? 0);
    const to = Math.min(all.length, from + 2);
    return {
      json: { events: all.slice(from, to).map((message) => ({ message })), nextForwardToken: String(to) },
    };
  }
}

function isOver({ looks, life, stopped }: FakeEcs["tasks"][number]): boolean {
  return stopped !== undefined || (looks >= 3 && life.endless !== true);
}

function showTask(task: FakeEcs["tasks"][number]) {
  const { arn, life, looks, stopped } = task;
  if (!isOver(task))
    return { taskArn: arn, lastStatus: looks < 2 ? "PENDING" : "RUNNING", containers: [{ name: "app" }] };
  const container = {
    name: "app",
    ...(life.exitCode === undefined ? {} : { exitCode: life.exitCode }),
    ...(life.containerReason === undefined ? {} : { reason: life.containerReason }),
  };
  return {
    taskArn: arn,
    lastStatus: "STOPPED",
    stoppedReason: stopped ?? life.stoppedReason ?? "Essential container in task exited",
    containers: [{ name: "proxy", exitCode: 9 }, container],
  };
}

function definitionOf(more: Record<string, unknown> = {}) {
  return {
    taskDefinitionArn: `${ARN}:task-definition/shop:7`,
    family: "shop",
    revision: 7,
    status: "ACTIVE",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    compatibilities: ["EC2", "FARGATE"],
    requiresAttributes: [{ name: "x" }],
    registeredBy: "somebody",
    cpu: "256",
    memory: "512",
    taskRoleArn: "arn:aws:iam::123456789012:role/shop",
    containerDefinitions: [
      { name: "proxy", image: "envoy:1", essential: false },
      {
        name: "app",
        image: "shop:1",
        essential: true,
        secrets: [{ name: "DATABASE_URL", valueFrom: "arn:aws:secretsmanager:x" }],
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/ecs/shop",
            "awslogs-stream-prefix": "web",
            "awslogs-region": "eu-west-1",
          },
        },
      },
    ],
    ...more,
  };
}

async function ecs(more: Partial<EcsTaskSettings> = {}) {
  const fake = new FakeEcs();
  const wire = await startWire((request) => fake.answer(request));
  stops.push(wire.stop);
  const access = accessTo(wire.url);
  const clock = testClock();
  const secrets = keepSecrets();
  const lines: string[] = [];
  const progress: string[] = [];
  const task: EcsTaskSettings = {
    cluster: "main",
    taskDefinition: "shop",
    container: undefined,
    image: undefined,
    commands: [["python", "manage.py", "migrate"]],
    subnets: ["subnet-1"],
    securityGroups: ["sg-1"],
    assignPublicIp: false,
    timeoutMs: 60_000,
    ...more,
  };
  const run = (signal = never) =>
    runEcsTask(
      {
        access,
        http: realHttp(),
        clock,
        secrets,
        task,
        key: "shop-production-1.2.3",
        onLine: (line) => lines.push(line),
        onProgress: (text) => progress.push(text),
      },
      signal,
    );
  const inputs = (operation: string) =>
    wire.requests.filter((one) => one.operation === operation).map((one) => one.input);
  return { fake, wire, access, clock, secrets, lines, progress, run, inputs };
}

describe("a one-off ECS task", () => {
  test("runs the command in the essential container, and brings output and exit code back [D13]", async () => {
    const { fake, run, lines, inputs } = await ecs();
    fake.lives = [{ exitCode: 0, output: ["Applying 0001", "Applying 0002", "OK"] }];
    const result = await run();
    expect(result).toMatchObject({
      outcome: "completed",
      taskDefinition: `${ARN}:task-definition/shop:7`,
      failure: undefined,
    });
    expect(result.commands).toMatchObject([
      { exitCode: 0, stoppedReason: "", timedOut: false, logsMissing: undefined },
    ]);
    expect(lines).toEqual(["Applying 0001", "Applying 0002", "OK"]);
    expect(inputs("RunTask")[0]).toMatchObject({
      launchType: "FARGATE",
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "DISABLED" },
      },
      overrides: { containerOverrides: [{ name: "app", command: ["python", "manage.py", "migrate"] }] },
    });
    expect(inputs("RegisterTaskDefinition")).toHaveLength(0);
  });

  test("runs the release's image in a new revision in which nothing else differs", async () => {
    const { run, inputs } = await ecs({ image: "shop:2" });
    expect(await run()).toMatchObject({ taskDefinition: `${ARN}:task-definition/shop:8` });
    const {
      taskDefinitionArn,
      revision,
      status,
      compatibilities,
      requiresAttributes,
      registeredBy,
      ...kept
    } = definitionOf();
    const [proxy, app] = kept.containerDefinitions;
    expect(inputs("RegisterTaskDefinition")).toEqual([
      {
        ...kept,
        containerDefinitions: [proxy, { ...app, image: "shop:2" }],
        tags: [{ key: "team", value: "shop" }],
      },
    ]);
    expect(inputs("RunTask")[0]).toMatchObject({ taskDefinition: `${ARN}:task-definition/shop:8` });
  });

  test("needs no new revision for the image it has", async () => {
    const { run, inputs } = await ecs({ image: "shop:1" });
    await run();
    expect(inputs("RegisterTaskDefinition")).toHaveLength(0);
  });

  test("runs commands in order, and stops at the first failure [D13]", async () => {
    const { fake, run, inputs } = await ecs({ commands: [["migrate"], ["seed_roles"], ["enable_rls"]] });
    fake.lives = [{ exitCode: 0 }, { exitCode: 3, output: ["no such table"] }];
    const result = await run();
    expect(result).toMatchObject({
      outcome: "failed",
      commands: [{ exitCode: 0 }, { exitCode: 3, tail: ["no such table"] }],
    });
    expect(result.failure?.text).toBe("Command 2 of 3 (seed_roles) ended with exit code 3");
    expect(inputs("RunTask")).toHaveLength(2);
  });

  test.each([
    [
      { stoppedReason: "CannotPullContainerError: not found" },
      /never ended by itself: CannotPull/,
      /image name/,
    ],
    [
      { stoppedReason: "ResourceInitializationError: unable to pull secrets" },
      /ResourceInitialization/,
      /execution role/,
    ],
    [
      { exitCode: 137, containerReason: "OutOfMemoryError: Container killed" },
      /exit code 137: OutOfMemory/,
      /more memory/,
    ],
    [{}, /gives no exit code/, /stopped task/],
  ] as const)("that ends like %p says what to do", async (life, text, hint) => {
    const { fake, run } = await ecs();
    fake.lives = [life];
    const { failure } = await run();
    expect(failure?.text).toMatch(text);
    expect(failure?.hint).toMatch(hint);
  });

  test("that takes too long is stopped, and failed", async () => {
    const { fake, run } = await ecs({ timeoutMs: 10_000 });
    fake.lives = [{ endless: true, exitCode: 143 }];
    const result = await run();
    expect(fake.tasks[0]?.stopped).toBe("deploy-actions: no end within 10s");
    expect(result).toMatchObject({ outcome: "failed", commands: [{ timedOut: true }] });
    expect(result.failure?.text).toContain("did not end within 10s");
  });

  test("is stopped when the run is cancelled", async () => {
    const { fake, run, clock, progress } = await ecs();
    fake.lives = [{ endless: true }];
    const cancel = new AbortController();
    const sleep = clock.sleep;
    clock.sleep = async (ms, signal) => {
      cancel.abort(new ActionError("cancelled", "stop"));
      return sleep(ms, signal);
    };
    expect(await rejection(run(cancel.signal))).toMatchObject({ code: "cancelled" });
    expect(fake.tasks[0]?.stopped).toBe("deploy-actions: the run was cancelled");
    expect(progress.at(-1)).toContain("told to stop");
  });

  test("that was begun while the run was cancelled is found and stopped", async () => {
    const { fake, run } = await ecs();
    fake.lives = [{ endless: true }];
    const cancel = new AbortController();
    let isBegun = false;
    fake.override = (request) => {
      if (request.operation !== "RunTask" || isBegun) return undefined;
      isBegun = true;
      const answer = fake.answer(request);
      cancel.abort();
      return answer;
    };
    await rejection(run(cancel.signal));
    expect(fake.tasks[0]?.stopped).toBe("deploy-actions: the run was cancelled");
  });

  test("of a run that was killed is waited for, not begun again", async () => {
    const { fake, run, inputs, progress } = await ecs();
    fake.lives = [{ exitCode: 0 }];
    const first = new AbortController();
    fake.override = ({ operation }) => {
      if (operation === "DescribeTasks") first.abort();
      return operation === "StopTask" ? { status: 500, error: "ServerException" } : undefined;
    };
    await rejection(run(first.signal));
    fake.override = undefined;
    expect(await run()).toMatchObject({ outcome: "completed" });
    expect(inputs("RunTask")).toHaveLength(1);
    expect(progress).toContainEqual(expect.stringContaining("earlier run"));
  }, 20_000);

  test("survives a few faults of the API while it waits", async () => {
    const { fake, run } = await ecs();
    let faults = 0;
    fake.override = ({ operation }) => {
      if (operation !== "DescribeTasks" || ++faults > 3) return undefined;
      return { json: { failures: [{ reason: "MISSING" }] } };
    };
    expect(await run()).toMatchObject({ outcome: "completed" });
  });

  test("prints no secret", async () => {
    const { fake, run, lines, secrets } = await ecs();
    secrets.mask("hunter2");
    fake.lives = [{ exitCode: 1, output: ["connecting as shop:hunter2"], containerReason: "bad hunter2" }];
    const result = await run();
    expect(lines).toEqual(["connecting as shop:***"]);
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  test("whose log group is missing still has its exit code, and says so", async () => {
    const { fake, run } = await ecs();
    fake.logGroup = "/other";
    fake.lives = [{ exitCode: 2 }];
    const result = await run();
    expect(result.commands[0]?.logsMissing).toContain("the log group /ecs/shop does not exist");
    expect(result.failure?.hint).toContain("awslogs-create-group");
  });

  test("that logs elsewhere says where", async () => {
    const { fake, run } = await ecs();
    fake.definition = definitionOf({
      containerDefinitions: [{ name: "app", image: "shop:1", logConfiguration: { logDriver: "splunk" } }],
    });
    const result = await run();
    expect(result.commands[0]?.logsMissing).toBe("the container app logs to splunk; only awslogs is read");
  });

  test.each([
    [{ taskDefinition: "shpo" }, /no task definition shpo/, 'Did you mean "shop"?'],
    [{ cluster: "mian" }, /no ECS cluster mian/, 'Did you mean "main"?'],
    [{ container: "aap" }, /no container aap/, 'Did you mean "app"?'],
    [{ subnets: [] }, /no subnet is given/, "subnets:"],
    [{ commands: [] }, /empty, or there is none/, "list of words"],
  ] as const)("that cannot run is told before it is begun: %p", async (wrong, text, hint) => {
    const { run, inputs } = await ecs({ image: "shop:2", ...wrong });
    const error = await rejection(run());
    expect(error).toMatchObject({ code: "config" });
    expect(error.message).toMatch(text);
    expect(error.hint).toContain(hint);
    expect(inputs("RunTask")).toHaveLength(0);
    expect(inputs("RegisterTaskDefinition")).toHaveLength(0);
  });

  test("that finds no room says so", async () => {
    const { fake, run } = await ecs();
    fake.override = ({ operation }) =>
      operation === "RunTask"
        ? { json: { tasks: [], failures: [{ reason: "RESOURCE:MEMORY" }] } }
        : undefined;
    expect(await rejection(run())).toMatchObject({
      code: "config",
      hint: expect.stringContaining("no room") as unknown as string,
    });
  });

  test("makes the declared calls", async () => {
    const made: string[] = [];
    for (const settings of [
      { image: "shop:2", timeoutMs: 1_000 },
      { taskDefinition: "gone" },
      { cluster: "gone" },
    ]) {
      const { run, access } = await ecs(settings);
      await run().catch(() => undefined);
      made.push(...access.operations());
    }
    expect([...new Set(made)].sort()).toEqual(ecsTaskCalls.map(nameOf).sort());
  });
});
