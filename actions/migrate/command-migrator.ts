import type { ActionContext } from "@deploy-actions/action-kit";
import type { Evidence, Verdict } from "@deploy-actions/conditions";
import type { EcsTaskRunner } from "@deploy-actions/deploy-config";
import { ActionError, formatDuration, plural, printable } from "@deploy-actions/kernel";
import { type EcsCommandResult, type EcsTaskResult, runEcsTask } from "@deploy-actions/migration-engines";
import { openAccess } from "../common/access.ts";
import { takeBackup } from "./backup.ts";
import { type MigrateRequest, type MigrationStep, type Migrator, releaseName } from "./migrator.ts";

const LONGEST_NAME = 200;

/** Commands as one-off ECS tasks: whether they find anything to do, only they know, so all of them count as pending. */
export function createCommandMigrator(
  context: ActionContext,
  request: MigrateRequest,
  runOn: EcsTaskRunner,
): Migrator {
  refuseOpenRelease(runOn);
  const name = (command: readonly string[]): string => nameOf(context, command);
  const pending = runOn.commands.map(
    (command): MigrationStep => ({
      name: name(command),
      file: "",
      how: `ECS task in ${runOn.cluster}`,
      sql: undefined,
    }),
  );
  return {
    plan: async () => {
      const list = pending.map((step) => step.name).join("; ");
      const sentence = `${plural(pending.length, "command")} would run as an ECS task in ${runOn.cluster}: ${list}`;
      return {
        verdict: { outcome: "pass", reason: "pending", sentence, evidence: [] },
        pending,
        applied: [],
        snapshot: undefined,
      };
    },
    apply: async (signal) => {
      const snapshot = await takeBackup(context, request, signal);
      const result = await runCommands(context, request, runOn, signal);
      const done = result.commands.filter((command) => command.exitCode === 0 && !command.timedOut);
      const applied = done.map(({ command }) => name(command));
      return { verdict: verdictOf(result, name), pending, applied, snapshot };
    },
    close: async () => undefined,
  };
}

async function runCommands(
  context: ActionContext,
  { policy, release }: MigrateRequest,
  runOn: EcsTaskRunner,
  signal: AbortSignal,
): Promise<EcsTaskResult> {
  const { http, clock, secrets, log } = context;
  const { service, environment } = policy;
  const access = await openAccess(context, policy).aws(runOn.region);
  return runEcsTask(
    {
      access,
      http,
      clock,
      secrets,
      task: runOn,
      key: `${service}/${environment}/${releaseName(context, release)}`,
      onLine: (line) => log.foreign(line),
      onProgress: (text) => log.info(text),
    },
    signal,
  );
}

function verdictOf(
  { commands, failure }: EcsTaskResult,
  name: (command: readonly string[]) => string,
): Verdict {
  const evidence = commands.map((result, index): Evidence => {
    const isFailed = failure !== undefined && index === commands.length - 1;
    return {
      name: name(result.command),
      outcome: isFailed ? "fail" : "pass",
      reason: isFailed ? "command_failed" : "passed",
      required: "exit code 0",
      found: foundOf(result),
      advice: isFailed ? failure.hint : "",
      sources: [result.taskArn],
    };
  });
  if (failure !== undefined) {
    return { outcome: "fail", reason: "command_failed", sentence: printable(failure.text), evidence };
  }
  const sentence = `${plural(commands.length, "command")} run in an ECS task (${commands.map(({ command }) => name(command)).join("; ")})`;
  return { outcome: "pass", reason: "applied", sentence, evidence };
}

function foundOf({ exitCode, timedOut, stoppedReason, durationMs, logsMissing }: EcsCommandResult): string {
  const code = exitCode === undefined ? "no exit code" : `exit code ${exitCode}`;
  return [
    `${timedOut ? "stopped for taking too long" : code} after ${formatDuration(durationMs)}`,
    stoppedReason,
    logsMissing === undefined ? "" : `no output: ${logsMissing}`,
  ]
    .filter((text) => text !== "")
    .map(printable)
    .join("; ");
}

function nameOf({ secrets }: ActionContext, command: readonly string[]): string {
  return printable(secrets.redact(command.join(" "))).slice(0, LONGEST_NAME);
}

/** A placeholder that nobody filled in would be taken for a tag. */
function refuseOpenRelease({ image, commands }: EcsTaskRunner): void {
  const open = [image ?? "", ...commands.flat()].find((text) => /\$\{(?:release|commit)\}/.test(text));
  if (open === undefined) return;
  throw new ActionError("input", `migrate.run-on names a release in "${open}", and none is given.`, {
    hint: "Give the input `release`.",
  });
}
