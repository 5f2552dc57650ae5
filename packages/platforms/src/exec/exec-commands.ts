import { ActionError, type Clock, type Exec, formatDuration, printable, tail } from "@deploy-actions/kernel";
import type { ExecTarget, Release } from "@deploy-actions/rollout";
import { type ExecObservation, parseExecObservation } from "./exec-observation.ts";

/** What the commands of an exec target need. */
export interface ExecPlatformOptions {
  readonly target: ExecTarget;
  readonly exec: Exec;
  /** Name of the environment, for ENVIRONMENT. */
  readonly environment: string;
  /** The runner's environment; of it only PATH, HOME and `target.passEnv` reach a command. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Folder the commands run in; the process's own when left out. */
  readonly workspace?: string;
}

/** The commands of an exec target. */
export type ExecCommandName = "observe" | "set-weight" | "promote" | "abort" | "restore";

/** What a command is told in its environment. */
export interface CommandFacts {
  readonly release?: Release;
  readonly weight?: number;
  readonly revision?: string;
  readonly stable?: string;
}

/** Runs `observe` and reads what it printed; rejects with `remote` when it fails, hangs or prints something else. */
export async function runObserve(
  options: ExecPlatformOptions,
  signal: AbortSignal,
): Promise<ExecObservation> {
  const argv = options.target.observe;
  const output = await runCommand(options, "observe", argv, {}, signal);
  const result = parseExecObservation(output);
  if (result.ok) return result.observation;
  throw new ActionError("remote", `The observe command ${showArgv(argv)}: ${result.problem}`, {
    hint: 'It prints one JSON object such as {"stable":{"version":"1.4.1"},"candidate":null,"weight":0}, and nothing else, to its standard output.',
  });
}

/** Runs one command and gives its standard output; rejects with `remote` when it does not end in time with exit code 0. */
export async function runCommand(
  options: ExecPlatformOptions,
  name: ExecCommandName,
  argv: readonly string[],
  facts: CommandFacts,
  signal: AbortSignal,
): Promise<string> {
  const { target, exec, workspace } = options;
  const result = await exec.run({
    argv,
    env: commandEnv(options, facts),
    timeoutMs: target.timeoutMs,
    ...(workspace === undefined ? {} : { cwd: workspace }),
    signal,
  });
  const what = `The ${name} command ${showArgv(argv)}`;
  const stderr = tail(result.stderr, 10)
    .split("\n")
    .map((line) => printable(line))
    .join("\n");
  const told = stderr === "" ? "It wrote nothing to stderr." : `stderr ends with:\n${stderr}`;
  if (result.timedOut) {
    const limit = formatDuration(target.timeoutMs);
    throw new ActionError("remote", `${what} did not end within ${limit} and was killed. ${told}`, {
      hint: "What it had begun may be half done: look at the platform before running again.",
    });
  }
  if (result.exitCode !== 0) {
    const end = result.exitCode === null ? "was killed" : `ended with exit code ${result.exitCode}`;
    throw new ActionError("remote", `${what} ${end}. ${told}`);
  }
  if (name === "observe" && result.truncated) {
    throw new ActionError("remote", `${what} printed too much, expected one JSON object`);
  }
  return result.stdout;
}

function commandEnv(options: ExecPlatformOptions, facts: CommandFacts): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of ["PATH", "HOME", ...options.target.passEnv]) {
    const value = options.env[name];
    if (value !== undefined) env[name] = value;
  }
  // Always there, empty when not known: a script under `set -u` must not fail on what it does not use.
  return {
    ...env,
    ENVIRONMENT: options.environment,
    RELEASE: facts.release?.version ?? "",
    COMMIT: facts.release?.commit ?? "",
    ARTIFACT: facts.release?.artifact ?? "",
    WEIGHT: facts.weight === undefined ? "" : String(facts.weight),
    REVISION: facts.revision ?? "",
    STABLE: facts.stable ?? "",
  };
}

function showArgv(argv: readonly string[]): string {
  const shown = argv.map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part))).join(" ");
  return `\`${printable(shown).slice(0, 200)}\``;
}
