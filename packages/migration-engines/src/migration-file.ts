import { createHash } from "node:crypto";
import { ActionError, nearest } from "@deploy-actions/kernel";
import { tokenizeSql } from "./sql-lexer.ts";
import { placeAt } from "./sql-position.ts";

/** What a migration file holds, read and checked. */
export interface MigrationContent {
  /** Line ends as LF, no byte order mark. */
  readonly sql: string;
  /** SHA-256 of `sql`, hex. */
  readonly checksum: string;
  readonly transactional: boolean;
}

/** Reads the bytes of one migration; a `config` ActionError when they are not text or its directive is misspelt. */
export function readMigrationContent(file: string, bytes: Uint8Array): MigrationContent {
  const sql = decode(file, bytes).replaceAll("\r\n", "\n");
  return {
    sql,
    checksum: createHash("sha256").update(sql, "utf8").digest("hex"),
    transactional: !hasNoTransactionDirective(file, sql),
  };
}

function decode(file: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ActionError("config", `${file} is not UTF-8 text.`, {
      hint: "Save it as UTF-8 (UTF-16 and Latin-1 are not read).",
      location: { file },
    });
  }
  const nul = text.indexOf("\0");
  if (nul === -1) return text;
  throw new ActionError("config", `${file} holds a NUL character, which PostgreSQL does not take.`, {
    hint: "Save it as UTF-8 text.",
    location: { file, ...placeAt(text, nul) },
  });
}

const DIRECTIVE = /^--\s*deploy-actions:\s*(\S+)\s*$/i;
const NO_TRANSACTION = "no-transaction";

function hasNoTransactionDirective(file: string, sql: string): boolean {
  let isLeading = true;
  let found = false;
  for (const token of tokenizeSql(sql)) {
    if (token.kind === "space") continue;
    if (token.kind !== "comment") {
      isLeading = false;
      continue;
    }
    const word = DIRECTIVE.exec(sql.slice(token.start, token.end))?.[1]?.toLowerCase();
    if (word === undefined || nearest(word, [NO_TRANSACTION]) === undefined) continue;
    const location = { file, ...placeAt(sql, token.start) };
    if (word !== NO_TRANSACTION) {
      throw new ActionError("config", `${file}:${location.line}: unknown directive "${word}".`, {
        hint: `Write "-- deploy-actions: ${NO_TRANSACTION}".`,
        location,
      });
    }
    if (!isLeading) {
      throw new ActionError(
        "config",
        `${file}:${location.line}: the directive ${NO_TRANSACTION} stands behind the first statement.`,
        { hint: "It is about the whole file: put it into the comments at the top.", location },
      );
    }
    found = true;
  }
  return found;
}
