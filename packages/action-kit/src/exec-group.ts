import { type ChildProcess, spawn } from "node:child_process";

const TERM_MS = 2_000;
const POLL_MS = 20;
const live = new Set<ProcessGroup>();
let exitHookInstalled = false;

/** A program with everything it started: the unit that is signalled. */
export interface ProcessGroup {
  /** SIGTERM, at most 2 s, then SIGKILL, once; resolves when nothing of the group is left that can be ended. */
  end(): Promise<void>;
  /** SIGKILL at once. */
  kill(): void;
  /** The program has ended and its group has been dealt with. */
  forget(): void;
}

/** The process group of a child that was spawned detached. On Windows it is the child's process tree. */
export function processGroup(child: ChildProcess): ProcessGroup {
  let ending: Promise<void> | undefined;
  const group: ProcessGroup = {
    end() {
      ending ??= endGroup(child);
      return ending;
    },
    kill: () => void signalGroup(child, "SIGKILL"),
    forget: () => void live.delete(group),
  };
  live.add(group);
  installExitHook();
  return group;
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (!signalGroup(child, "SIGTERM")) return;
  const deadlineMs = performance.now() + TERM_MS;
  while (performance.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (!signalGroup(child, 0)) return;
  }
  signalGroup(child, "SIGKILL");
}

/** Whether the signal reached anyone. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  if (process.platform === "win32") return signalTree(child, signal);
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

/** Windows has neither groups nor SIGTERM: the whole tree is ended at once. */
function signalTree(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.exitCode !== null || child.signalCode !== null) return false;
  if (signal !== 0) {
    spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" }).on("error", () => {
      child.kill("SIGKILL");
    });
  }
  return true;
}

/** A detached child outlives a `process.exit()` of ours unless it is ended there. */
function installExitHook(): void {
  if (exitHookInstalled) return;
  exitHookInstalled = true;
  process.on("exit", () => {
    for (const group of live) group.kill();
  });
}
