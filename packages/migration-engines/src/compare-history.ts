import { compareVersions, versionAfter } from "./migration-name.ts";
import type { MigrationFolder } from "./read-migrations.ts";
import type { AppliedMigration, Migration, MigrationProblem, MigrationStatus } from "./types.ts";

/**
 * Holds folder and history against each other. `historyTable` is the table's quoted name, for the SQL in the advice.
 */
export function compareHistory(
  folder: MigrationFolder,
  applied: readonly AppliedMigration[],
  historyTable: string,
): MigrationStatus {
  const inOrder = applied.toSorted((a, b) => compareVersions(a.version, b.version));
  const newest = inOrder.at(-1);
  const problems: MigrationProblem[] = [...folder.problems];
  const pending: Migration[] = [];
  for (const migration of folder.migrations) {
    const row = applied.find((one) => compareVersions(one.version, migration.version) === 0);
    if (row === undefined) {
      pending.push(migration);
      if (newest !== undefined && compareVersions(migration.version, newest.version) < 0) {
        problems.push(outOfOrder(migration, newest));
      }
    } else if (row.state === "running") {
      problems.push(unfinished(migration.file, row, historyTable));
    } else if (row.checksum !== migration.checksum) {
      problems.push(editedAfterApply(migration, row));
    }
  }
  for (const row of inOrder) {
    if (folder.migrations.some((one) => compareVersions(one.version, row.version) === 0)) continue;
    const file = `${row.version}_${row.name}.sql`;
    problems.push(row.state === "running" ? unfinished(file, row, historyTable) : missingFile(file, row));
  }
  return { applied: inOrder, pending, problems };
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");
}

function outOfOrder(migration: Migration, newest: AppliedMigration): MigrationProblem {
  return {
    reason: "out_of_order",
    file: migration.file,
    sentence: `${migration.file} is not applied, but the later ${newest.version}_${newest.name} is (${day(newest.appliedAt)} UTC).`,
    advice: `Rename it to version ${versionAfter(newest.version)} or later, so that every database applies it in the same order.`,
  };
}

function editedAfterApply(migration: Migration, row: AppliedMigration): MigrationProblem {
  return {
    reason: "edited_after_apply",
    file: migration.file,
    sentence: `${migration.file} was changed after it was applied on ${day(row.appliedAt)} UTC (checksum ${row.checksum.slice(0, 12)} then, ${migration.checksum.slice(0, 12)} now).`,
    advice: "Restore the file as it was applied, and put the change into a new migration.",
  };
}

function missingFile(file: string, row: AppliedMigration): MigrationProblem {
  return {
    reason: "missing_file",
    file,
    sentence: `Migration ${row.version} (${row.name}) was applied on ${day(row.appliedAt)} UTC, but the folder has no file for it.`,
    advice:
      "Restore the file; if this is an older release's checkout, run the migrations from the newest release's.",
  };
}

function unfinished(file: string, row: AppliedMigration, historyTable: string): MigrationProblem {
  const version = `'${row.version.replaceAll("'", "''")}'`;
  return {
    reason: "unfinished",
    file,
    sentence: `${file} was started on ${day(row.appliedAt)} UTC without a transaction and never finished: part of it may be applied.`,
    advice: [
      "Compare the database with the file; SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid; lists half-built indexes (drop them with DROP INDEX CONCURRENTLY).",
      `If everything is there: UPDATE ${historyTable} SET state = 'applied' WHERE version = ${version};`,
      `To run it again from its start: DELETE FROM ${historyTable} WHERE version = ${version};`,
    ].join(" "),
  };
}
