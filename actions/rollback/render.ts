import { formatDuration, inlineCode, joinMarkdown, type Markdown, md } from "@deploy-actions/kernel";
import { evidenceTable, factsTable, verdictHeading } from "../common/render.ts";
import type { RollbackResult } from "./execute.ts";
import type { RollbackPlan } from "./plan-rollback.ts";

/** The plan of a rollback: what would happen, and what it does not undo. */
export function renderPlan(plan: RollbackPlan, subject: string, reason: string): Markdown {
  return joinMarkdown([md`## Rollback plan (${subject})`, facts(plan, reason), migrationsNote(plan)]);
}

/** The summary of a rollback that was carried out. */
export function renderRollback(
  result: RollbackResult,
  plan: RollbackPlan,
  subject: string,
  reason: string,
): Markdown {
  return joinMarkdown([
    verdictHeading("Rollback", result.verdict, subject),
    md`${result.verdict.sentence}.`,
    facts(plan, reason, formatDuration(result.tookMs)),
    migrationsNote(plan),
    evidenceTable(result.verdict.evidence),
  ]);
}

function facts(plan: RollbackPlan, reason: string, took?: string): Markdown {
  const how = {
    abort: "the rollout is aborted: all traffic goes back to stable, the candidate is removed",
    restore:
      "the earlier release is started beside the current one, gets all traffic when it is ready, then the current one is stopped",
    none: "nothing: it is stable already",
  }[plan.act];
  return factsTable([
    ["from", plan.from],
    ["to", plan.to.version],
    ["known to be good", plan.basis],
    ["how", how],
    ["reason", reason],
    ["took", took],
  ]);
}

function migrationsNote(plan: RollbackPlan): Markdown | undefined {
  if (plan.migrationsThatStay.length === 0 && plan.snapshot === undefined) return undefined;
  const snapshot =
    plan.snapshot === undefined
      ? md``
      : md` The snapshot ${inlineCode(plan.snapshot.id)} was taken before the first of them; restoring it is a decision of its own (inputs ${inlineCode("restore-snapshot")} and ${inlineCode("restore-approval")} of the rollback action).`;
  const stay = plan.migrationsThatStay.length === 0 ? "what was applied" : plan.migrationsThatStay.join(", ");
  return md`The database is not rolled back. Migrations applied since ${inlineCode(plan.to.version)} stay: ${stay}.${snapshot}`;
}
