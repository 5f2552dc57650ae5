import { type Condition, parseCondition } from "@deploy-actions/conditions";
import { nearest, parseDuration, parsePercent } from "@deploy-actions/kernel";
import * as z from "zod/mini";
import { findUnknownPlaceholder, hasPlaceholder, PLACEHOLDERS } from "./placeholders.ts";
import { quoted } from "./problem.ts";

/** A value, or what was expected instead. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string; readonly nearest?: string | undefined };

/** Two weeks and a half; a timer cannot hold more than 24.8 days. */
const MAX_DURATION_MS = 24 * 86_400_000;

/** Text that is parsed; a problem's message is what was expected. */
export function parsedText<T>(expected: string, parse: (text: string) => Read<T>) {
  return z.pipe(
    z.string({ error: expected }),
    z.transform((text, context): T => {
      const read = parse(text);
      if (read.ok) return read.value;
      context.issues.push({
        code: "custom",
        message: read.expected,
        input: text,
        params: { nearest: read.nearest },
      });
      return z.NEVER;
    }),
  );
}

function readText(text: string): Read<string> {
  if (text.trim() === "") return { ok: false, expected: "a text that is not empty" };
  return hasPlaceholder(text)
    ? { ok: false, expected: "a text without ${…}: placeholders are not replaced here" }
    : { ok: true, value: text };
}

/** Non-empty text, taken as it is. */
export const plainText = (expected = "a text") => parsedText(expected, readText);

/** What is wrong with the placeholders of a text, as what was expected instead. */
export function expectedPlaceholder(text: string, known: readonly string[]): string | undefined {
  const unknown = findUnknownPlaceholder(text, known);
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, known);
  const names = known.map((name) => `\${${name}}`).join(", ");
  return near === undefined
    ? `one of ${names} instead of \${${unknown}}; $\${ for a plain \${`
    : `\${${near}} instead of \${${unknown}}; $\${ for a plain \${`;
}

/** Text in which `${release}` and its like are replaced. */
export function template(expected = "a text", known = PLACEHOLDERS) {
  return parsedText(expected, (text): Read<string> => {
    const problem = expectedPlaceholder(text, known);
    return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
  });
}

const EXPECTED_DURATION = "a duration with units, e.g. 90s, 5m or 1h30m";

/** Milliseconds from `5m`; plain `0` is allowed too. At least `minMs`. */
export function duration(minMs = 0) {
  return z.pipe(
    z.union([z.string(), z.literal(0)], { error: EXPECTED_DURATION }),
    z.transform((written, context): number => {
      const ms = parseDuration(String(written));
      if (ms !== undefined && ms >= minMs && ms <= MAX_DURATION_MS) return ms;
      const message =
        ms === undefined
          ? EXPECTED_DURATION
          : minMs > ms
            ? "a duration above 0"
            : "a duration of at most 24d";
      context.issues.push({ code: "custom", message, input: written });
      return z.NEVER;
    }),
  );
}

const EXPECTED_PERCENT = "a share from 0% to 100%, e.g. 25%";

/** 0 to 100 from `25%` or 25. */
export function percent() {
  return z.pipe(
    z.union([z.string(), z.number()], { error: EXPECTED_PERCENT }),
    z.transform((written, context): number => {
      const value = parsePercent(String(written));
      if (value !== undefined) return value;
      context.issues.push({ code: "custom", message: EXPECTED_PERCENT, input: written });
      return z.NEVER;
    }),
  );
}

/** A whole number in a range. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const expected =
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${min}`
      : `a whole number from ${min} to ${max}`;
  return z.int({ error: expected }).check(z.gte(min, { error: expected }), z.lte(max, { error: expected }));
}

/** `true` or `false`, nothing else (`yes` is a text). */
export const flag = () => z.boolean({ error: "true or false" });

/** A condition; `accept` says what is wrong with one that reads well but makes no sense here. */
export function condition(
  example: string,
  accept: (parsed: Condition) => string | undefined = () => undefined,
) {
  return parsedText(`a condition, e.g. ${example}`, (text): Read<Condition> => {
    const result = parseCondition(text);
    if (!result.ok) {
      const { read, expected, nearest } = result.problem;
      const at = read.trim() === text.trim() ? "" : ` instead of ${read === "the end" ? read : quoted(read)}`;
      return { ok: false, expected: `${expected}${at}, as in ${example}`, nearest };
    }
    const expected = accept(result.condition);
    return expected === undefined ? { ok: true, value: result.condition } : { ok: false, expected };
  });
}

/** argv: a list, one argument an item; never a string to be split. */
export function argv(known = PLACEHOLDERS) {
  const expected = "a list, one argument an item (no shell is used), e.g. [node, server.js]";
  return z.array(template(`a text; put numbers and true/false in quotes`, known), { error: expected }).check(
    z.minLength(1, { error: expected }),
    z.refine((items) => items[0] !== "", { error: "a list that begins with the program" }),
  );
}

/** Names of variables of the runner. */
export function variableNames() {
  const expected = "the name of a variable, e.g. DATABASE_URL (names only, never values)";
  return z.array(
    parsedText(
      expected,
      (text): Read<string> =>
        /^[A-Za-z_]\w*$/.test(text) ? { ok: true, value: text } : { ok: false, expected },
    ),
    { error: "a list of names of variables, e.g. [DATABASE_URL]" },
  );
}

/** A path or glob inside the workspace. */
export function workspacePath(example: string) {
  const expected = `a path inside the repository, e.g. ${example}`;
  return parsedText(expected, (text): Read<string> => {
    const isInside =
      text.trim() !== "" && !/^([\\/~]|[A-Za-z]:)/.test(text) && !/(^|[\\/])\.\.([\\/]|$)/.test(text);
    if (!isInside) return { ok: false, expected };
    const problem = expectedPlaceholder(text, PLACEHOLDERS);
    return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
  });
}

/** A folder inside the workspace, or an absolute one: a checkout cleans the workspace, also of what git ignores. */
export function stateFolderPath(example: string) {
  const expected = `a path inside the repository or an absolute one, e.g. ${example}`;
  return parsedText(expected, (text): Read<string> => {
    const isUsable =
      text.trim() !== "" && !/^([\\~]|[A-Za-z]:)/.test(text) && !/(^|[\\/])\.\.([\\/]|$)/.test(text);
    if (!isUsable) return { ok: false, expected };
    const problem = expectedPlaceholder(text, PLACEHOLDERS);
    return problem === undefined ? { ok: true, value: text } : { ok: false, expected: problem };
  });
}

/** A schema with the sentence an editor shows for it; optional, since every block says only what differs. */
export function optional<T extends z.core.SomeType>(schema: T, description: string) {
  return z.optional(schema).check(z.describe(description));
}

/** A map of known keys only. The message of an unknown key is the list of the known ones. */
export function keys<T extends z.core.$ZodLooseShape>(shape: T, expected = "a map") {
  const known = Object.keys(shape).join(", ");
  return z
    .strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : expected) })
    .check(({ issues }) => {
      // Else a union takes an alternative with nothing but unknown keys for the one that was meant.
      for (const issue of issues) {
        if (issue.code === "unrecognized_keys") Object.assign(issue, { continue: false });
      }
    });
}
