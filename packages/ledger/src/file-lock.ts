import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { ActionError, type Clock, formatDuration, isObject, type Random } from "@deploy-actions/kernel";
import { fileError } from "./file-io.ts";
import { hasPid } from "./run-process.ts";
import { systemCode } from "./system-code.ts";

/** A holder keeps the lock for one read and one write; much longer means that it hangs or is gone. */
const STALE_MS = 30_000;
const WAIT_MS = 60_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly at: number;
  /** Tells two locks of one process apart. */
  readonly key: string;
}

export interface LockPorts {
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Runs `body` while no other process does so for the same file: a lock file beside it that only one process can make. A lock whose
 * process is dead, or which is older than half a minute, is taken over. `conflict` when it cannot be had within a minute.
 */
export async function withFileLock<T>(
  file: string,
  ports: LockPorts,
  signal: AbortSignal,
  body: () => Promise<T>,
): Promise<T> {
  const lock = `${file}.lock`;
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    at: ports.clock.now(),
    key: ports.random.id(),
  };
  const deadline = ports.clock.now() + WAIT_MS;
  await makeFolder(file);
  while (!(await create(lock, { ...holder, at: ports.clock.now() }))) {
    const other = await readHolder(lock);
    if (other !== undefined && isStale(other, ports.clock.now())) {
      await removeStale(lock, other, ports);
    } else if (ports.clock.now() >= deadline) {
      throw new ActionError(
        "conflict",
        `The ledger ${file} is locked${other === undefined ? "" : ` by process ${other.pid} on ${other.host}`} for more than ${formatDuration(WAIT_MS)}`,
        { hint: `Wait for that process, or delete ${lock} if it is gone.` },
      );
    } else {
      await ports.clock.sleep(10 + 40 * ports.random.next(), signal);
    }
  }
  try {
    return await body();
  } finally {
    // Somebody may have taken a lock over that was held for too long; theirs stays.
    const current = await readHolder(lock);
    if (current?.key === holder.key) await unlink(lock).catch(() => undefined);
  }
}

async function makeFolder(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw fileError(file, "written", error);
  }
}

/** Makes the lock with its holder in it, in one step: a crash never leaves a lock that names nobody. */
async function create(lock: string, holder: Holder): Promise<boolean> {
  const draft = `${lock}.${holder.key}`;
  try {
    await using handle = await open(draft, "wx", 0o600);
    await handle.writeFile(JSON.stringify(holder));
    await link(draft, lock);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw fileError(lock, "locked", error);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** The holder, or `undefined` when the lock is gone or its text is not there yet. */
async function readHolder(lock: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(lock, "utf8"));
    if (!isObject(value)) return undefined;
    const { pid, host, at, key } = value;
    return typeof pid === "number" &&
      typeof host === "string" &&
      typeof at === "number" &&
      typeof key === "string"
      ? { pid, host, at, key }
      : undefined;
  } catch {
    return undefined;
  }
}

function isStale(holder: Holder, now: number): boolean {
  if (now - holder.at > STALE_MS) return true;
  return holder.host === hostname() && !hasPid(holder.pid);
}

/**
 * Removes a stale lock, and only that one: whoever sees it removes it under a lock of its own, after looking again, so
 * that a lock which somebody made in the meantime is never removed.
 */
async function removeStale(lock: string, stale: Holder, { clock, random }: LockPorts): Promise<void> {
  const recovery = `${lock}.recovery`;
  const key = random.id();
  const me: Holder = { pid: process.pid, host: hostname(), at: clock.now(), key };
  if (!(await create(recovery, me))) {
    const other = await readHolder(recovery);
    if (other !== undefined && isStale(other, clock.now())) await unlink(recovery).catch(() => undefined);
    return;
  }
  try {
    const current = await readHolder(lock);
    if (current?.key === stale.key) await unlink(lock).catch(() => undefined);
  } finally {
    await unlink(recovery).catch(() => undefined);
  }
}
