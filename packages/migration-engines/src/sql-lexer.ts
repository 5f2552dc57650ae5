/** What a stretch of SQL text is, as far as finding the ends of statements needs to know. */
export type SqlTokenKind =
  | "space"
  | "comment"
  /** A literal of any quoting: `'…'`, `E'…'`, `$tag$…$tag$`. */
  | "string"
  | "quoted-name"
  | "word"
  | "open"
  | "close"
  | "semicolon"
  | "other";

/** A stretch of SQL text; `end` is exclusive. Offsets are UTF-16 code units. */
export interface SqlToken {
  readonly kind: SqlTokenKind;
  readonly start: number;
  readonly end: number;
}

const SPACE = /[\s\ufeff]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const NUMBER = /[0-9]+/y;
// PostgreSQL joins literals with only white space that has a line end between them; the second has no prefix of its own
// but is read by the rules of the first (manual §4.1.2.1).
const CONTINUATION = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:\s|--[^\n\r]*[\n\r])*'/y;

/**
 * The tokens of a script in PostgreSQL's lexical rules (standard_conforming_strings on), gapless from 0 to its end.
 * Text that is cut off inside a quote or comment becomes one token up to the end.
 */
export function* tokenizeSql(sql: string): Generator<SqlToken> {
  let start = 0;
  while (start < sql.length) {
    const [kind, end] = tokenAt(sql, start);
    yield { kind, start, end };
    start = end;
  }
}

function tokenAt(sql: string, at: number): readonly [SqlTokenKind, number] {
  const char = sql[at];
  const pair = sql.slice(at, at + 2);
  if (pair === "--") return ["comment", matchEnd(LINE_COMMENT, sql, at) ?? at + 2];
  if (pair === "/*") return ["comment", blockCommentEnd(sql, at)];
  if (char === "'") return ["string", quoteEnd(sql, at, "'")];
  if (pair === "e'" || pair === "E'") return ["string", escapeStringEnd(sql, at + 1)];
  if (char === '"') return ["quoted-name", quoteEnd(sql, at, '"')];
  if (char === "(") return ["open", at + 1];
  if (char === ")") return ["close", at + 1];
  if (char === ";") return ["semicolon", at + 1];
  if (char === "$") {
    const bodyStart = matchEnd(DOLLAR_TAG, sql, at);
    if (bodyStart !== undefined) return ["string", after(sql, sql.slice(at, bodyStart), bodyStart)];
  }
  const space = matchEnd(SPACE, sql, at);
  if (space !== undefined) return ["space", space];
  const word = matchEnd(WORD, sql, at);
  if (word !== undefined) return ["word", word];
  return ["other", matchEnd(NUMBER, sql, at) ?? at + 1];
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The offset behind the next `mark` at or after `from`, or the end of the text. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

/** A doubled quote needs no rule here: it reads as two neighbouring literals, which ends at the same place. */
function quoteEnd(sql: string, at: number, quote: string): number {
  return after(sql, quote, at + 1);
}

function escapeStringEnd(sql: string, at: number): number {
  let index = at + 1;
  while (index < sql.length) {
    const char = sql[index];
    if (char === "\\") index += 2;
    else if (char !== "'") index += 1;
    else if (sql[index + 1] === "'") index += 2;
    else {
      const continued = matchEnd(CONTINUATION, sql, index + 1);
      if (continued === undefined) return index + 1;
      index = continued;
    }
  }
  return sql.length;
}

/** Block comments nest in PostgreSQL, unlike in the standard. */
function blockCommentEnd(sql: string, at: number): number {
  let depth = 0;
  let index = at;
  while (index < sql.length) {
    const pair = sql.slice(index, index + 2);
    if (pair === "/*") depth += 1;
    else if (pair === "*/") depth -= 1;
    else {
      index += 1;
      continue;
    }
    index += 2;
    if (depth === 0) return index;
  }
  return sql.length;
}
