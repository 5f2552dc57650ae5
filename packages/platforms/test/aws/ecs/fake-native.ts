import { Refusal } from "./fake-balancer.ts";
import type { FakeEcs, FakeService, Json } from "./fake-ecs.ts";

interface Configuration {
  readonly strategy: string;
  readonly canaryConfiguration?: { readonly canaryPercent: number };
  readonly linearConfiguration?: { readonly stepPercent: number };
  readonly lifecycleHooks?: readonly {
    readonly targetType: string;
    readonly lifecycleStages: readonly string[];
  }[];
}

/** ECS's own rollout of the fake cluster, as its documentation describes the stages. */
export class NativeState {
  readonly arn: string;
  readonly target: string;
  readonly source: string;
  readonly targetRevision: string;
  readonly sourceRevision: string;
  readonly #configuration: Configuration;
  readonly #createdAt: number;
  readonly #tasks: number;
  status = "PENDING";
  stage = "PRE_SCALE_UP";
  weight = 0;
  running = 0;
  reason: string | undefined;
  hook: string | undefined;
  #answered = "";

  constructor(ecs: FakeEcs, service: FakeService, target: string, configuration: Configuration) {
    const number = ecs.next();
    this.arn = `arn:aws:ecs:eu-west-1:123456789012:service-deployment/shop/${service.name}/${number}`;
    this.targetRevision = `arn:aws:ecs:eu-west-1:123456789012:service-revision/shop/${service.name}/${number}`;
    this.sourceRevision = `${this.targetRevision}-before`;
    this.target = target;
    this.source = String(service.data.taskDefinition);
    this.#configuration = configuration;
    this.#createdAt = number;
    this.#tasks = service.data.desiredCount as number;
  }

  get isOpen(): boolean {
    return ["PENDING", "IN_PROGRESS", "ROLLBACK_IN_PROGRESS"].includes(this.status);
  }

  brief(): Json {
    return { serviceDeploymentArn: this.arn, createdAt: this.#createdAt, status: this.status };
  }

  full(): Json {
    const isBack = this.status === "ROLLBACK_SUCCESSFUL";
    return {
      ...this.brief(),
      lifecycleStage: this.stage,
      statusReason: this.reason,
      deploymentConfiguration: this.#configuration,
      targetServiceRevision: {
        arn: this.targetRevision,
        requestedTaskCount: isBack ? 0 : this.#tasks,
        runningTaskCount: this.running,
        requestedProductionTrafficWeight: this.weight,
      },
      sourceServiceRevisions: [
        {
          arn: this.sourceRevision,
          requestedTaskCount: this.#tasks,
          runningTaskCount: this.#tasks,
          requestedProductionTrafficWeight: 100 - this.weight,
        },
      ],
      lifecycleHookDetails:
        this.hook === undefined
          ? []
          : [
              {
                hookId: this.hook,
                targetType: "PAUSE",
                status: "AWAITING_ACTION",
                expiresAt: 1_800_000_000,
                timeoutAction: "ROLLBACK",
              },
            ],
    };
  }

  resume(hookId: string, action: string): void {
    if (this.hook !== hookId) {
      throw new Refusal("InvalidParameterException", "The hook is not awaiting action.");
    }
    this.hook = undefined;
    if (action === "ROLLBACK") this.rollBack("rolled back by the user");
    else this.#answered = `${this.stage} ${this.weight}`;
  }

  rollBack(reason: string): void {
    if (!this.isOpen) throw new Refusal("ConflictException", "The deployment is not in progress.");
    this.status = "ROLLBACK_IN_PROGRESS";
    this.reason = reason;
    this.hook = undefined;
  }

  /** The weight the next shift gives. */
  nextWeight(): number {
    const { strategy, canaryConfiguration, linearConfiguration } = this.#configuration;
    if (strategy === "CANARY" && this.weight === 0) return canaryConfiguration?.canaryPercent ?? 5;
    if (strategy === "LINEAR") return Math.min(100, this.weight + (linearConfiguration?.stepPercent ?? 10));
    return 100;
  }

  /** Whether the stage has a PAUSE hook that nobody answered yet; then it waits. */
  waits(id: () => number): boolean {
    const hooks = this.#configuration.lifecycleHooks ?? [];
    const isHeld = hooks.some(
      (one) => one.targetType === "PAUSE" && one.lifecycleStages.includes(this.stage),
    );
    if (!isHeld || this.#answered === `${this.stage} ${this.weight}`) return false;
    this.hook ??= `ecs-pause-${id()}`;
    return true;
  }
}

/** UpdateService with a new revision, on a service with a strategy of its own. */
export function startNative(ecs: FakeEcs, service: FakeService, target: string): void {
  const configuration = service.data.deploymentConfiguration as unknown as Configuration;
  if (service.native[0]?.isOpen === true) {
    throw new Refusal("UpdateInProgressException", "There is already a current update in progress.");
  }
  service.native.unshift(new NativeState(ecs, service, target, configuration));
  service.data.taskDefinition = target;
}

/** One notch of ECS's own rollout. */
export function controlNative(ecs: FakeEcs, service: FakeService, state: NativeState): void {
  const own = service.tasks.filter(
    (one) => one.taskDefinitionArn === state.target && one.desiredStatus === "RUNNING",
  );
  state.running = own.filter((one) => one.lastStatus === "RUNNING").length;
  const desired = service.data.desiredCount as number;
  if (state.status === "ROLLBACK_IN_PROGRESS") {
    state.weight = 0;
    for (const one of own) one.desiredStatus = "STOPPED";
    service.data.taskDefinition = state.source;
    if (own.length === 0) state.status = "ROLLBACK_SUCCESSFUL";
    return;
  }
  state.status = "IN_PROGRESS";
  if (state.stage !== "SCALE_UP" && state.stage !== "PRE_SCALE_UP" && state.waits(() => ecs.next())) return;
  switch (state.stage) {
    case "PRE_SCALE_UP":
      state.stage = "SCALE_UP";
      return;
    case "SCALE_UP":
      if (own.length < desired) ecs.start(service, state.target);
      if (state.running >= desired) state.stage = "POST_SCALE_UP";
      return;
    case "POST_SCALE_UP":
      state.stage = "PRE_PRODUCTION_TRAFFIC_SHIFT";
      return;
    case "PRE_PRODUCTION_TRAFFIC_SHIFT":
      state.stage = "PRODUCTION_TRAFFIC_SHIFT";
      return;
    case "PRODUCTION_TRAFFIC_SHIFT":
      state.weight = state.nextWeight();
      state.stage = state.weight < 100 ? "PRE_PRODUCTION_TRAFFIC_SHIFT" : "POST_PRODUCTION_TRAFFIC_SHIFT";
      return;
    case "POST_PRODUCTION_TRAFFIC_SHIFT":
      state.stage = "BAKE_TIME";
      return;
    case "BAKE_TIME":
      state.stage = "CLEAN_UP";
      for (const one of service.tasks) {
        if (one.taskDefinitionArn !== state.target) one.desiredStatus = "STOPPED";
      }
      return;
    default:
      state.status = "SUCCESSFUL";
      service.deployments = [];
  }
}
