import type { Task } from "@aws-sdk/client-ecs";
import { ActionError, formatDuration } from "@deploy-actions/kernel";
import { awaitTask, stopCancelled } from "./await-task.ts";
import { connectEcs, connectLogs, type EcsConnection, type LogsConnection } from "./ecs-client.ts";
import { findRunning, startedByOf, startTask } from "./start-task.ts";
import { prepareTask, type RunnableTask, shortName } from "./task-definition.ts";
import { TaskLogs } from "./task-logs.ts";
import type { EcsCommandResult, EcsTaskOptions, EcsTaskResult } from "./types.ts";

/** Runs the commands in order. See the factory for the contract. */
export async function runCommands(options: EcsTaskOptions, signal: AbortSignal): Promise<EcsTaskResult> {
  const { access, http, task: settings, onProgress } = options;
  if (settings.commands.length === 0 || settings.commands.some((command) => command.length === 0)) {
    throw new ActionError("config", "A command of the ECS task is empty, or there is none.", {
      hint: "Write each as a list of words: commands: [[python, manage.py, migrate]].",
    });
  }
  const connection = await connectEcs(access, http, signal);
  // A cluster that is not there is told before a revision is registered.
  await findRunning(connection, settings.cluster, startedByOf(settings, [], options.key), signal);
  const task = await prepareTask(connection, settings, onProgress, signal);
  const region = task.logs.known ? task.logs.region : undefined;
  const logs = task.logs.known ? await connectLogs(access, region, http, signal) : undefined;
  const results: EcsCommandResult[] = [];
  for (const [index, command] of settings.commands.entries()) {
    onProgress(`Command ${index + 1} of ${settings.commands.length}: ${showCommand(options, command)}`);
    const result = await runCommand(connection, logs, options, task, command, signal);
    results.push(result);
    const failure = failureOf(options, result, index);
    if (failure !== undefined)
      return { outcome: "failed", taskDefinition: task.arn, commands: results, failure };
  }
  return { outcome: "completed", taskDefinition: task.arn, commands: results, failure: undefined };
}

async function runCommand(
  connection: EcsConnection,
  logsConnection: LogsConnection | undefined,
  options: EcsTaskOptions,
  task: RunnableTask,
  command: readonly string[],
  signal: AbortSignal,
): Promise<EcsCommandResult> {
  const { clock, key, onLine, onProgress, secrets, task: settings } = options;
  const startedAt = clock.now();
  const startedBy = startedByOf(settings, command, key);
  const { arn, isFound } = await startTask(connection, settings, task, command, startedBy, signal).catch(
    async (error: unknown) => {
      if (signal.aborted) await stopCancelled(options, { startedBy });
      throw error;
    },
  );
  if (isFound)
    onProgress(`Task ${shortName(arn)} of an earlier run still runs this command: it is waited for`);
  const stream = { container: task.container, taskId: shortName(arn) };
  const logs = new TaskLogs(logsConnection, task.logs, stream, secrets, onLine);
  const ended = await awaitTask(connection, options, arn, logs, signal);
  const own = ended.task.containers?.find((one) => one.name === task.container);
  return {
    command,
    taskArn: arn,
    exitCode: own?.exitCode,
    stoppedReason: secrets.redact(reasonOf(ended.task, own?.reason)),
    timedOut: ended.timedOut,
    durationMs: clock.now() - startedAt,
    tail: logs.tail,
    logsMissing: logs.missing,
  };
}

// ECS says "Essential container in task exited" about every task that ended by itself: that is no reason.
function reasonOf(task: Task, containerReason: string | undefined): string {
  const reason = task.stoppedReason ?? "";
  const own = /^Essential container in task exited/.test(reason) ? "" : reason;
  return [own, containerReason ?? ""].filter((text) => text !== "").join("; ");
}

function failureOf(
  options: EcsTaskOptions,
  result: EcsCommandResult,
  index: number,
): EcsTaskResult["failure"] {
  const name = `Command ${index + 1} of ${options.task.commands.length} (${showCommand(options, result.command)})`;
  const because = result.stoppedReason === "" ? "" : `: ${result.stoppedReason}`;
  if (result.timedOut) {
    return {
      text: `${name} did not end within ${formatDuration(options.task.timeoutMs)} and was stopped`,
      hint: "Look at its output above; give the runner a longer timeout if it only needs more time.",
    };
  }
  if (result.exitCode === 0) return undefined;
  if (result.exitCode === undefined) {
    return {
      text: `${name} never ended by itself${because || ": ECS gives no exit code"}`,
      hint: adviseStop(result.stoppedReason),
    };
  }
  return { text: `${name} ended with exit code ${result.exitCode}${because}`, hint: adviseExit(result) };
}

function adviseStop(reason: string): string {
  if (/CannotPullContainer|pull image|not found/i.test(reason)) {
    return "Look at the image name, and at what the execution role may pull.";
  }
  if (/ResourceInitialization|secret|ssm/i.test(reason)) {
    return "Look at what the execution role may read (secrets, parameters), and at the way out of the subnets (NAT or endpoints).";
  }
  if (/OutOfMemory/i.test(reason)) return "Give the task definition more memory.";
  return "Look at the stopped task in ECS.";
}

function adviseExit({ stoppedReason, exitCode, logsMissing }: EcsCommandResult): string {
  if (/OutOfMemory/i.test(stoppedReason) || exitCode === 137)
    return "It was killed: give the task definition more memory.";
  return logsMissing === undefined
    ? "Its output above says why."
    : `Its output is not to be had: ${logsMissing}.`;
}

function showCommand({ secrets }: EcsTaskOptions, command: readonly string[]): string {
  const text = secrets.redact(command.join(" "));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
