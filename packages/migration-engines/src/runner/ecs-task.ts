import type { EcsTaskOptions, EcsTaskResult } from "./types.ts";

/**
 * Runs commands as one-off ECS tasks, one after the other, and brings back exit code, reason and output; the first that
 * fails ends it. With an image, a new revision of the task definition in which only the image differs.
 *
 * A run that was killed is taken up again: a task of the same key and command that still runs is waited for. Rejects with
 * `config` for a cluster, task definition or container that is not there (nearest names), `cancelled` after a cancel (the
 * task was told to stop), and as AWS refuses.
 */
export async function runEcsTask(options: EcsTaskOptions, signal: AbortSignal): Promise<EcsTaskResult> {
  return (await import("./run-commands.ts")).runCommands(options, signal);
}
