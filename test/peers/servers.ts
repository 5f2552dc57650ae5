/** Starting, waiting for and ending the servers that are peers of the tests. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** What is needed to end a running peer: its processes, in the order they were started, and its folder. */
export interface ServerState {
  readonly name: string;
  readonly pids: readonly number[];
  readonly folder: string;
  /** What ends it gently; SIGTERM unless told. */
  readonly signal?: NodeJS.Signals;
}

/** One process of a peer. */
export interface ServerProcess {
  readonly pid: number;
  hasEnded(): boolean;
  /** What it wrote so far. */
  log(): Promise<string>;
}

export interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

const FOLDER_PREFIX = "deploy-actions-";
const END_TIMEOUT_MS = 3_000;
const running = new Set<number>();
const folders = new Set<string>();

/** A new empty folder for one peer; {@link endServer} removes no other ones. */
export async function serverFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER_PREFIX}${name}-`));
  folders.add(folder);
  return folder;
}

/** Starts `command` detached, so that it outlives this process; its output goes to `<folder>/<name>.log`. */
export async function spawnServer(
  name: string,
  folder: string,
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<ServerProcess> {
  const logFile = join(folder, `${name}.log`);
  const log = await open(logFile, "a");
  const child = spawn(command, args, { ...options, stdio: ["ignore", log.fd, log.fd], detached: true });
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const spawned = new Promise<void>((resolve) => child.once("spawn", resolve));
  await Promise.race([spawned, failed]).finally(() => log.close());
  failed.catch(() => undefined);
  child.unref();
  const pid = child.pid ?? 0;
  running.add(pid);
  child.once("exit", () => running.delete(pid));
  return {
    pid,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    log: () => readFile(logFile, "utf8"),
  };
}

/** Waits until `isReady`; throws with the log when the process ends before, or the time is up. */
export async function untilReady(
  name: string,
  server: ServerProcess,
  isReady: () => Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isReady().catch(() => false))) {
    const why = server.hasEnded() ? "ended" : Date.now() > deadline ? "was not ready in time" : undefined;
    if (why !== undefined) throw new Error(`${name} ${why}:\n${(await server.log()).slice(-10_000)}`);
    await wait(50);
  }
}

/** Whether a GET of `url` is answered with 2xx. */
export async function answers(url: string): Promise<boolean> {
  return (await fetch(url)).ok;
}

/** A TCP port of the loopback interface that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port.");
  return address.port;
}

/** Ends the processes of a peer, by force when they take too long, and removes its folder. */
export async function endServer(state: ServerState): Promise<void> {
  const { pids, folder, signal: gentle = "SIGTERM" } = state;
  if (dirname(folder) !== tmpdir() || !basename(folder).startsWith(FOLDER_PREFIX))
    throw new Error(`Not a folder of a peer: ${folder}`);
  const alive = pids.toReversed().filter((pid) => send(pid, gentle));
  const deadline = Date.now() + END_TIMEOUT_MS;
  while (alive.some((pid) => send(pid, 0)) && Date.now() < deadline) await wait(20);
  for (const pid of alive) send(pid, "SIGKILL");
  for (const pid of pids) running.delete(pid);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  folders.delete(folder);
}

/** Kills everything that this process has started and that still runs, and removes its folders. */
export function killRunningServers(): void {
  for (const pid of running) send(pid, "SIGKILL");
  running.clear();
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  folders.clear();
}

function send(pid: number, name: NodeJS.Signals | 0): boolean {
  // 0 and below would be whole groups of processes.
  if (!(pid > 1)) return false;
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
