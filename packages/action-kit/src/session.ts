import { join } from "node:path";
import type { Secrets } from "@deploy-actions/kernel";
import type { ActionState, Progress } from "./action.ts";
import type { Host } from "./host.ts";
import type { StepLog } from "./log.ts";
import { type CollectedOutputs, createOutputs } from "./outputs.ts";
import { createLogProgress, createTerminalProgress } from "./progress.ts";
import { appendToCommandFile, formatCommand } from "./runner-commands.ts";
import { isUnderRunner } from "./runner-context.ts";
import { createRunnerLog } from "./runner-log.ts";
import { createScreen } from "./screen.ts";
import { createSecrets } from "./secrets.ts";
import type { ActionSpec } from "./spec.ts";
import { createState } from "./state.ts";
import { createSummary, type FileSummary } from "./summary.ts";
import { createTerminalLog } from "./terminal-log.ts";
import { resolveInWorkspace } from "./workspace-files.ts";
import type { Writer } from "./writer.ts";

/** Where the summary goes when there is no runner, relative to the workspace. */
export const TERMINAL_SUMMARY = ".deploy-actions/summary.md";

/** The places one run writes to: a runner's, or a terminal's. */
export interface Session<S extends ActionSpec> {
  readonly mode: "actions" | "terminal";
  readonly secrets: Secrets;
  readonly log: StepLog;
  readonly progress: Progress;
  readonly outputs: CollectedOutputs<S>;
  readonly state: ActionState;
  readonly summary: FileSummary;
}

/** Opens them. `logTo` takes every line; `showDebug` counts in a terminal, the runner has a switch of its own. */
export function openSession<S extends ActionSpec>(
  spec: S,
  host: Host,
  logTo: Writer,
  showDebug: boolean,
): Session<S> {
  const mode = isUnderRunner(host.env) ? "actions" : "terminal";
  return mode === "actions"
    ? openRunnerSession(spec, host, logTo)
    : openTerminalSession(spec, host, logTo, showDebug);
}

function openRunnerSession<S extends ActionSpec>(spec: S, host: Host, logTo: Writer): Session<S> {
  const { env, random, clock } = host;
  const secrets = createSecrets((line) => logTo.write(`${formatCommand("add-mask", {}, line)}\n`));
  const log = createRunnerLog({ out: logTo, secrets, random });
  const toFile =
    (variable: string) =>
    (name: string, value: string): void => {
      const path = env[variable] ?? "";
      if (path === "") log.warning(`"${name}" is lost: ${variable} is not set.`);
      else appendToCommandFile(path, name, value, random.id());
    };
  return {
    mode: "actions",
    secrets,
    log,
    progress: createLogProgress(log, clock),
    outputs: createOutputs(spec, secrets, toFile("GITHUB_OUTPUT")),
    state: createState(env, secrets, toFile("GITHUB_STATE")),
    summary: createSummary(secrets, () => env.GITHUB_STEP_SUMMARY || undefined),
  };
}

function openTerminalSession<S extends ActionSpec>(
  spec: S,
  host: Host,
  logTo: Writer,
  showDebug: boolean,
): Session<S> {
  const { env, clock, cwd } = host;
  const secrets = createSecrets();
  const screen = createScreen(logTo);
  const log = createTerminalLog({ screen, secrets, env, showDebug });
  return {
    mode: "terminal",
    secrets,
    log,
    progress: logTo.isTty ? createTerminalProgress(screen, secrets, log) : createLogProgress(log, clock),
    outputs: createOutputs(spec, secrets, () => {}),
    state: createState({}, secrets, () => {}),
    // The workspace may be a stranger's: its `.deploy-actions` could be a link to somewhere else.
    // It is the last run's: nobody empties the file between two of them.
    summary: createSummary(secrets, () => resolveInWorkspace(cwd, join(TERMINAL_SUMMARY)), "replaced"),
  };
}
