import { spawn } from "node:child_process";
import { entryFile } from "./door.ts";

/** What a command line left behind. */
export interface CommandLineResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `--json` prints. */
export interface CommandLineReport {
  readonly outcome?: string;
  readonly reason?: string;
  readonly sentence?: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Runs `deploy-actions <argv>` of the bundle in a folder, as a person does in a terminal. */
export function runCommandLine(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<CommandLineResult> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [entryFile("cli"), ...argv], {
    cwd: options.cwd,
    env: { PATH, HOME, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
