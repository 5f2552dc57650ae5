import { codeBlock, details, joinMarkdown, type Markdown, md, table } from "@deploy-actions/kernel";
import { evidenceTable, verdictHeading } from "../common/render.ts";
import type { MigrationRun } from "./run-migrations.ts";

/** The summary of a migration phase: verdict, problems, then each pending file with its SQL. */
export function renderMigrations(run: MigrationRun, subject: string): Markdown[] {
  const { status, applied, verdict } = run;
  const done = new Set(applied.map((item) => item.version));
  const rows = status.pending.map((item) => [
    item.version,
    item.file,
    item.transactional ? "one transaction" : "no transaction",
    done.has(item.version) ? "applied" : "pending",
  ]);
  const list = rows.length === 0 ? undefined : table(["version", "file", "how", "state"], rows);
  const head = joinMarkdown([
    verdictHeading("Migrations", verdict, subject),
    md`${verdict.sentence}.`,
    evidenceTable(verdict.evidence),
    list,
  ]);
  return [head, ...status.pending.map((item) => details(item.file, codeBlock(item.sql, "sql")))];
}
