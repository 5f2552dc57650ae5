import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { nameOf, type Task, type TaskResult } from "./tasks.ts";

/** Performs the tasks on every processor; the results are in the order of the tasks, and the same on however many. */
export async function performAll(
  tasks: readonly Task[],
  log: (line: string) => void,
): Promise<readonly TaskResult[]> {
  const results: TaskResult[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    try {
      for (let index = next++; index < tasks.length; index = next++) {
        const task = tasks[index];
        if (task === undefined) return;
        const startedAt = performance.now();
        results[index] = await ask(worker, task);
        log(`${nameOf(task)} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
      }
    } finally {
      // Where one fails, the others begin nothing more.
      next = tasks.length;
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(tasks.length, availableParallelism()) }, work));
  return results;
}

function ask(worker: Worker, task: Task): Promise<TaskResult> {
  return new Promise((done, fail) => {
    worker.once("error", fail);
    worker.once("message", (result: TaskResult) => {
      worker.off("error", fail);
      done(result);
    });
    worker.postMessage(task);
  });
}
