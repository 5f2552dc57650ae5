import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { systemCode } from "./system-code.ts";
import type { RunProcess } from "./types.ts";

/** This process, as another one will look for it. */
export function currentProcess(): RunProcess {
  return { host: hostIdentity(), pid: process.pid, started: statOf(process.pid)?.started ?? "" };
}

/** Whether a process is still there; `undefined` when it runs (or ran) where this one cannot look. */
export function isProcessAlive({ host, pid, started }: RunProcess): boolean | undefined {
  if (host !== hostIdentity()) return undefined;
  if (!hasPid(pid)) return false;
  const stat = statOf(pid);
  if (stat === undefined) return true;
  // One that ended but was never waited for (a container without an init) does nothing any more.
  if (stat.state === "Z") return false;
  return started === "" || stat.started === started;
}

/** Whether any process has this pid now. */
export function hasPid(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

/** Containers may share a host name, and each counts its processes from 1. */
function hostIdentity(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}

/** State and start time from `/proc/<pid>/stat` (proc_pid_stat(5)): `pid (name) state …`, start time is field 22. */
function statOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name may hold anything, also parentheses and spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, started] = [fields[0], fields[19]];
    return state === undefined || started === undefined ? undefined : { state, started };
  } catch {
    return undefined;
  }
}
