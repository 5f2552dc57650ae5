import { type SqlToken, tokenizeSql } from "./sql-lexer.ts";

/** One statement of a script with the white space and comments before it. */
export interface SqlStatement {
  /** The text as it stands in the script, closing semicolon included. */
  readonly text: string;
  /** Where `text` starts in the script, in UTF-16 code units. */
  readonly offset: number;
  /** Where its first word starts in the script: what a person calls the line of the statement. */
  readonly bodyOffset: number;
  /** Its unquoted words in lower case, at most the first sixteen outside parentheses. */
  readonly words: readonly string[];
  /** Nothing but white space, comments and a semicolon. */
  readonly isBlank: boolean;
}

const KEPT_WORDS = 16;

/**
 * The statements of a script, in order; their texts joined are the script.
 *
 * A semicolon ends a statement as in psql (`psqlscan.l`): not inside quotes, comments or parentheses, and not between
 * BEGIN and END of a `CREATE FUNCTION … BEGIN ATOMIC`.
 */
export function splitStatements(sql: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = [];
  let current = new StatementReader(sql, 0);
  for (const token of tokenizeSql(sql)) {
    if (!current.endsWith(token)) continue;
    statements.push(current.finish(token.end));
    current = new StatementReader(sql, token.end);
  }
  if (current.offset < sql.length) statements.push(current.finish(sql.length));
  return statements;
}

class StatementReader {
  readonly offset: number;
  readonly #sql: string;
  readonly #words: string[] = [];
  #bodyOffset: number | undefined;
  #parentheses = 0;
  #blocks = 0;

  constructor(sql: string, offset: number) {
    this.#sql = sql;
    this.offset = offset;
  }

  /** Takes the next token; true when it is the semicolon that ends this statement. */
  endsWith(token: SqlToken): boolean {
    if (token.kind === "space" || token.kind === "comment") return false;
    if (token.kind === "semicolon" && this.#parentheses === 0 && this.#blocks === 0) return true;
    this.#bodyOffset ??= token.start;
    if (token.kind === "open") this.#parentheses += 1;
    else if (token.kind === "close") this.#parentheses = Math.max(0, this.#parentheses - 1);
    else if (token.kind === "word" && this.#parentheses === 0) this.#takeWord(token);
    return false;
  }

  finish(end: number): SqlStatement {
    const text = this.#sql.slice(this.offset, end);
    const isBlank = this.#bodyOffset === undefined;
    return {
      text,
      offset: this.offset,
      bodyOffset: this.#bodyOffset ?? this.offset,
      words: this.#words,
      isBlank,
    };
  }

  #takeWord(token: SqlToken): void {
    const word = this.#sql.slice(token.start, token.end).toLowerCase();
    if (this.#words.length < KEPT_WORDS) this.#words.push(word);
    if (!this.#isRoutine()) return;
    if (word === "begin") this.#blocks += 1;
    else if (word === "case" && this.#blocks > 0) this.#blocks += 1;
    else if (word === "end" && this.#blocks > 0) this.#blocks -= 1;
  }

  #isRoutine(): boolean {
    return /^create (or replace )?(function|procedure)( |$)/.test(this.#words.join(" "));
  }
}
