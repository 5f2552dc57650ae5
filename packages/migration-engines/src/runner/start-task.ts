import { createHash } from "node:crypto";
import type { RunTaskCommandInput, Task } from "@aws-sdk/client-ecs";
import { ActionError, askAws, awsExceptionBehind, suggest } from "@deploy-actions/kernel";
import type { EcsConnection } from "./ecs-client.ts";
import { type RunnableTask, shortName } from "./task-definition.ts";
import type { EcsTaskSettings } from "./types.ts";

/** A task that runs, begun now or by a run of the same release before. */
export interface StartedTask {
  readonly arn: string;
  readonly isFound: boolean;
}

/** Begins one command; where a run before this one begun it and was killed, the task that still runs is taken over. */
export async function startTask(
  connection: EcsConnection,
  settings: EcsTaskSettings,
  task: RunnableTask,
  command: readonly string[],
  startedBy: string,
  signal: AbortSignal,
): Promise<StartedTask> {
  const running = await findRunning(connection, settings.cluster, startedBy, signal);
  if (running !== undefined) return { arn: running, isFound: true };
  const { sdk, client } = connection;
  const what = `run ${shortName(task.arn)} on the cluster ${settings.cluster}`;
  const answer = await askAws(what, "ecs:RunTask", signal, () =>
    client.send(new sdk.RunTaskCommand(requestOf(settings, task, command, startedBy)), {
      abortSignal: signal,
    }),
  );
  const arn = answer.tasks?.[0]?.taskArn;
  if (arn !== undefined) return { arn, isFound: false };
  const [failure] = answer.failures ?? [];
  const why =
    failure === undefined
      ? "it started none"
      : `${failure.reason ?? "no reason"}${failure.detail === undefined ? "" : ` (${failure.detail})`}`;
  throw new ActionError("config", `AWS did not ${what}: ${why}.`, {
    hint: adviseFailure(failure?.reason ?? ""),
  });
}

function requestOf(
  settings: EcsTaskSettings,
  task: RunnableTask,
  command: readonly string[],
  startedBy: string,
): RunTaskCommandInput {
  const { cluster, subnets, securityGroups, assignPublicIp } = settings;
  return {
    cluster,
    taskDefinition: task.arn,
    count: 1,
    startedBy,
    ...(task.launchType === undefined ? {} : { launchType: task.launchType }),
    ...(task.isAwsvpc || subnets.length > 0
      ? {
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: [...subnets],
              // Without any, the network's default group is used.
              ...(securityGroups.length === 0 ? {} : { securityGroups: [...securityGroups] }),
              assignPublicIp: assignPublicIp ? "ENABLED" : "DISABLED",
            },
          },
        }
      : {}),
    overrides: { containerOverrides: [{ name: task.container, command: [...command] }] },
  };
}

/** What a task of this command is found by: at most 128 letters, digits, `-`, `_` and `/`. */
export function startedByOf(settings: EcsTaskSettings, command: readonly string[], key: string): string {
  const facts = JSON.stringify([key, settings.image ?? settings.taskDefinition, command]);
  return `deploy-actions/${createHash("sha256").update(facts).digest("hex").slice(0, 20)}`;
}

/** A task that was started by this name and still runs. */
export async function findRunning(
  { sdk, client }: EcsConnection,
  cluster: string,
  startedBy: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const answer = await askAws(`list the tasks of the cluster ${cluster}`, "ecs:ListTasks", signal, () =>
      client.send(new sdk.ListTasksCommand({ cluster, startedBy, desiredStatus: "RUNNING" }), {
        abortSignal: signal,
      }),
    );
    return answer.taskArns?.[0];
  } catch (error) {
    if (awsExceptionBehind(error) !== "ClusterNotFoundException") throw error;
    const answer = await askAws("list the clusters", "ecs:ListClusters", signal, () =>
      client.send(new sdk.ListClustersCommand({ maxResults: 100 }), { abortSignal: signal }),
    );
    const hint = suggest(shortName(cluster), (answer.clusterArns ?? []).map(shortName)).trim();
    throw new ActionError("config", `There is no ECS cluster ${cluster} in this account and region.`, {
      cause: error,
      hint: hint === "" ? "There is none here at all: look at the region and the role." : hint,
    });
  }
}

function adviseFailure(reason: string): string {
  if (/RESOURCE|CAPACITY|AGENT/i.test(reason))
    return "The cluster has no room for it: use Fargate or add capacity.";
  return "Look at cluster, launch type, subnets and security groups of the task.";
}

/** The task as ECS shows it now. Rejects with `remote` when it is not shown. */
export async function describeTask(
  { sdk, client }: EcsConnection,
  cluster: string,
  arn: string,
  signal: AbortSignal,
): Promise<Task> {
  const answer = await askAws(`describe the task ${shortName(arn)}`, "ecs:DescribeTasks", signal, () =>
    client.send(new sdk.DescribeTasksCommand({ cluster, tasks: [arn] }), { abortSignal: signal }),
  );
  const [task] = answer.tasks ?? [];
  if (task !== undefined) return task;
  const reason = answer.failures?.[0]?.reason ?? "no answer about it";
  throw new ActionError("remote", `AWS did not describe the task ${shortName(arn)}: ${reason}.`);
}

/** Stops a task, with the reason that ECS shows for it. */
export async function stopTask(
  { sdk, client }: EcsConnection,
  cluster: string,
  arn: string,
  reason: string,
  signal: AbortSignal,
): Promise<void> {
  await askAws(`stop the task ${shortName(arn)}`, "ecs:StopTask", signal, () =>
    client.send(new sdk.StopTaskCommand({ cluster, task: arn, reason }), { abortSignal: signal }),
  );
}
