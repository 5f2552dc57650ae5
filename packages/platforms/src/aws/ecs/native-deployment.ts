import type { DeploymentLifecycleHookDetail, ServiceDeployment } from "@aws-sdk/client-ecs";
import { formatPercent } from "@deploy-actions/kernel";
import type { EngineState } from "@deploy-actions/rollout";
import type { EcsSession } from "./ecs-session.ts";

/** ECS's own rollout of a service, and which revisions it moves between. */
export interface NativeDeployment {
  readonly arn: string;
  readonly deployment: ServiceDeployment;
  /** ARN of the task definition it brings. */
  readonly target: string;
  /** ARN of the task definition it replaces. */
  readonly source: string | undefined;
  /** Per cent of production traffic the target has. */
  readonly weight: number;
  readonly state: "forward" | "back" | "done" | "taken-back" | "stuck";
}

/** A service has few deployments at once; the newest is what counts. */
const NEWEST = 20;

/** The newest deployment of a service, if there was one in the last 90 days. */
export async function newestDeployment(
  session: EcsSession,
  service: string,
): Promise<NativeDeployment | undefined> {
  const { cluster } = session.target;
  const list = await session.call(
    `list deployments of service ${service}`,
    "ecs:ListServiceDeployments",
    (options) => session.ecs.listServiceDeployments({ cluster, service, maxResults: NEWEST }, options),
  );
  const [newest] = [...(list.serviceDeployments ?? [])].sort(
    (a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0),
  );
  const arn = newest?.serviceDeploymentArn;
  if (arn === undefined) return undefined;
  const described = await session.call(
    `describe deployment ${arn}`,
    "ecs:DescribeServiceDeployments",
    (options) => session.ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] }, options),
  );
  const deployment = described.serviceDeployments?.[0];
  const targetArn = deployment?.targetServiceRevision?.arn;
  if (deployment === undefined || targetArn === undefined) return undefined;
  const sourceArn = sourceOf(deployment)?.arn;
  const serviceRevisionArns = [targetArn, ...(sourceArn === undefined ? [] : [sourceArn])];
  const revisions = await session.call(
    `describe revisions of service ${service}`,
    "ecs:DescribeServiceRevisions",
    (options) => session.ecs.describeServiceRevisions({ serviceRevisionArns }, options),
  );
  const taskDefinition = (wanted: string | undefined): string | undefined =>
    revisions.serviceRevisions?.find((one) => one.serviceRevisionArn === wanted)?.taskDefinition;
  return {
    arn,
    deployment,
    target: taskDefinition(targetArn) ?? "",
    source: taskDefinition(sourceArn),
    weight: deployment.targetServiceRevision?.requestedProductionTrafficWeight ?? 0,
    state: stateOf(deployment),
  };
}

/** The revision that had the traffic: of several, the one with most of it. */
export function sourceOf(deployment: ServiceDeployment) {
  return [...(deployment.sourceServiceRevisions ?? [])].sort(
    (a, b) => (b.requestedProductionTrafficWeight ?? 0) - (a.requestedProductionTrafficWeight ?? 0),
  )[0];
}

function stateOf({ status }: ServiceDeployment): NativeDeployment["state"] {
  switch (status) {
    case "PENDING":
    case "IN_PROGRESS":
      return "forward";
    case "STOP_REQUESTED":
    case "ROLLBACK_REQUESTED":
    case "ROLLBACK_IN_PROGRESS":
      return "back";
    case "SUCCESSFUL":
      return "done";
    case "STOPPED":
    case "ROLLBACK_SUCCESSFUL":
      return "taken-back";
    default:
      // ROLLBACK_FAILED, and whatever AWS adds: nothing that could be taken for an end.
      return "stuck";
  }
}

/** Stages whose PAUSE hooks are ours to answer. */
const OUR_STAGES: readonly string[] = ["PRE_PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"];

/** The PAUSE hook that waits, and whether it is at a stage this rollout holds. */
export function waitingHook(
  deployment: ServiceDeployment,
): { readonly hook: DeploymentLifecycleHookDetail; readonly isOurs: boolean } | undefined {
  const hook = deployment.lifecycleHookDetails?.find(
    (one) => one.targetType === "PAUSE" && one.status === "AWAITING_ACTION",
  );
  if (hook === undefined) return undefined;
  return { hook, isOurs: OUR_STAGES.includes(deployment.lifecycleStage ?? "") };
}

/** Whether the candidate's tasks are up: ECS moves no traffic before that. */
export function hasScaledUp({ lifecycleStage, targetServiceRevision }: ServiceDeployment): boolean {
  const { requestedTaskCount = 0, runningTaskCount = 0 } = targetServiceRevision ?? {};
  const isEarly = ["RECONCILE_SERVICE", "PRE_SCALE_UP", "SCALE_UP", undefined].includes(lifecycleStage);
  return !isEarly && requestedTaskCount > 0 && runningTaskCount >= requestedTaskCount;
}

/** What ECS says of its rollout. */
export function engineOf({ deployment, state, weight }: NativeDeployment): EngineState {
  const stage = deployment.lifecycleStage ?? "no stage yet";
  const reason = deployment.statusReason === undefined ? "" : `: ${deployment.statusReason}`;
  const status = `${deployment.status ?? "unknown status"} at ${stage}, ${formatPercent(weight)}${reason}`;
  const waiting = waitingHook(deployment);
  switch (state) {
    case "forward": {
      if (waiting === undefined) return { phase: "running", message: status, inconclusive: false };
      const { expiresAt, timeoutAction } = waiting.hook;
      const until =
        expiresAt === undefined
          ? ""
          : `, until ${expiresAt.toISOString()}, then ${timeoutAction ?? "ROLLBACK"}`;
      return {
        phase: "waiting",
        message: `paused at ${stage}, ${formatPercent(weight)}${until}`,
        inconclusive: false,
      };
    }
    case "done":
      return { phase: "idle", message: status, inconclusive: false };
    case "back":
    case "taken-back":
    case "stuck":
      return { phase: "failed", message: status, inconclusive: false };
  }
}
