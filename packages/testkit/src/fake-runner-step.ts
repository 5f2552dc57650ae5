import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandReader, createCommandReader, type FakeAnnotation } from "./fake-runner-commands.ts";
import { parseCommandFile } from "./fake-runner-files.ts";
import type { Masks } from "./fake-runner-masks.ts";

/** Everything one start of an entry (main or post) left behind. */
export interface FakeStepReport {
  /** `null` when it was killed. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Lines as printed, with commands and without masking. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** Lines of both streams as a person sees them in the log. */
  readonly log: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Outputs that GitHub would drop silently, because they hold a masked value. */
  readonly droppedOutputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** The masked step summary; empty when none was written, or when it was larger than 1 MiB. */
  readonly summary: string;
  readonly annotations: readonly FakeAnnotation[];
  /** Annotations above 10 of a level, which nobody sees. */
  readonly lostAnnotations: readonly FakeAnnotation[];
  readonly masks: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Lines of GITHUB_PATH. */
  readonly path: readonly string[];
  /** What the runner itself would complain about: malformed command files, disabled commands, an oversized summary. */
  readonly problems: readonly string[];
  /** `failure` also for an exit code 0 with problems. */
  readonly conclusion: "success" | "failure" | "cancelled";
}

/** The times between SIGINT, SIGTERM and SIGKILL of a cancelled step. */
export interface CancelTimes {
  readonly sigintMs: number;
  readonly sigtermMs: number;
}

/** One process of an entry. */
export interface FakeStep {
  readonly pid: number;
  waitForLine(pattern: RegExp): Promise<string>;
  cancel(times: CancelTimes): void;
  kill(): void;
  readonly report: Promise<FakeStepReport>;
}

const LARGEST_SUMMARY = 1_024 * 1_024;
/** How long the streams of an ended process are still read: a child of its own may hold them open. */
const DRAIN_MS = 1_000;

/** Starts one process with fresh command files in `folder`. */
export function startStep(options: {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly masks: Masks;
  readonly timeoutMs: number;
}): FakeStep {
  const { argv, cwd, env, masks } = options;
  const files = createCommandFiles(options.folder);
  const reader = createCommandReader(masks);
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const waiters = new Set<(line: string | undefined) => void>();
  const timers = new Set<NodeJS.Timeout>();
  let wasCancelled = false;
  let hasEnded = false;

  const child = spawn(argv[0], argv.slice(1), {
    cwd,
    env: { ...env, ...files.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const later = (ms: number, action: () => void): void => {
    timers.add(setTimeout(action, ms));
  };
  const send = (signal: NodeJS.Signals): void => {
    if (!hasEnded) child.kill(signal);
  };
  later(options.timeoutMs, () => send("SIGKILL"));
  for (const stream of ["stdout", "stderr"] as const) {
    readLines(child, stream, (line) => {
      lines[stream].push(line);
      reader.read(line);
      for (const waiter of waiters) waiter(line);
    });
  }

  const report = ended(child).then(({ exitCode, signal }): FakeStepReport => {
    hasEnded = true;
    for (const timer of timers) clearTimeout(timer);
    for (const waiter of waiters) waiter(undefined);
    const written = files.read(reader, masks);
    const isFailure = exitCode !== 0 || written.problems.length > 0;
    return {
      exitCode,
      signal,
      ...lines,
      log: reader.log,
      annotations: reader.annotations,
      lostAnnotations: reader.lostAnnotations,
      masks: masks.values,
      ...written,
      conclusion: wasCancelled ? "cancelled" : isFailure ? "failure" : "success",
    };
  });

  return {
    pid: child.pid ?? -1,
    report,
    cancel({ sigintMs, sigtermMs }) {
      wasCancelled = true;
      // To this process only, as the runner does: its children get nothing.
      send("SIGINT");
      later(sigintMs, () => {
        send("SIGTERM");
        later(sigtermMs, () => send("SIGKILL"));
      });
    },
    kill: () => send("SIGKILL"),
    waitForLine: (pattern) =>
      new Promise((resolve, reject) => {
        const seen = [...lines.stdout, ...lines.stderr].find((line) => pattern.test(line));
        if (seen !== undefined) {
          resolve(seen);
          return;
        }
        const waiter = (line: string | undefined): void => {
          if (line !== undefined && !pattern.test(line)) return;
          waiters.delete(waiter);
          if (line !== undefined) resolve(line);
          else reject(new Error(`The step ended without a line like ${pattern}:\n${reader.log.join("\n")}`));
        };
        if (hasEnded) waiter(undefined);
        else waiters.add(waiter);
      }),
  };
}

function createCommandFiles(folder: string) {
  const id = randomUUID();
  mkdirSync(folder, { recursive: true });
  const create = (prefix: string): string => {
    const path = join(folder, `${prefix}_${id}`);
    writeFileSync(path, "");
    return path;
  };
  const env = {
    GITHUB_OUTPUT: create("set_output"),
    GITHUB_ENV: create("set_env"),
    GITHUB_STATE: create("save_state"),
    GITHUB_PATH: create("add_path"),
    GITHUB_STEP_SUMMARY: create("step_summary"),
  };
  return {
    env,
    read(reader: CommandReader, masks: Masks) {
      const problems = [...reader.problems];
      const pairs = (name: "output" | "env" | "state", path: string): ReadonlyMap<string, string> => {
        try {
          return parseCommandFile(readIfThere(path));
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          problems.push(`Unable to process file command '${name}' successfully. ${reason}`);
          return new Map();
        }
      };
      const outputs: Record<string, string> = {};
      const droppedOutputs: Record<string, string> = {};
      for (const [name, value] of [...reader.outputs, ...pairs("output", env.GITHUB_OUTPUT)]) {
        (masks.mask(value) === value ? outputs : droppedOutputs)[name] = value;
      }
      const summary = readIfThere(env.GITHUB_STEP_SUMMARY);
      const isTooLarge = Buffer.byteLength(summary) > LARGEST_SUMMARY;
      if (isTooLarge) problems.push("$GITHUB_STEP_SUMMARY supports content up a size of 1024k");
      const variables = Object.fromEntries(pairs("env", env.GITHUB_ENV));
      if ("NODE_OPTIONS" in variables) problems.push("Can't store NODE_OPTIONS output parameter");
      return {
        outputs,
        droppedOutputs,
        state: Object.fromEntries([...reader.state, ...pairs("state", env.GITHUB_STATE)]),
        summary: isTooLarge ? "" : masks.mask(summary),
        env: variables,
        path: readIfThere(env.GITHUB_PATH)
          .split(/\r?\n/)
          .filter((line) => line !== ""),
        problems,
      };
    },
  };
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** Lines end at CR, LF or both, as .NET's StreamReader reads them. */
function readLines(child: ChildProcess, name: "stdout" | "stderr", onLine: (line: string) => void): void {
  let rest = "";
  child[name]?.setEncoding("utf8");
  child[name]?.on("data", (chunk: string) => {
    // A CR at the end waits for the LF that may follow it.
    const parts = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? "";
    for (const part of parts) onLine(part);
  });
  child[name]?.on("close", () => {
    if (rest !== "") onLine(rest.replace(/\r$/, ""));
    rest = "";
  });
}

function ended(
  child: ChildProcess,
): Promise<{ readonly exitCode: number | null; readonly signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      const drain = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, DRAIN_MS);
      child.on("close", () => clearTimeout(drain));
    });
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal }));
  });
}
