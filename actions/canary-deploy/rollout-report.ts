import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ActionContext, resolveInWorkspace } from "@deploy-actions/action-kit";
import { errorMessage } from "@deploy-actions/kernel";
import type { RolloutHistory } from "@deploy-actions/rollout-report";

/**
 * Writes the report of a rollout beside the run's records (in a terminal below `.deploy-actions/`): the page, and the history
 * it shows as JSON. Gives the path of the page; a failure is said and changes nothing.
 */
export async function writeReport(
  { runner, log, secrets }: ActionContext,
  deploymentId: string,
  history: RolloutHistory,
): Promise<string | undefined> {
  try {
    const { renderRolloutReport } = await import("@deploy-actions/rollout-report");
    const name = deploymentId.replace(/[^\w-]/g, "_");
    const folder =
      runner.mode === "actions"
        ? join(runner.temp, "deploy-actions", "reports", name)
        : resolveInWorkspace(runner.workspace, join(".deploy-actions", "reports", name));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "deploy-report.html");
    writeFileSync(path, secrets.redact(renderRolloutReport(history)));
    writeFileSync(join(folder, "deploy-report.json"), `${secrets.redact(JSON.stringify(history))}\n`);
    return path;
  } catch (error) {
    log.warning(`The report of the rollout was not written: ${errorMessage(error)}`);
    return undefined;
  }
}
