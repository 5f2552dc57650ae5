import * as model from "@aws-sdk/client-ecs";
import { type FakeBalancer, Refusal } from "./fake-balancer.ts";
import { controlNative, type NativeState, startNative } from "./fake-native.ts";
import { FATES, type FakeTask } from "./fake-tasks.ts";
import { modelProblems } from "./service-model.ts";

export type Json = { [key: string]: unknown };
const ACCOUNT = "arn:aws:ecs:eu-west-1:123456789012";

/** A service of the fake cluster: what DescribeServices answers, and its tasks. */
export interface FakeService {
  data: Json;
  readonly name: string;
  tasks: FakeTask[];
  tags: Map<string, string>;
  deployments: {
    id: string;
    status: string;
    taskDefinition: string;
    rolloutState: string;
    rolloutStateReason: string;
    failedTasks: number;
    createdAt: number;
  }[];
  native: NativeState[];
  events: Json[];
  mostTasks: number;
}

/**
 * The API of ECS with its controller: requests and answers are checked against the model of the SDK, and with every
 * request the cluster moves one notch (a task starts, becomes healthy, stops), as ECS does in its own time. An image's tag
 * decides what becomes of its tasks, see FATES.
 */
export class FakeEcs {
  readonly cluster = "shop";
  readonly services = new Map<string, FakeService>();
  readonly definitions: { arn: string; data: Json; tags: Json[] }[] = [];
  readonly calls: string[] = [];
  readonly #balancer: FakeBalancer;
  readonly #now: () => number;
  #serial = 0;

  constructor(balancer: FakeBalancer, now: () => number) {
    this.#balancer = balancer;
    this.#now = now;
  }

  /** The services that are not being deleted. */
  get active(): readonly FakeService[] {
    return [...this.services.values()].filter((one) => one.data.status === "ACTIVE");
  }

  get seconds(): number {
    return this.#now() / 1_000;
  }

  next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  answer(operation: string, input: Json): Json {
    const shapes = model as unknown as Record<string, unknown>;
    const problems = modelProblems(shapes[`${operation}Request$`], input);
    if (problems.length > 0) throw new Refusal("InvalidParameterException", problems.join("; "));
    this.calls.push(operation);
    for (const service of this.services.values()) this.#control(service);
    const output = JSON.parse(JSON.stringify(this.#handle(operation, input))) as Json;
    const wrong = modelProblems(shapes[`${operation}Response$`], output);
    if (wrong.length > 0)
      throw new Refusal("ServerException", `the fake answers wrongly: ${wrong.join("; ")}`);
    return output;
  }

  /** A service as infrastructure code makes it; `container` is the one whose image is the release. */
  addService(name: string, image: string, changes: Json = {}, container = "web"): FakeService {
    const { taskDefinition } = this.#handle("RegisterTaskDefinition", {
      family: name,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        {
          name: container,
          image,
          essential: true,
          portMappings: [{ containerPort: 80 }],
          environment: [{ name: "KEPT", value: "yes" }],
        },
        { name: "sidecar", image: "proxy:1", essential: false },
      ],
      tags: [{ key: "team", value: "shop" }],
    }) as { taskDefinition: { taskDefinitionArn: string } };
    this.#handle("CreateService", {
      serviceName: name,
      taskDefinition: taskDefinition.taskDefinitionArn,
      desiredCount: 2,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
      ...changes,
    });
    for (let notch = 0; notch < 12; notch += 1) for (const one of this.services.values()) this.#control(one);
    return this.service(name);
  }

  service(name: string): FakeService {
    const service = this.services.get(name.slice(name.lastIndexOf("/") + 1));
    if (service === undefined) throw new Refusal("ServiceNotFoundException", "Service not found.");
    return service;
  }

  definition(arn: string): { arn: string; data: Json; tags: Json[] } {
    const found = this.definitions.find((one) => one.arn === arn || one.arn.endsWith(`/${arn}`));
    if (found === undefined) throw new Refusal("ClientException", "Unable to describe task definition.");
    return found;
  }

  imageOf(arn: string): string {
    const containers = this.definition(arn).data.containerDefinitions as { image: string }[];
    return containers[0]?.image ?? "";
  }

  #handle(operation: string, input: Json): Json {
    switch (operation) {
      case "DescribeClusters":
        return (input.clusters as string[])[0] === this.cluster
          ? { clusters: [{ clusterName: this.cluster, status: "ACTIVE" }], failures: [] }
          : { clusters: [], failures: [{ reason: "MISSING" }] };
      case "ListClusters":
        return { clusterArns: [`${ACCOUNT}:cluster/${this.cluster}`] };
      case "ListServices":
        return { serviceArns: [...this.services.values()].map((one) => one.data.serviceArn) };
      case "DescribeServices":
        return this.#describeServices(input.services as string[]);
      case "CreateService":
        return this.#createService(input);
      case "UpdateService":
        return this.#updateService(input);
      case "DeleteService": {
        const service = this.service(String(input.service));
        if ((service.data.desiredCount as number) > 0 && input.force !== true) {
          throw new Refusal(
            "InvalidParameterException",
            "The service cannot be stopped while it is scaled above 0.",
          );
        }
        service.data.status = "DRAINING";
        return { service: this.#describe(service) };
      }
      case "RegisterTaskDefinition":
        return this.#register(input);
      case "DescribeTaskDefinition": {
        const { data, tags } = this.definition(String(input.taskDefinition));
        return { taskDefinition: data, tags };
      }
      case "ListTaskDefinitions": {
        const own = this.definitions.filter((one) => one.data.family === input.familyPrefix);
        return { taskDefinitionArns: own.map((one) => one.arn).reverse() };
      }
      case "ListTasks": {
        const tasks = this.service(String(input.serviceName)).tasks;
        const wanted = tasks.filter((one) => one.desiredStatus === input.desiredStatus);
        return { taskArns: wanted.map((one) => one.taskArn) };
      }
      case "DescribeTasks": {
        const all = [...this.services.values()].flatMap((one) => one.tasks);
        return { tasks: all.filter((one) => (input.tasks as string[]).includes(one.taskArn)), failures: [] };
      }
      case "TagResource":
        for (const { key, value } of input.tags as { key: string; value: string }[]) {
          if (value.length > 256) throw new Refusal("InvalidParameterException", "tag too long");
          this.service(String(input.resourceArn)).tags.set(key, value);
        }
        return {};
      case "UntagResource":
        for (const key of input.tagKeys as string[]) this.service(String(input.resourceArn)).tags.delete(key);
        return {};
      default:
        return this.#handleNative(operation, input);
    }
  }

  #handleNative(operation: string, input: Json): Json {
    const all = [...this.services.values()].flatMap((service) => service.native);
    switch (operation) {
      case "ListServiceDeployments":
        return { serviceDeployments: this.service(String(input.service)).native.map((one) => one.brief()) };
      case "DescribeServiceDeployments": {
        const wanted = input.serviceDeploymentArns as string[];
        return {
          serviceDeployments: all.filter((one) => wanted.includes(one.arn)).map((one) => one.full()),
          failures: [],
        };
      }
      case "DescribeServiceRevisions": {
        const wanted = input.serviceRevisionArns as string[];
        const revisions = all.flatMap((one) => [
          { serviceRevisionArn: one.targetRevision, taskDefinition: one.target },
          { serviceRevisionArn: one.sourceRevision, taskDefinition: one.source },
        ]);
        return {
          serviceRevisions: revisions.filter((one) => wanted.includes(one.serviceRevisionArn)),
          failures: [],
        };
      }
      case "ContinueServiceDeployment":
      case "StopServiceDeployment": {
        const deployment = all.find((one) => one.arn === input.serviceDeploymentArn);
        if (deployment === undefined) throw new Refusal("ServiceDeploymentNotFoundException", "not found");
        if (operation === "StopServiceDeployment") deployment.rollBack("stopped by the user");
        else deployment.resume(String(input.hookId), String(input.action ?? "CONTINUE"));
        return { serviceDeploymentArn: deployment.arn };
      }
      default:
        throw new Refusal("InvalidAction", operation);
    }
  }

  #describeServices(names: readonly string[]): Json {
    const found = names.map((name) => this.services.get(name)).filter((one) => one !== undefined);
    return {
      services: found.map((one) => this.#describe(one)),
      failures: names
        .filter((name) => !this.services.has(name))
        .map((name) => ({ arn: name, reason: "MISSING" })),
    };
  }

  #describe(service: FakeService): Json {
    const live = service.tasks.filter((one) => one.desiredStatus === "RUNNING");
    const count = (arn: string | undefined, status: string): number =>
      live.filter((one) => one.lastStatus === status && (arn === undefined || one.taskDefinitionArn === arn))
        .length;
    return {
      ...service.data,
      runningCount: count(undefined, "RUNNING"),
      pendingCount: count(undefined, "PENDING"),
      tags: [...service.tags].map(([key, value]) => ({ key, value })),
      events: service.events,
      deployments: service.deployments.map((one) => ({
        ...one,
        desiredCount: service.data.desiredCount,
        runningCount: count(one.taskDefinition, "RUNNING"),
        pendingCount: count(one.taskDefinition, "PENDING"),
      })),
    };
  }

  #createService(input: Json): Json {
    const { serviceName, tags, cluster: _cluster, ...rest } = input;
    const name = String(serviceName);
    if (this.services.has(name)) {
      throw new Refusal("InvalidParameterException", "Creation of service was not idempotent.");
    }
    for (const one of (rest.loadBalancers as { targetGroupArn: string }[] | undefined) ?? []) {
      const isAttached = JSON.stringify(this.#balancer.actions).includes(one.targetGroupArn);
      if (!isAttached) {
        throw new Refusal(
          "InvalidParameterException",
          `The target group ${one.targetGroupArn} does not have an associated load balancer.`,
        );
      }
    }
    const { role: _role, ...data } = rest;
    const service: FakeService = {
      name,
      data: {
        serviceArn: `${ACCOUNT}:service/${this.cluster}/${name}`,
        serviceName: name,
        status: "ACTIVE",
        deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
        ...data,
        taskDefinition: this.definition(String(data.taskDefinition)).arn,
      },
      tasks: [],
      tags: new Map(
        ((tags as { key: string; value: string }[] | undefined) ?? []).map((t) => [t.key, t.value]),
      ),
      deployments: [],
      native: [],
      events: [],
      mostTasks: 0,
    };
    this.services.set(name, service);
    this.#deploy(service, String(service.data.taskDefinition), "deployment in progress.");
    return { service: this.#describe(service) };
  }

  #updateService(input: Json): Json {
    const { service: name, cluster: _cluster, taskDefinition, forceNewDeployment, ...rest } = input;
    const service = this.service(String(name));
    if (service.data.status !== "ACTIVE") throw new Refusal("ServiceNotActiveException", "not active");
    const { deploymentConfiguration = {} } = rest as { deploymentConfiguration?: Json };
    Object.assign(service.data, rest, {
      deploymentConfiguration: {
        ...(service.data.deploymentConfiguration as Json),
        ...deploymentConfiguration,
      },
    });
    const wanted = taskDefinition === undefined ? undefined : this.definition(String(taskDefinition)).arn;
    const isNew = wanted !== undefined && wanted !== service.data.taskDefinition;
    const { strategy } = service.data.deploymentConfiguration as { strategy?: string };
    if (isNew && strategy !== undefined && strategy !== "ROLLING") startNative(this, service, wanted);
    else if (isNew || forceNewDeployment === true) {
      this.#deploy(service, wanted ?? String(service.data.taskDefinition), "deployment in progress.");
    }
    return { service: this.#describe(service) };
  }

  #deploy(service: FakeService, taskDefinition: string, reason: string): void {
    for (const one of service.deployments) one.status = "ACTIVE";
    service.data.taskDefinition = taskDefinition;
    service.deployments.unshift({
      id: `ecs-svc/${this.next()}`,
      status: "PRIMARY",
      taskDefinition,
      rolloutState: "IN_PROGRESS",
      rolloutStateReason: reason,
      failedTasks: 0,
      createdAt: this.seconds,
    });
  }

  #register(input: Json): Json {
    const { tags = [], ...data } = input;
    const family = String(data.family);
    const revision = this.definitions.filter((one) => one.data.family === family).length + 1;
    const arn = `${ACCOUNT}:task-definition/${family}:${revision}`;
    const full = {
      ...data,
      taskDefinitionArn: arn,
      revision,
      status: "ACTIVE",
      compatibilities: ["EC2", "FARGATE"],
      requiresAttributes: [{ name: "ecs.capability.task-eni" }],
      registeredAt: this.seconds,
      registeredBy: "arn:aws:iam::123456789012:root",
      placementConstraints: [],
      volumes: [],
    };
    this.definitions.push({ arn, data: full, tags: tags as Json[] });
    return { taskDefinition: full, tags };
  }

  /** One notch of the controller. */
  #control(service: FakeService): void {
    this.#settleTasks(service);
    if (service.data.status === "DRAINING") {
      if (service.tasks.every((one) => one.lastStatus === "STOPPED")) this.services.delete(service.name);
    }
    const [newest] = service.native;
    if (newest?.isOpen === true) controlNative(this, service, newest);
    else this.#controlRolling(service);
    const up = service.tasks.filter((one) => one.lastStatus !== "STOPPED").length;
    service.mostTasks = Math.max(service.mostTasks, up);
  }

  /** Tasks that were told to start or stop do. */
  #settleTasks(service: FakeService): void {
    for (const task of service.tasks) {
      if (task.desiredStatus === "STOPPED" && task.lastStatus !== "STOPPED") {
        task.lastStatus = task.lastStatus === "DEACTIVATING" ? "STOPPED" : "DEACTIVATING";
        task.stoppedAt = this.seconds;
        for (const group of this.#balancer.groups) group.targets.delete(task.taskArn);
      } else if (task.lastStatus === "PENDING") {
        const fate = FATES[this.imageOf(task.taskDefinitionArn).split(":")[1] ?? ""];
        if (fate === undefined) {
          task.lastStatus = "RUNNING";
          this.#registerTarget(service, task);
        } else {
          Object.assign(task, fate, {
            lastStatus: "STOPPED",
            desiredStatus: "STOPPED",
            stoppedAt: this.seconds,
          });
          const own = service.deployments.find((one) => one.taskDefinition === task.taskDefinitionArn);
          if (own !== undefined) own.failedTasks += 1;
        }
      }
    }
  }

  #registerTarget(service: FakeService, task: FakeTask): void {
    for (const one of (service.data.loadBalancers as { targetGroupArn: string }[] | undefined) ?? []) {
      this.#balancer.group(one.targetGroupArn).targets.set(task.taskArn, { state: "healthy" });
    }
  }

  start(service: FakeService, taskDefinition: string): void {
    service.tasks.push({
      taskArn: `${ACCOUNT}:task/${this.cluster}/${this.next()}`,
      taskDefinitionArn: taskDefinition,
      createdAt: this.seconds,
      lastStatus: "PENDING",
      desiredStatus: "RUNNING",
      containers: [{ name: "web" }],
    });
  }

  #controlRolling(service: FakeService): void {
    const [primary] = service.deployments;
    if (primary === undefined) return;
    const desired = service.data.status === "ACTIVE" ? (service.data.desiredCount as number) : 0;
    const { maximumPercent = 200, minimumHealthyPercent = 100 } = service.data.deploymentConfiguration as {
      maximumPercent?: number;
      minimumHealthyPercent?: number;
    };
    const live = service.tasks.filter((one) => one.desiredStatus === "RUNNING");
    const own = live.filter((one) => one.taskDefinitionArn === primary.taskDefinition);
    const old = live.filter((one) => one.taskDefinitionArn !== primary.taskDefinition);
    const ready = own.filter((one) => one.lastStatus === "RUNNING").length;
    for (const extra of own.slice(desired)) extra.desiredStatus = "STOPPED";
    const least = Math.ceil((desired * minimumHealthyPercent) / 100);
    const spare = Math.max(0, Math.min(old.length, ready + old.length - least));
    for (const one of old.slice(0, spare)) one.desiredStatus = "STOPPED";
    const most = Math.floor((desired * maximumPercent) / 100);
    const room = most - (own.length + old.length - spare);
    for (let n = 0; n < Math.min(desired - own.length, room); n += 1)
      this.start(service, primary.taskDefinition);
    this.#breakCircuit(service, primary);
    const isDone = ready === desired && own.length === desired && old.length === 0;
    if (isDone && primary.rolloutState === "IN_PROGRESS" && primary === service.deployments[0]) {
      primary.rolloutState = "COMPLETED";
      primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
      service.deployments = [primary];
    }
  }

  #breakCircuit(service: FakeService, primary: FakeService["deployments"][number]): void {
    const { deploymentCircuitBreaker } = service.data.deploymentConfiguration as {
      deploymentCircuitBreaker?: { enable: boolean; rollback: boolean };
    };
    if (deploymentCircuitBreaker?.enable !== true || primary.failedTasks < 3) return;
    if (primary.rolloutState === "FAILED") return;
    primary.rolloutState = "FAILED";
    primary.rolloutStateReason = "ECS deployment circuit breaker: tasks failed to start.";
    const before = service.deployments[1];
    if (deploymentCircuitBreaker.rollback && before !== undefined) {
      this.#deploy(
        service,
        before.taskDefinition,
        `ECS deployment circuit breaker: rolling back to deploymentId ${before.id}.`,
      );
    }
  }
}
