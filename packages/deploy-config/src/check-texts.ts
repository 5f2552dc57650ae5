import { type JsonExpectation, parseCondition, type StatusRange } from "@deploy-actions/conditions";
import { PLACEHOLDERS } from "./placeholders.ts";
import { expectedPlaceholder, type Read } from "./schema-scalars.ts";

const EXPECTED_URL = "an http or https URL, e.g. https://shop.example/health";

/** A URL whose placeholders may stand anywhere after the scheme. */
export function readUrl(text: string): Read<string> {
  const unknown = expectedPlaceholder(text, PLACEHOLDERS);
  if (unknown !== undefined) return { ok: false, expected: unknown };
  const url = URL.parse(text.replace(/\$\{[^}]*\}/g, "x"));
  if (url === null || !/^https?:$/.test(url.protocol)) return { ok: false, expected: EXPECTED_URL };
  if (url.username !== "" || url.password !== "") {
    return {
      ok: false,
      expected: "a URL without a user name or password: secrets do not belong in this file",
    };
  }
  return { ok: true, value: text };
}

/** `200` or `200-299`. */
export function readStatus(text: string): StatusRange | undefined {
  const match = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(text.trim());
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from <= to ? { from, to } : undefined;
}

/** Where a reply says its version. */
export function readVersionSource(text: string): Read<string> {
  const isKnown =
    text === "auto" ||
    text === "body" ||
    (text.startsWith("json:") && readJsonPath(text.slice(5)).ok) ||
    (text.startsWith("header:") && readHeaderName(text.slice(7)).ok);
  return isKnown
    ? { ok: true, value: text }
    : { ok: false, expected: "auto, body, json:$.path or header:name, e.g. json:$.version" };
}

/** `$.checks.db.status`, `checks[0].status` or `checks["db:time"][0]`. */
export function readJsonPath(text: string): Read<string> {
  return /^(?:\$|[\w-]+)(?:\.[\w-]+|\[\d+\]|\["[^"]+"\])*$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, expected: "a path such as $.checks.db.status or checks[0].status" };
}

/** The name of an HTTP header. */
export function readHeaderName(text: string): Read<string> {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, expected: "the name of a header, e.g. x-version" };
}

/** A text that begins with an operator is a numeric condition, any other has to be equal. */
export function readJsonExpectation(text: string): Read<JsonExpectation["expect"]> {
  if (!/^\s*(?:[<>]|[=!]=)/.test(text)) {
    const problem = expectedPlaceholder(text, PLACEHOLDERS);
    return problem === undefined ? { ok: true, value: { equals: text } } : { ok: false, expected: problem };
  }
  const result = parseCondition(text);
  if (!result.ok) return { ok: false, expected: `${result.problem.expected}, as in "> 5"` };
  const isNumeric =
    result.condition.kind === "threshold" &&
    result.condition.unit === "count" &&
    result.condition.subject === undefined;
  return isNumeric
    ? { ok: true, value: { condition: result.condition } }
    : { ok: false, expected: 'a condition on a plain number, e.g. "> 5"' };
}
