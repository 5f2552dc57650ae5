import { printable, truncateUtf8 } from "@deploy-actions/kernel";
import { tokenizeSql } from "./sql-lexer.ts";

/** A statement on one line with its literals hidden (they are people's data), at most `maxBytes` long. */
export function redactSql(sql: string, maxBytes: number): string {
  let line = "";
  for (const token of tokenizeSql(sql)) {
    const text = sql.slice(token.start, token.end);
    if (token.kind === "space" || token.kind === "comment") line += " ";
    else if (token.kind === "string") line += "'…'";
    else line += /^\d+$/.test(text) ? "?" : text;
  }
  return truncateUtf8(printable(line.replace(/ +/g, " ").trim()), maxBytes);
}
