import { nearest } from "@deploy-actions/kernel";
import type { Condition, Unit } from "./condition.ts";
import type { Cursor, TokenOf } from "./cursor.ts";
import { type Quantity, readQuantity } from "./quantity.ts";
import { canonicalSubject, SUBJECTS, subjectNames } from "./subject.ts";

const UNIT_OF: Readonly<Record<"percent" | "time" | "count", Unit>> = {
  percent: "percent",
  time: "ms",
  count: "count",
};

/** Reads `[subject] [pNN] operator quantity [pNN | of baseline | pass rate]`. */
export function parseComparison(cursor: Cursor, text: string): Condition {
  const head = readHead(cursor);
  const operator = cursor.take("operator", 'an operator: ">=", "<=", ">", "<", "==" or "!="').operator;
  const at = cursor.peek() ?? { offset: cursor.text.length, text: "" };
  const quantity = readQuantity(cursor);
  const subject = head.subject;
  if (cursor.accept("word", "of") !== undefined || peeksWord(cursor, "baseline")) {
    readBaselineWord(cursor);
    if (quantity.unit !== "percent") cursor.stopAt(at, 'a percentage before "of baseline", such as 200%');
    const percentile = readPercentile(cursor, head.percentile);
    return { kind: "baseline", text, subject, operator, limitPercent: quantity.value, percentile };
  }
  if (operator === ">=" && quantity.unit === "percent" && peeksWord(cursor, "pass")) {
    return readPassRate(cursor, text, quantity, at);
  }
  const percentile = readPercentile(cursor, head.percentile);
  checkUnit(cursor, at, subject, percentile, quantity.unit);
  return {
    kind: "threshold",
    text,
    subject,
    operator,
    limit: quantity.value,
    unit: quantity.unit,
    percentile,
  };
}

function readHead(cursor: Cursor): {
  subject: string | undefined;
  percentile: TokenOf<"percentile"> | undefined;
} {
  const words: TokenOf<"word">[] = [];
  let percentile: TokenOf<"percentile"> | undefined;
  for (;;) {
    const word = cursor.accept("word");
    const next = word === undefined && percentile === undefined ? cursor.accept("percentile") : undefined;
    if (word !== undefined) words.push(word);
    else if (next !== undefined) percentile = next;
    else break;
  }
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return { subject: undefined, percentile };
  const name = words.map((word) => word.text).join("-");
  const subject = canonicalSubject(name);
  if (subject !== undefined) return { subject, percentile };
  const where = { offset: first.offset, text: cursor.text.slice(first.offset, last.end) };
  const expected = `something that is measured: ${Object.keys(SUBJECTS).join(", ")}`;
  return cursor.stopAt(where, expected, nearest(name, subjectNames()));
}

function readPercentile(cursor: Cursor, before: TokenOf<"percentile"> | undefined): number | undefined {
  const after = cursor.accept("percentile");
  if (before !== undefined && after !== undefined) cursor.stopAt(after, "one percentile only");
  cursor.end('nothing more, a percentile such as "p95", or "of baseline"');
  const token = before ?? after;
  if (token === undefined) return undefined;
  if (token.value <= 0 || token.value > 100) {
    const meant = /^p9{3,}$/.test(token.text) ? `p99.${token.text.slice(3)}` : undefined;
    return cursor.stopAt(token, "a percentile above p0 and up to p100, such as p95 or p99.9", meant);
  }
  return token.value;
}

function readBaselineWord(cursor: Cursor): void {
  const word = cursor.peek();
  if (cursor.accept("word", "baseline") !== undefined) return;
  cursor.stop('"baseline" after "of"', word?.kind === "word" ? nearest(word.text, ["baseline"]) : undefined);
}

function readPassRate(
  cursor: Cursor,
  text: string,
  quantity: Quantity,
  at: { readonly offset: number; readonly text: string },
): Condition {
  cursor.accept("word", "pass");
  if (cursor.accept("word", "rate") === undefined) cursor.stop('"rate" after "pass"');
  cursor.end("nothing more");
  if (quantity.value > 100) cursor.stopAt(at, "a pass rate of at most 100%");
  return { kind: "pass-rate", text, percent: quantity.value };
}

/** A limit in a unit nobody measures the subject in would be unknown for ever: better said while parsing. */
function checkUnit(
  cursor: Cursor,
  at: { readonly offset: number; readonly text: string },
  subject: string | undefined,
  percentile: number | undefined,
  unit: Unit,
): void {
  if (percentile !== undefined && unit !== "ms") {
    cursor.stopAt(at, 'a time such as 200ms, or "150% of baseline", with a percentile');
  }
  const comparand = subject === undefined ? undefined : SUBJECTS[subject];
  if (comparand === undefined || unit === UNIT_OF[comparand]) return;
  const examples = {
    percent: "a percentage such as 5%",
    time: 'a time such as 200ms, or "200% of baseline"',
  };
  cursor.stopAt(at, `${comparand === "count" ? "a plain number" : examples[comparand]} for ${subject}`);
}

function peeksWord(cursor: Cursor, text: string): boolean {
  const token = cursor.peek();
  return token?.kind === "word" && token.text === text;
}
