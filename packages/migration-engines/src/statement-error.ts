import { ActionError, type ErrorCode, formatDuration, printable, truncateUtf8 } from "@deploy-actions/kernel";
import type { DatabaseError } from "./database.ts";
import type { SqlStatement } from "./split-statements.ts";
import { offsetOfPosition, placeAt } from "./sql-position.ts";
import type { ApplyLimits, Migration } from "./types.ts";

const MAX_FOREIGN_BYTES = 600;

/** What is known about a failed statement beside the database's answer. */
export interface FailedStatement {
  readonly migration: Migration;
  /** Absent when the COMMIT failed. */
  readonly statement: SqlStatement | undefined;
  readonly limits: ApplyLimits;
  /** What of the file is applied now, as a sentence. */
  readonly outcome: string;
  /** Sessions found in the way after a lock time-out. */
  readonly blockers: readonly string[];
  readonly redact: (text: string) => string;
}

/** A failed statement as an error for a person: file, line, column, the database's words and what they mean. */
export function explainStatementError(error: DatabaseError, failed: FailedStatement): ActionError {
  const { migration, statement, outcome } = failed;
  const place = placeOf(error, migration, statement);
  const where =
    statement === undefined
      ? `${migration.file}: at COMMIT`
      : `${migration.file}:${place.line}:${place.column}`;
  const { code, sentence, hint } = meaning(error, failed);
  const state = error.sqlState === undefined ? "" : ` (SQLSTATE ${error.sqlState})`;
  const foreign = (text: string): string => truncateUtf8(printable(failed.redact(text)), MAX_FOREIGN_BYTES);
  const message = [
    `${where}: ${sentence ?? foreign(error.message)}${state}.`,
    error.detail === undefined ? "" : `Detail: ${foreign(error.detail)}`,
    error.hint === undefined ? "" : `The database's hint: ${foreign(error.hint)}`,
    failed.blockers.length === 0 ? "" : `In the way: ${failed.blockers.map(failed.redact).join("; ")}.`,
    outcome,
  ];
  return new ActionError(code, message.filter((part) => part !== "").join(" "), {
    ...(hint === undefined ? {} : { hint }),
    location: { file: migration.file, ...place },
    cause: new Error(foreign(error.message)),
  });
}

function placeOf(
  error: DatabaseError,
  migration: Migration,
  statement: SqlStatement | undefined,
): { readonly line: number; readonly column: number } {
  if (statement === undefined) return { line: 1, column: 1 };
  const offset =
    error.position === undefined
      ? statement.bodyOffset
      : statement.offset + offsetOfPosition(statement.text, error.position);
  return placeAt(migration.sql, offset);
}

interface Meaning {
  readonly code: ErrorCode;
  /** Said in place of the database's words. */
  readonly sentence?: string;
  readonly hint?: string;
}

function meaning(error: DatabaseError, { statement, limits, migration }: FailedStatement): Meaning {
  const relation = statement === undefined ? undefined : lockedRelation(statement);
  switch (error.sqlState) {
    case undefined:
      return {
        code: "remote",
        sentence: `the connection to the database broke (${error.message})`,
        hint: "Run this step again: it goes on from what is recorded as applied.",
      };
    case "55P03":
      return {
        code: "conflict",
        sentence: `another session holds a lock on ${relation ?? "what this statement needs"}, and did not free it within ${formatDuration(limits.lockTimeoutMs)}`,
        hint: "Try again at a quieter time, or end the session that holds the lock; while a migration waits longer, everything behind it waits too.",
      };
    case "57014":
      return {
        code: "config",
        sentence: `the statement did not end within ${formatDuration(limits.statementTimeoutMs)} (statement time-out) and was cancelled`,
        hint: "Make it smaller (batches, NOT VALID and a later VALIDATE, CREATE INDEX CONCURRENTLY), or raise the statement time-out for this run.",
      };
    case "40P01":
      return {
        code: "conflict",
        sentence: "it was chosen to end a deadlock with another session",
        hint: "Try again at a quieter time.",
      };
    case "25001":
      return {
        code: "config",
        hint: migration.transactional
          ? 'Put it into a file of its own that starts with "-- deploy-actions: no-transaction".'
          : "It cannot run in a transaction: remove the BEGIN before it.",
      };
    case "25006":
      return { code: "config", hint: "This server is read-only (a replica?): use the URL of the primary." };
    case "42501":
      return { code: "permission", hint: "Grant the role of the database URL what the statement needs." };
    default:
      return error.sqlState.startsWith("08") || error.sqlState.startsWith("57P")
        ? { code: "remote", hint: "Run this step again: it goes on from what is recorded as applied." }
        : syntaxMeaning(error, statement);
  }
}

function syntaxMeaning(error: DatabaseError, statement: SqlStatement | undefined): Meaning {
  if (error.sqlState === "42601" && /near "\\"/.test(error.message)) {
    return {
      code: "config",
      hint: "Lines that start with a backslash are psql's own and not SQL: remove them.",
    };
  }
  if (statement?.words[0] === "copy") {
    return { code: "config", hint: "COPY … FROM stdin has no data here: write INSERT statements." };
  }
  return { code: "config" };
}

/** The table (or index) a statement waits for, as written; `undefined` when the words do not tell. */
export function lockedRelation(statement: SqlStatement): string | undefined {
  const body = statement.text.slice(statement.bodyOffset - statement.offset);
  const name = '((?:"[^"]+"|[\\w$]+)(?:\\.(?:"[^"]+"|[\\w$]+))?)';
  const patterns = [
    `^(?:alter|drop|lock|truncate)\\s+(?:table|index|view)?\\s*(?:if\\s+exists\\s+)?(?:only\\s+)?${name}`,
    `^create\\s+(?:unique\\s+)?index\\b[^;]*?\\son\\s+(?:only\\s+)?${name}`,
    `^(?:update|delete\\s+from|insert\\s+into|cluster|vacuum)\\s+(?:only\\s+)?${name}`,
    `^(?:create|drop)\\s+(?:constraint\\s+)?trigger\\b[^;]*?\\son\\s+${name}`,
  ];
  for (const pattern of patterns) {
    const found = new RegExp(pattern, "i").exec(body)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
