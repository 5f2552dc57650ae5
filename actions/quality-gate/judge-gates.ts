import { createReadStream } from "node:fs";
import { join } from "node:path";
import { type ActionContext, findFiles } from "@deploy-actions/action-kit";
import {
  type Condition,
  type Evidence,
  formatCondition,
  judge,
  type Verdict,
} from "@deploy-actions/conditions";
import type { GatePolicy } from "@deploy-actions/deploy-config";
import { ActionError, errorMessage, formatDuration, plural, tail } from "@deploy-actions/kernel";
import {
  judgeProblem,
  judgeReport,
  mergeReports,
  type ReportKind,
  type ReportModels,
  readReport,
} from "@deploy-actions/reports";
import { childEnv } from "../common/child-env.ts";

/**
 * Asks every gate, one after the other, and gives the one verdict of all of them. `askImage`: the image of the release, asked
 * as the last of them.
 */
export async function judgeGates(
  context: ActionContext,
  gates: readonly GatePolicy[],
  askImage?: () => Promise<Evidence>,
): Promise<Verdict> {
  const evidence: Evidence[] = [];
  for (const gate of gates) {
    const found = await context.log.group(`gate ${gate.name}`, async () => {
      const item =
        gate.kind === "command"
          ? await askCommand(context, gate)
          : await askReports(context, gate, gate.kind);
      context.log.info(`${item.outcome}: found ${item.found}, required ${item.required}`);
      return item;
    });
    evidence.push(found);
  }
  if (askImage !== undefined) evidence.push(await context.log.group("gate image", askImage));
  return judge(evidence, "gates");
}

async function askReports(context: ActionContext, gate: GatePolicy, kind: ReportKind): Promise<Evidence> {
  const { workspace } = context.runner;
  const condition = gate.require;
  if (condition === undefined) {
    throw new ActionError("internal", `Gate ${gate.name} reads reports but has no condition.`);
  }
  const files = findFiles(workspace, gate.reports);
  const missing = missingReports(gate, condition, files);
  if (missing !== undefined) return missing;
  return judgeFiles(context, gate.name, kind, condition, files);
}

async function judgeFiles<K extends ReportKind>(
  context: ActionContext,
  name: string,
  kind: K,
  condition: Condition,
  files: readonly string[],
): Promise<Evidence> {
  const { workspace } = context.runner;
  const models: ReportModels[K][] = [];
  for (const file of files) {
    context.log.debug(`reads ${file}`);
    const result = await readReport(kind, createReadStream(join(workspace, file)), file, {
      root: workspace,
    }).catch((error: unknown) => {
      throw new ActionError("config", `${file} cannot be read: ${errorMessage(error)}.`, { cause: error });
    });
    // One unreadable file of several hides what it would have said: the gate does not judge the rest.
    if (!result.ok) return judgeProblem(result.problem, condition, name, files);
    models.push(result.report);
  }
  return judgeReport(kind, mergeReports(kind, models), condition, name, files);
}

function missingReports(
  gate: GatePolicy,
  condition: Condition,
  files: readonly string[],
): Evidence | undefined {
  if (files.length >= gate.expectFiles && files.length > 0) return undefined;
  const wanted = gate.reports.join(", ");
  return {
    name: gate.name,
    outcome: "inconclusive",
    reason: files.length === 0 ? "report_missing" : "report_files_missing",
    required:
      gate.expectFiles > 1
        ? `${formatCondition(condition)} in ${plural(gate.expectFiles, "report file")}`
        : formatCondition(condition),
    found: files.length === 0 ? "no report" : plural(files.length, "report file"),
    advice:
      files.length === 0
        ? `nothing matches ${wanted}: does the step that writes the report run, and is its artifact downloaded here?`
        : `${plural(gate.expectFiles - files.length, "file")} of ${wanted} missing: a shard that wrote no report is not a pass`,
    sources: files,
  };
}

async function askCommand(context: ActionContext, gate: GatePolicy): Promise<Evidence> {
  const { exec, log, runner, signal } = context;
  const shown = gate.run.join(" ");
  const base = { name: gate.name, required: "exit code 0", sources: [shown] };
  try {
    const result = await exec.run({
      argv: gate.run,
      cwd: runner.workspace,
      env: childEnv(runner),
      timeoutMs: gate.timeoutMs,
      signal,
    });
    log.foreign(tail(`${result.stdout}\n${result.stderr}`, 40));
    if (result.timedOut) {
      const found = `no end within ${formatDuration(gate.timeoutMs)}`;
      return {
        ...base,
        outcome: "inconclusive",
        reason: "command_timed_out",
        found,
        advice: "raise timeout, or find what hangs",
      };
    }
    if (result.exitCode === 0)
      return { ...base, outcome: "pass", reason: "ok", found: "exit code 0", advice: "" };
    const last = tail(result.stderr === "" ? result.stdout : result.stderr, 1).slice(0, 200);
    return {
      ...base,
      outcome: "fail",
      reason: "command_failed",
      found: `exit code ${result.exitCode ?? "none (killed)"}`,
      advice: last,
    };
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== "config") throw error;
    return {
      ...base,
      outcome: "inconclusive",
      reason: "command_not_started",
      found: error.message,
      advice: error.hint ?? "",
    };
  }
}
