import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import {
  ActionError,
  type Clock,
  type Exec,
  type ExecRequest,
  type ExecResult,
} from "@deploy-actions/kernel";
import { type ProcessGroup, processGroup } from "./exec-group.ts";
import { collectOutput } from "./exec-output.ts";

const DEFAULT_OUTPUT_BYTES = 1_048_576;
const DRAIN_MS = 2_000;

/**
 * Runs programs, each in a process group of its own. Time-out and abort end the whole group; so does the end of the
 * program itself: what it leaves running in its group is ended too, and a process that is meant to stay has to start a
 * session of its own (`setsid`). The time-out is real time, `durationMs` is the clock's.
 */
export function createExec(options: { readonly clock: Clock }): Exec {
  return {
    async run(request) {
      const program = request.argv[0];
      if (program === undefined || program === "") {
        throw new ActionError("config", "The command to run is empty.", { hint: "Name a program." });
      }
      if (request.signal.aborted) throw cancelled(program);
      const startedMs = options.clock.now();
      const result = await runProgram(program, request);
      return { ...result, durationMs: options.clock.now() - startedMs };
    },
  };
}

async function runProgram(program: string, request: ExecRequest): Promise<Omit<ExecResult, "durationMs">> {
  const child = start(program, request);
  const group = processGroup(child);
  let failure: { readonly error: unknown } | undefined;
  const end = (): void => void group.end();
  const onLine = (line: string): void => {
    if (request.onLine === undefined || failure !== undefined) return;
    try {
      request.onLine(line);
    } catch (error) {
      failure = { error };
      end();
    }
  };
  const maxBytes = request.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
  const stdout = collectOutput(maxBytes, onLine);
  const stderr = collectOutput(maxBytes, onLine);
  child.stdout?.on("data", stdout.push);
  child.stderr?.on("data", stderr.push);
  // A program may end without reading its input; that is its right.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(request.stdin);

  let timedOut = false;
  const timer =
    request.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          end();
        }, request.timeoutMs);
  request.signal.addEventListener("abort", end, { once: true });
  try {
    const code = await ended(program, request, child, group);
    stdout.end();
    stderr.end();
    if (failure !== undefined) throw failure.error;
    if (request.signal.aborted) throw cancelled(program);
    return {
      // A program that leaves with 0 on SIGTERM has still not done its work.
      exitCode: timedOut ? null : code,
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated || stderr.truncated,
      timedOut,
    };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", end);
    group.forget();
  }
}

function start(program: string, request: ExecRequest): ChildProcess {
  try {
    return spawn(program, request.argv.slice(1), {
      ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
      env: { ...request.env },
      stdio: [request.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      detached: process.platform !== "win32",
      shell: false,
      windowsHide: true,
    });
  } catch (error) {
    throw notStarted(program, request, error);
  }
}

/** Exit code (`null` when killed) once program, group and output are over; rejects when it could not be started. */
async function ended(
  program: string,
  request: ExecRequest,
  child: ChildProcess,
  group: ProcessGroup,
): Promise<number | null> {
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => reject(notStarted(program, request, error)));
    child.once("exit", resolve);
  });
  // A process it left behind can hold the pipes open; what it printed until now is what counts.
  await drained(child);
  await group.end();
  for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  return code;
}

async function drained(child: ChildProcess): Promise<void> {
  if (child.stdout?.readableEnded !== false && child.stderr?.readableEnded !== false) return;
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    new Promise((resolve) => child.once("close", resolve)),
    new Promise((resolve) => {
      timer = setTimeout(resolve, DRAIN_MS);
    }),
  ]);
  clearTimeout(timer);
}

function notStarted(program: string, request: ExecRequest, error: unknown): ActionError {
  const code = codeOf(error);
  if (request.cwd !== undefined && !isFolder(request.cwd)) {
    return new ActionError("config", `Cannot run "${program}": the folder ${request.cwd} does not exist.`, {
      cause: error,
      hint: "Check the working directory, and that the repository is checked out before this step.",
    });
  }
  if (code === "ENOENT") {
    const path = request.env.PATH ?? request.env.Path;
    const where = program.includes("/")
      ? "there is no such file"
      : `it is not in PATH (${path === undefined || path === "" ? "which is empty" : path})`;
    return new ActionError("config", `Cannot run "${program}": ${where}.`, {
      cause: error,
      hint: `Install ${program} in an earlier step of the job, or give its full path.`,
    });
  }
  return new ActionError("config", `Cannot run "${program}"${code === undefined ? "" : ` (${code})`}.`, {
    cause: error,
    hint:
      code === "EACCES"
        ? `Make it executable: git update-index --chmod=+x, or chmod +x ${program}.`
        : "Check the command, its arguments and its environment.",
  });
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function cancelled(program: string): ActionError {
  return new ActionError("cancelled", `"${program}" was cancelled; it and everything it started were ended.`);
}
