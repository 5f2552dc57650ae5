import { nearest } from "@deploy-actions/kernel";
import { parseComparison } from "./comparison.ts";
import type { Condition, ConditionProblem, ConditionResult, Severity } from "./condition.ts";
import { Cursor } from "./cursor.ts";
import { ConditionSyntaxError } from "./syntax-error.ts";
import { tokenize } from "./tokenize.ts";

const MAX_LENGTH = 200;
const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];
const FINDING_NOUNS = ["issues", "issue", "severity", "findings", "finding", "vulnerabilities"];
const EXAMPLES = [">= 80%", "<= 200ms_p95", "no_critical_issues", "100%_pass_rate", "3 consecutive failures"];

/**
 * The condition a text says, or what is wrong with it and where.
 *
 * Words in any case; space, `_` and `-` between words are the same. Comparisons: `[subject] [pNN] operator number[unit]`
 * with an optional `_pNN` or `of baseline` after it. Phrases: `no_<severity>_issues`, `99.5%_pass_rate`,
 * `3 consecutive failures`.
 */
export function parseCondition(text: string): ConditionResult {
  try {
    if (text.length > MAX_LENGTH) {
      throw new ConditionSyntaxError({
        read: `${text.slice(0, 20)}…`,
        expected: `a condition of at most ${MAX_LENGTH} characters`,
        offset: MAX_LENGTH,
      });
    }
    return { ok: true, condition: readCondition(new Cursor(text, tokenize(text)), text.trim()) };
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** The problem as one sentence without a full stop, for a message: what was read, where, what was expected. */
export function explainConditionProblem(text: string, problem: ConditionProblem): string {
  const near = problem.nearest === undefined ? "" : `. Did you mean "${problem.nearest}"?`;
  const read = problem.read === "the end" ? problem.read : `"${problem.read}"`;
  return `"${text}" is not a condition: read ${read} at character ${problem.offset + 1}, expected ${problem.expected}${near}`;
}

function readCondition(cursor: Cursor, text: string): Condition {
  const first = cursor.peek();
  if (first === undefined) return cursor.stop(`a condition such as ${EXAMPLES.join(", ")}`);
  if (cursor.accept("word", "no") !== undefined) return readNoFindings(cursor, text);
  if (first.kind === "number") return readPhraseWithNumber(cursor, text);
  return parseComparison(cursor, text);
}

function readNoFindings(cursor: Cursor, text: string): Condition {
  const word = cursor.take("word", `a severity: ${SEVERITIES.join(", ")}`);
  const atLeast = SEVERITIES.find((severity) => severity === word.text);
  if (atLeast === undefined) {
    return cursor.stopAt(word, `a severity: ${SEVERITIES.join(", ")}`, nearest(word.text, SEVERITIES));
  }
  const expected = `"issues" or "severity" after "no_${atLeast}"`;
  const noun = cursor.take("word", expected);
  if (!FINDING_NOUNS.includes(noun.text)) cursor.stopAt(noun, expected, nearest(noun.text, FINDING_NOUNS));
  cursor.end("nothing more");
  return { kind: "no-findings", text, atLeast };
}

function readPhraseWithNumber(cursor: Cursor, text: string): Condition {
  const number = cursor.take("number", "a number");
  const isPercent = cursor.accept("percent-sign") !== undefined;
  const word = cursor.peek();
  if (isPercent && word?.kind === "word") {
    readWords(cursor, ["pass", "rate"]);
    cursor.end("nothing more");
    if (number.value > 100) cursor.stopAt(number, "a pass rate of at most 100%");
    return { kind: "pass-rate", text, percent: number.value };
  }
  if (!isPercent && word?.kind === "word" && nearest(word.text, ["consecutive"]) !== undefined) {
    readWords(cursor, ["consecutive"]);
    if (cursor.accept("word", "failure") === undefined) readWords(cursor, ["failures"]);
    cursor.end("nothing more");
    if (!Number.isInteger(number.value) || number.value < 1) {
      cursor.stopAt(number, "a whole number of failures, at least 1");
    }
    return { kind: "consecutive", text, count: number.value };
  }
  const read = text.slice(0, 40);
  return cursor.stopAt(
    number,
    `an operator before the number, as in ">= ${read}" or "<= ${read}"`,
    isPercent && word === undefined ? `>= ${read}` : undefined,
  );
}

function readWords(cursor: Cursor, words: readonly string[]): void {
  for (const word of words) {
    const read = cursor.peek();
    if (cursor.accept("word", word) !== undefined) continue;
    const near = read?.kind === "word" ? nearest(read.text, [word]) : undefined;
    cursor.stop(`"${word}"`, near);
  }
}
