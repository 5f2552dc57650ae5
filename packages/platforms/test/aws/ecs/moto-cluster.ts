import { randomUUID } from "node:crypto";
import { ECS } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { AwsAccess, HttpClient } from "@deploy-actions/kernel";
import type { EcsTarget } from "@deploy-actions/rollout";
import { buildEcsPlatform } from "../../../src/aws/ecs/ecs-platform.ts";
import type { Platform } from "../../../src/platform.ts";
import { plainHttp, service, takeNotes, VirtualClock } from "./ecs-fixture.ts";
import { FATES } from "./fake-tasks.ts";

const REGION = "eu-west-1";

/**
 * moto's ECS and load balancer, and the controller moto does not have: it keeps services, task definitions, tags, target
 * groups and rules and checks the calls, but runs no task, deploys nothing (`deployments` never change) and registers no
 * target. Here every change of a service registers one target a task in its groups at moto, and what DescribeServices,
 * ListTasks and DescribeTasks say of tasks and deployments is put in place of moto's. An image's tag decides what becomes
 * of its tasks, see FATES.
 */
export class MotoCluster {
  readonly name = `shop-${randomUUID().slice(0, 8)}`;
  readonly clock = new VirtualClock();
  readonly operations = new Set<string>();
  readonly ecs: ECS;
  readonly elb: ElasticLoadBalancingV2;
  readonly #endpoint: string;
  #target: EcsTarget | undefined;
  #registered = new Map<string, readonly string[]>();
  #arns: { balancer?: string | undefined; groups: string[] } = { groups: [] };

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
    const config = {
      region: REGION,
      endpoint,
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    };
    this.ecs = new ECS(config);
    this.elb = new ElasticLoadBalancingV2(config);
  }

  /** Cluster, load balancer, groups, rule, and a service that was never deployed to. */
  async open(kind: "target-groups" | "rolling"): Promise<void> {
    const { name } = this;
    await this.ecs.createCluster({ clusterName: name });
    const { subnets, vpc, group } = await this.#network();
    const balancer = await this.elb.createLoadBalancer({
      Name: name,
      Subnets: [...subnets],
      Type: "application",
    });
    this.#arns.balancer = balancer.LoadBalancers?.[0]?.LoadBalancerArn;
    const common = { Protocol: "HTTP", Port: 80, VpcId: vpc, TargetType: "ip" } as const;
    for (const color of ["blue", "green"]) {
      const group = await this.elb.createTargetGroup({ Name: `${name}-${color}`, ...common });
      this.#arns.groups.push(group.TargetGroups?.[0]?.TargetGroupArn ?? "");
    }
    const [stable = ""] = this.#arns.groups;
    const forward = { Type: "forward", TargetGroupArn: stable } as const;
    const listener = await this.elb.createListener({
      LoadBalancerArn: this.#arns.balancer,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [forward],
    });
    const rule = await this.elb.createRule({
      ListenerArn: listener.Listeners?.[0]?.ListenerArn,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", Values: ["/shop/*"] }],
      Actions: [forward],
    });
    const definition = await this.ecs.registerTaskDefinition({
      family: name,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        { name: "web", image: "shop:bootstrap", essential: true, portMappings: [{ containerPort: 80 }] },
      ],
    });
    await this.ecs.createService({
      cluster: name,
      serviceName: "web",
      desiredCount: 0,
      launchType: "FARGATE",
      taskDefinition: definition.taskDefinition?.taskDefinitionArn,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [subnets[0] ?? ""],
          securityGroups: [group],
          assignPublicIp: "DISABLED",
        },
      },
      loadBalancers: [{ targetGroupArn: stable, containerName: "web", containerPort: 80 }],
    });
    this.#target = {
      platform: "aws-ecs",
      region: REGION,
      cluster: name,
      services: [service("web")],
      image: "shop:${release}",
      environment: {},
      secrets: {},
      route:
        kind === "rolling"
          ? { kind }
          : {
              kind,
              listener: rule.Rules?.[0]?.RuleArn ?? "",
              stable,
              candidate: `${name}-green`,
              candidateService: "web-candidate",
            },
      readyTimeoutMs: 20_000,
      settleMs: 5_000,
    };
  }

  get target(): EcsTarget {
    if (this.#target === undefined) throw new Error("not opened");
    return this.#target;
  }

  platform(): Platform {
    const access: AwsAccess = {
      region: REGION,
      keys: async () => ({
        accessKeyId: "AKIDEXAMPLE",
        secretAccessKey: "secret",
        sessionToken: undefined,
        expiresAt: undefined,
      }),
      endpoint: this.#endpoint,
      onCall: (call) => call.api === "aws" && this.operations.add(`${call.service}:${call.operation}`),
    };
    return buildEcsPlatform({
      target: this.target,
      access,
      http: this.http,
      clock: this.clock,
      log: takeNotes().log,
    });
  }

  /** Removes what was made. */
  async close(): Promise<void> {
    const { name } = this;
    const listed = await this.ecs.listServices({ cluster: name });
    for (const one of listed.serviceArns ?? [])
      await this.ecs.deleteService({ cluster: name, service: one, force: true });
    const definitions = await this.ecs.listTaskDefinitions({ familyPrefix: name });
    for (const one of definitions.taskDefinitionArns ?? [])
      await this.ecs.deregisterTaskDefinition({ taskDefinition: one });
    if (this.#arns.balancer !== undefined)
      await this.elb.deleteLoadBalancer({ LoadBalancerArn: this.#arns.balancer });
    for (const one of this.#arns.groups) await this.elb.deleteTargetGroup({ TargetGroupArn: one });
    await this.ecs.deleteCluster({ cluster: name });
    this.ecs.destroy();
    this.elb.destroy();
  }

  /** What a platform sends its requests with. */
  get http(): HttpClient {
    return {
      send: async (request) => {
        const operation = (request.headers?.["x-amz-target"] ?? "").split(".")[1] ?? "";
        const simulated = await this.#simulate(operation, request.body);
        const answer = await plainHttp.send(request);
        if (operation === "DescribeServices" && answer.status === 200) {
          return { ...answer, body: encode(await this.#withTasks(decode(answer.body))) };
        }
        if (/^(Create|Update|Delete)Service$/.test(operation)) await this.#reconcile();
        return simulated === undefined ? answer : { ...answer, status: 200, body: encode(simulated) };
      },
    };
  }

  /** Tasks of a service: two that stopped where the image is a bad one. */
  async #simulate(operation: string, body: string | Uint8Array | undefined): Promise<unknown> {
    if (operation === "ListTasks") {
      const { serviceName, desiredStatus } = decode(body);
      const [found] = (await this.#services([String(serviceName)])).filter((one) => one.desiredCount > 0);
      if (found === undefined || desiredStatus !== "STOPPED" || found.fate === undefined)
        return { taskArns: [] };
      return { taskArns: [1, 2].map((number) => `${found.taskDefinition}#${number}`) };
    }
    if (operation !== "DescribeTasks") return undefined;
    const arns = decode(body).tasks as string[];
    return {
      tasks: await Promise.all(
        arns.map(async (taskArn) => {
          const taskDefinitionArn = taskArn.split("#")[0] ?? "";
          return {
            taskArn,
            taskDefinitionArn,
            lastStatus: "STOPPED",
            ...(await this.#fateOf(taskDefinitionArn)),
          };
        }),
      ),
      failures: [],
    };
  }

  async #withTasks(answer: Record<string, unknown>): Promise<unknown> {
    const services = (answer.services as Record<string, unknown>[]).map(async (one) => {
      const taskDefinition = String(one.taskDefinition);
      const isUp = (await this.#fateOf(taskDefinition)) === undefined;
      const runningCount = isUp ? Number(one.desiredCount) : 0;
      const rolloutState = isUp ? "COMPLETED" : "IN_PROGRESS";
      const deployment = { id: "ecs-svc/1", status: "PRIMARY", taskDefinition, runningCount, rolloutState };
      return { ...one, runningCount, pendingCount: 0, deployments: [deployment] };
    });
    return { ...answer, services: await Promise.all(services) };
  }

  /** Registers a target for every task that runs, and no others. */
  async #reconcile(): Promise<void> {
    const wanted = new Map<string, string[]>();
    let number = 0;
    for (const one of await this.#services(["web", "web-candidate"])) {
      for (const { targetGroupArn = "" } of one.loadBalancers) {
        const ids = wanted.get(targetGroupArn) ?? [];
        if (one.fate === undefined) {
          for (let task = 0; task < one.desiredCount; task += 1) {
            number += 1;
            ids.push(`10.0.0.${number}`);
          }
        }
        wanted.set(targetGroupArn, ids);
      }
    }
    for (const arn of this.#arns.groups) {
      const ids = wanted.get(arn) ?? [];
      const old = this.#registered.get(arn) ?? [];
      const targets = (some: readonly string[]) => some.map((Id) => ({ Id, Port: 80 }));
      if (old.length > 0) await this.elb.deregisterTargets({ TargetGroupArn: arn, Targets: targets(old) });
      if (ids.length > 0) await this.elb.registerTargets({ TargetGroupArn: arn, Targets: targets(ids) });
      this.#registered.set(arn, ids);
    }
  }

  async #services(names: readonly string[]) {
    const answer = await this.ecs.describeServices({ cluster: this.name, services: [...names] });
    return await Promise.all(
      (answer.services ?? [])
        .filter((one) => one.status === "ACTIVE")
        .map(async ({ desiredCount = 0, taskDefinition = "", loadBalancers = [] }) => ({
          desiredCount,
          taskDefinition,
          loadBalancers,
          fate: await this.#fateOf(taskDefinition),
        })),
    );
  }

  async #fateOf(taskDefinition: string) {
    const answer = await this.ecs.describeTaskDefinition({ taskDefinition });
    const image = answer.taskDefinition?.containerDefinitions?.[0]?.image ?? "";
    return FATES[image.split(":")[1] ?? ""];
  }

  /** moto's default network; the SDK of EC2 is not among the dependencies, so it is asked in plain HTTP. */
  async #network(): Promise<{ subnets: readonly string[]; vpc: string; group: string }> {
    const subnets = await this.#askEc2("DescribeSubnets");
    const groups = await this.#askEc2("DescribeSecurityGroups");
    return {
      subnets: subnets("subnetId").slice(0, 2),
      vpc: subnets("vpcId")[0] ?? "",
      group: groups("groupId")[0] ?? "",
    };
  }

  async #askEc2(action: string): Promise<(tag: string) => string[]> {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/${REGION}/ec2/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(this.#endpoint, {
      method: "POST",
      headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
      body: `Action=${action}&Version=2016-11-15`,
    });
    const text = await response.text();
    return (tag) =>
      [...text.matchAll(new RegExp(`<${tag}>([^<]+)</${tag}>`, "g"))].map((one) => one[1] ?? "");
  }
}

function decode(body: string | Uint8Array | undefined): Record<string, unknown> {
  const text = typeof body === "object" ? new TextDecoder().decode(body) : (body ?? "{}");
  return JSON.parse(text) as Record<string, unknown>;
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
