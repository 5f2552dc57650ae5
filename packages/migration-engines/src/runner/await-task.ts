import type { Task } from "@aws-sdk/client-ecs";
import { ActionError, formatDuration } from "@deploy-actions/kernel";
import { connectEcs, type EcsConnection } from "./ecs-client.ts";
import { describeTask, findRunning, stopTask } from "./start-task.ts";
import { shortName } from "./task-definition.ts";
import type { TaskLogs } from "./task-logs.ts";
import type { EcsTaskOptions } from "./types.ts";

/** A task that stopped. */
export interface EndedTask {
  readonly task: Task;
  readonly timedOut: boolean;
}

const POLL_MS = 3_000;
const REPORT_EVERY_MS = 30_000;
const MAX_FAULTS = 5;
/** How long ECS is given to stop a task: its containers have 30 s by default, then they are killed. */
const STOP_MS = 180_000;
/** What of the seven seconds after a cancel a stop may take. */
const CANCEL_MS = 4_000;
/** Output comes a little after the end; looked for so often, a second apart. */
const LAST_LOOKS = 5;

/** Waits for the end of a task, bringing its output. A cancel stops the task; so does its timeout. */
export async function awaitTask(
  connection: EcsConnection,
  options: EcsTaskOptions,
  arn: string,
  logs: TaskLogs,
  signal: AbortSignal,
): Promise<EndedTask> {
  try {
    return await untilStopped(connection, options, arn, logs, signal);
  } catch (error) {
    if (signal.aborted) await stopCancelled(options, { arn });
    throw error;
  }
}

async function untilStopped(
  connection: EcsConnection,
  { task: settings, clock, onProgress, pollMs = POLL_MS }: EcsTaskOptions,
  arn: string,
  logs: TaskLogs,
  signal: AbortSignal,
): Promise<EndedTask> {
  const startedAt = clock.now();
  let said = "";
  let sayAgainAt = startedAt + REPORT_EVERY_MS;
  let stoppedAt: number | undefined;
  let faults = 0;
  for (;;) {
    let status = said;
    try {
      const task = await describeTask(connection, settings.cluster, arn, signal);
      status = task.lastStatus ?? "UNKNOWN";
      faults = 0;
      await logs.read(signal);
      if (status === "STOPPED") {
        await readRest(logs, clock, signal);
        return { task, timedOut: stoppedAt !== undefined };
      }
    } catch (error) {
      faults += 1;
      if (!(error instanceof ActionError) || error.code !== "remote" || faults > MAX_FAULTS) throw error;
    }
    const now = clock.now();
    if (status !== said || now >= sayAgainAt) {
      onProgress(`Task ${shortName(arn)} ${status.toLowerCase()} for ${formatDuration(now - startedAt)}`);
      said = status;
      sayAgainAt = now + REPORT_EVERY_MS;
    }
    if (stoppedAt === undefined && now - startedAt >= settings.timeoutMs) {
      stoppedAt = now;
      const reason = `deploy-actions: no end within ${formatDuration(settings.timeoutMs)}`;
      await stopTask(connection, settings.cluster, arn, reason, signal);
    } else if (stoppedAt !== undefined && now - stoppedAt >= STOP_MS) {
      throw new ActionError(
        "remote",
        `The task ${shortName(arn)} did not stop within ${formatDuration(STOP_MS)} of being told to.`,
        {
          hint: "Look at it in ECS; nothing after it was run.",
        },
      );
    }
    await clock.sleep(pollMs, signal);
  }
}

async function readRest(logs: TaskLogs, clock: EcsTaskOptions["clock"], signal: AbortSignal): Promise<void> {
  let quiet = 0;
  for (let look = 0; look < LAST_LOOKS && quiet < 2; look += 1) {
    await clock.sleep(1_000, signal);
    quiet = (await logs.read(signal)) === 0 ? quiet + 1 : 0;
  }
}

/**
 * A cancelled run leaves no command behind; that it could not be stopped is worth a line, not another error. By what it
 * was started where the answer with its ARN never came.
 */
export async function stopCancelled(
  { access, http, task, onProgress }: EcsTaskOptions,
  which: { readonly arn: string } | { readonly startedBy: string },
): Promise<void> {
  const signal = AbortSignal.timeout(CANCEL_MS);
  const { cluster } = task;
  let name = "that was just begun";
  try {
    // A connection of its own: keys of the cancelled signal may not be had any more.
    const connection = await connectEcs(access, http, signal);
    const arn = "arn" in which ? which.arn : await findRunning(connection, cluster, which.startedBy, signal);
    if (arn === undefined) return;
    name = shortName(arn);
    await stopTask(connection, cluster, arn, "deploy-actions: the run was cancelled", signal);
    onProgress(`Task ${name} was told to stop: the run was cancelled`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    onProgress(`Task ${name} could not be stopped (${why}): it may still run`);
  }
}
