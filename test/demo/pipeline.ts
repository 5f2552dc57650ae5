import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname } from "node:path";
import { createExec, systemClock } from "@deploy-actions/action-kit";
import { ActionError, tail } from "@deploy-actions/kernel";
import { CLI } from "./workspace.ts";

/** What `--json` says at the end of a command, as far as the demo reads it. */
export interface CliReport {
  readonly exitCode: number;
  readonly result?: { readonly outcome: string; readonly reason: string; readonly sentence: string };
  readonly error?: { readonly message: string };
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Where and with what a command runs. */
export interface CommandPlace {
  readonly folder: string;
  /** Besides what a terminal has. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const exec = createExec({ clock: systemClock });
const KILL_AFTER_MS = 15_000;

/** Runs a program of the workspace without showing it; its output is shown when it fails. */
export async function runQuietly(
  argv: readonly string[],
  { folder, env, signal }: CommandPlace,
): Promise<void> {
  const ended = await exec.run({
    argv: [process.execPath, ...argv],
    cwd: folder,
    env: { ...terminalEnv(), ...env },
    signal,
  });
  if (ended.exitCode === 0) return;
  const output = tail(`${ended.stdout}\n${ended.stderr}`, 30);
  throw new ActionError("internal", `node ${argv.join(" ")} ended with ${ended.exitCode}:\n${output}`);
}

/**
 * Runs a command of the bundled command line with its log on `fd` as it comes, also on a terminal. An abort of the
 * signal is passed on as SIGINT, and the command is waited for: it has a candidate to take back.
 */
export async function runShown(
  args: readonly string[],
  { folder, env, signal }: CommandPlace,
  fd: 1 | 2,
): Promise<CliReport> {
  const child = spawn(process.execPath, [CLI, ...args, "--json"], {
    cwd: folder,
    env: { ...terminalEnv(), ...env },
    stdio: ["ignore", "pipe", fd],
  });
  let killer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill("SIGINT");
    killer = setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS);
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  let stdout = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return readReport(stdout, code);
  } finally {
    clearTimeout(killer);
    signal.removeEventListener("abort", stop);
  }
}

function readReport(stdout: string, code: number | null): CliReport {
  try {
    return JSON.parse(stdout) as CliReport;
  } catch (error) {
    throw new ActionError(
      "internal",
      `deploy-actions ended with ${code ?? "a signal"} and without a report.`,
      {
        cause: error,
      },
    );
  }
}

/** What of our environment is a person's at a terminal: under CI the pipeline would take itself for a step. */
function terminalEnv(): Record<string, string> {
  const { PATH = "" } = process.env;
  const kept = [
    "HOME",
    "LANG",
    "LC_ALL",
    "NO_COLOR",
    "SYSTEMROOT",
    "TEMP",
    "TERM",
    "TMPDIR",
    "USER",
    "USERNAME",
  ];
  const given = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // `node` in the policy file is the one that runs the demo.
  return { ...Object.fromEntries(given), PATH: `${dirname(process.execPath)}${delimiter}${PATH}` };
}
