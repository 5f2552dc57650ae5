import type { Operator } from "./condition.ts";
import { ConditionSyntaxError } from "./syntax-error.ts";

/** A piece of a condition; `offset` and `end` are offsets in the text, words are in lower case. */
export type Token = { readonly offset: number; readonly end: number; readonly text: string } & (
  | { readonly kind: "operator"; readonly operator: Operator }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "percentile"; readonly value: number }
  | { readonly kind: "percent-sign" }
  | { readonly kind: "word" }
);

const OPERATORS: Readonly<Record<string, Operator>> = {
  ">=": ">=",
  "<=": "<=",
  "==": "==",
  "!=": "!=",
  ">": ">",
  "<": "<",
  "≥": ">=",
  "≤": "<=",
};
const TOKEN =
  /(?<operator>>=|<=|==|!=|[><≥≤])|(?<percentile>p\d+(?:\.\d+)?(?![a-z\d]))|(?<number>\d+(?:\.\d+)?(?![\d.]))|(?<sign>%)|(?<word>[a-z]+)/iy;

/**
 * The tokens of a condition. Spaces, and `_` or `-` between two of them, only separate.
 *
 * Throws a `ConditionSyntaxError` at the first character that starts nothing.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipSeparators(text, 0);
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new ConditionSyntaxError(unreadable(text, at));
    tokens.push(toToken(match, at));
    at = skipSeparators(text, at + match[0].length);
  }
  return tokens;
}

function toToken(match: RegExpExecArray, offset: number): Token {
  const groups = match.groups ?? {};
  const text = match[0].toLowerCase();
  const place = { offset, end: offset + text.length, text };
  const operator = groups.operator === undefined ? undefined : OPERATORS[text];
  if (operator !== undefined) return { ...place, kind: "operator", operator };
  if (groups.percentile !== undefined) return { ...place, kind: "percentile", value: Number(text.slice(1)) };
  if (groups.sign !== undefined) return { ...place, kind: "percent-sign" };
  if (groups.word !== undefined) return { ...place, kind: "word" };
  const value = Number(text);
  if (!Number.isFinite(value) || text.length > 60) {
    throw new ConditionSyntaxError({ read: text, expected: "a number of at most 60 digits", offset });
  }
  return { ...place, kind: "number", value };
}

/** `-` and `_` separate only inside a phrase: elsewhere a minus would silently vanish from `>= -5%`. */
function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? "";
    const inside = /[a-z\d%]/i.test(text[at - 1] ?? "") && /[a-z\d]/i.test(text[at + 1] ?? "");
    if (/\s/.test(char) || ((char === "_" || char === "-") && inside)) at += 1;
    else break;
  }
  return at;
}

function unreadable(text: string, offset: number) {
  const read = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const rest = text.slice(offset);
  if (/^-\s*\d/.test(rest)) return { read: "-", expected: "a number that is not negative", offset };
  if (/^\.\d/.test(rest)) return { read, expected: `a digit before the point, as in 0${rest}`, offset };
  if (/^\d+\.(\d+\.|\d*$|\D)/.test(rest))
    return { read: rest, expected: "a number such as 80 or 99.5", offset };
  if (rest.startsWith("=")) {
    return { read, expected: 'an operator: ">=", "<=", ">", "<", "==" or "!="', offset, nearest: "==" };
  }
  return { read, expected: 'a word, a number, "%" or an operator', offset };
}
