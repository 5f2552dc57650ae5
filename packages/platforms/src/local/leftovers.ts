import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { INSTANCE_VARIABLE } from "./protocol.ts";

const GRACE_MS = 2_000;

/**
 * Ends every process that the supervisor run `bootId` started and left behind, and returns their ids.
 *
 * They are found by the marker in their environment and not by a recorded pid: a pid may belong to somebody else by now,
 * and a process started just before a kill was never recorded. Without /proc (not Linux) nothing is ended.
 */
export async function endLeftovers(bootId: string): Promise<readonly number[]> {
  const found = await findMarked(bootId);
  if (found.length === 0) return found;
  for (const pid of found) signal(pid, "SIGTERM");
  for (let waitedMs = 0; waitedMs < GRACE_MS; waitedMs += 50) {
    await sleep(50);
    if ((await findMarked(bootId)).length === 0) return found;
  }
  for (const pid of await findMarked(bootId)) signal(pid, "SIGKILL");
  return found;
}

async function findMarked(bootId: string): Promise<readonly number[]> {
  const marker = `\0${INSTANCE_VARIABLE}=${bootId}/`;
  let names: readonly string[];
  try {
    names = await readdir("/proc");
  } catch {
    return [];
  }
  const found: number[] = [];
  for (const name of names) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      const environment = await readFile(`/proc/${pid}/environ`, "latin1");
      if (`\0${environment}`.includes(marker)) found.push(pid);
    } catch {
      // Gone meanwhile, or of another user: then it is not ours.
    }
  }
  return found;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone meanwhile.
  }
}
