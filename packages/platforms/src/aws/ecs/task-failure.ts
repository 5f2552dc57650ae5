import type { Service, Task } from "@aws-sdk/client-ecs";
import { printable, truncateUtf8 } from "@deploy-actions/kernel";
import type { ReleaseFailure } from "@deploy-actions/rollout";
import type { EcsSession } from "./ecs-session.ts";
import { nameOf } from "./revisions.ts";

/** What ECS says of tasks that did not come up. */
export interface TaskFacts {
  readonly service: Pick<Service, "serviceName" | "deployments" | "events">;
  /** The revision that is looked at. */
  readonly revision: string;
  /** Stopped tasks of the service. */
  readonly stopped: readonly Task[];
}

const LINES = 8;
const LINE_BYTES = 500;
/** A start that failed may succeed the next time; what failed so often does not. */
const REPEATS = 2;

const CLASSES: readonly { readonly reason: string; readonly pattern: RegExp; readonly repeats: number }[] = [
  { reason: "out_of_memory", pattern: /OutOfMemory/i, repeats: 1 },
  // The registry said no: asking again does not change its mind.
  {
    reason: "image_pull",
    pattern: /CannotPull.*(not found|does not exist|manifest unknown|denied|invalid reference)/is,
    repeats: 1,
  },
  { reason: "image_pull", pattern: /CannotPull|InvalidImage/i, repeats: REPEATS },
  { reason: "secret_missing", pattern: /ResourceInitializationError.*(secret|ssm|parameter)/is, repeats: 1 },
  {
    reason: "resource_missing",
    pattern: /ResourceInitializationError|CannotCreate|CannotStart/i,
    repeats: REPEATS,
  },
  { reason: "probe_failed", pattern: /failed (ELB|container) health checks/i, repeats: REPEATS },
  {
    reason: "crash_loop",
    pattern: /Essential container.*exited|EssentialContainerExited/i,
    repeats: REPEATS,
  },
];

/** Why the tasks of a revision will not come up by waiting; `undefined` when nothing says so. */
export function findTaskFailure(facts: TaskFacts): ReleaseFailure | undefined {
  const { service, revision, stopped } = facts;
  const deployments = (service.deployments ?? []).filter((one) => one.taskDefinition === revision);
  const deployment = deployments.find((one) => one.status === "PRIMARY") ?? deployments[0];
  const since = deployment?.createdAt?.getTime() ?? 0;
  const own = stopped
    .filter((task) => task.taskDefinitionArn === revision && (task.createdAt?.getTime() ?? since) >= since)
    .sort((a, b) => (a.stoppedAt?.getTime() ?? 0) - (b.stoppedAt?.getTime() ?? 0));
  const events = (service.events ?? [])
    .filter((event) => (event.createdAt?.getTime() ?? 0) >= since)
    .reverse()
    .map((event) => event.message ?? "");
  const texts = own.map(describeTask);
  const lines = [...events.slice(-3), ...texts.slice(-5)].slice(-LINES).map(line);
  const name = service.serviceName ?? "";
  const what = nameOf(revision);
  if (deployment?.rolloutState === "FAILED") {
    const text = `ECS gave the deployment of ${what} to service ${name} up: ${deployment.rolloutStateReason ?? "no reason given"}`;
    const cause = classify(texts);
    return { reason: cause ?? "rolled_back", text: line(text), lines };
  }
  const reason = classify(texts);
  if (reason !== undefined) {
    const last = texts.findLast((text) => classOf(text) === reason) ?? "";
    return { reason, text: line(`Tasks of ${what} in service ${name} stop: ${last}`), lines };
  }
  const unplaceable = events.filter((event) => /unable to place a task/i.test(event)).at(-1);
  if (unplaceable !== undefined) return { reason: "unschedulable", text: line(unplaceable), lines };
  return undefined;
}

function classify(texts: readonly string[]): string | undefined {
  return CLASSES.find(({ pattern, repeats }) => texts.filter((text) => pattern.test(text)).length >= repeats)
    ?.reason;
}

function classOf(text: string): string | undefined {
  return CLASSES.find(({ pattern }) => pattern.test(text))?.reason;
}

/** `Essential container in task exited; web: exit code 1, OutOfMemoryError: …`. */
function describeTask(task: Task): string {
  const containers = (task.containers ?? []).flatMap(({ name, exitCode, reason }) => {
    const facts = [
      ...(exitCode === undefined || (exitCode === 0 && reason === undefined)
        ? []
        : [`exit code ${exitCode}`]),
      ...(reason === undefined ? [] : [reason]),
    ];
    return facts.length === 0 ? [] : [`${name}: ${facts.join(", ")}`];
  });
  return [task.stoppedReason ?? task.stopCode ?? "stopped", ...containers].join("; ");
}

function line(text: string): string {
  return truncateUtf8(printable(text), LINE_BYTES);
}

/** Reads the stopped tasks of a service and says what is wrong with a revision of it, if that can be known. */
export async function readTaskFailure(
  session: EcsSession,
  service: Service,
  revision: string,
): Promise<ReleaseFailure | undefined> {
  const stopped = await readTasks(session, service.serviceName ?? "", "STOPPED");
  return findTaskFailure({ service, revision, stopped });
}

const TASKS_PER_CALL = 100;

/** Tasks of a service that ECS wants to be running, or stopped (those of the last hour). */
export async function readTasks(
  session: EcsSession,
  serviceName: string,
  desiredStatus: "RUNNING" | "STOPPED",
): Promise<readonly Task[]> {
  const { cluster } = session.target;
  const list = await session.call(`list tasks of service ${serviceName}`, "ecs:ListTasks", (options) =>
    session.ecs.listTasks({ cluster, serviceName, desiredStatus, maxResults: TASKS_PER_CALL }, options),
  );
  const tasks = list.taskArns ?? [];
  if (tasks.length === 0) return [];
  const answer = await session.call(
    `describe tasks of service ${serviceName}`,
    "ecs:DescribeTasks",
    (options) => session.ecs.describeTasks({ cluster, tasks }, options),
  );
  return answer.tasks ?? [];
}
