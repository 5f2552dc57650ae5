import { splitStatements } from "./split-statements.ts";
import { placeAt } from "./sql-position.ts";
import type { Migration, MigrationProblem } from "./types.ts";

const CONTROL = new Set(["begin", "commit", "end", "abort"]);

/** The statements that would end or nest the engine's own transaction, one problem each. */
export function findTransactionControl(migration: Migration): readonly MigrationProblem[] {
  if (!migration.transactional) return [];
  return splitStatements(migration.sql).flatMap(({ words, bodyOffset }) => {
    const [first = "", second = ""] = words;
    const isControl =
      CONTROL.has(first) ||
      (first === "start" && second === "transaction") ||
      (first === "prepare" && second === "transaction") ||
      (first === "rollback" && !words.slice(1, 3).includes("to"));
    if (!isControl) return [];
    const { line } = placeAt(migration.sql, bodyOffset);
    return [
      {
        reason: "transaction_control" as const,
        file: migration.file,
        sentence: `${migration.file}:${line}: ${first.toUpperCase()} inside a file that is already applied as one transaction.`,
        advice:
          'Remove it: the file and its history row are committed together. Write "-- deploy-actions: no-transaction" at the top if its statements must not share a transaction.',
      },
    ];
  });
}
