import {
  codeBlock,
  details,
  inlineCode,
  joinMarkdown,
  type Markdown,
  md,
  table,
} from "@deploy-actions/kernel";
import { evidenceTable, verdictHeading } from "../common/render.ts";
import type { MigrationRun } from "./migrator.ts";

/** The summary of a migration phase: verdict, problems, then each pending file with its SQL. */
export function renderMigrations(run: MigrationRun, subject: string): Markdown[] {
  const { pending, applied, snapshot, verdict } = run;
  const done = new Set(applied);
  const rows = pending.map(({ name, file, how }) => [
    name,
    file,
    how,
    done.has(name) ? "applied" : "pending",
  ]);
  const head = joinMarkdown([
    verdictHeading("Migrations", verdict, subject),
    md`${verdict.sentence}.`,
    evidenceTable(verdict.evidence),
    snapshot === undefined
      ? undefined
      : md`Snapshot of ${snapshot.source} before it: ${inlineCode(snapshot.id)} (${snapshot.kind} in ${snapshot.region}).`,
    rows.length === 0 ? undefined : table(["what", "file", "how", "state"], rows),
  ]);
  const files = pending.flatMap(({ file, sql }) =>
    sql === undefined ? [] : [details(file, codeBlock(sql, "sql"))],
  );
  return [head, ...files];
}
