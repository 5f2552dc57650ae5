import { nearest, parseDuration } from "@deploy-actions/kernel";
import type { Unit } from "./condition.ts";
import type { Cursor } from "./cursor.ts";

const TIME_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1_000,
  mb: 1_000_000,
  gb: 1_000_000_000,
  kib: 1_024,
  mib: 1_048_576,
  gib: 1_073_741_824,
};
/** Words that may follow a bare number and are not a unit of it. */
const NOT_UNITS = new Set(["of", "baseline", "pass", "consecutive"]);

/** A number with its unit. */
export interface Quantity {
  readonly value: number;
  readonly unit: Unit;
}

/** Reads `80%`, `200ms`, `1m30s`, `5MiB` or a bare number. */
export function readQuantity(cursor: Cursor): Quantity {
  const number = cursor.take("number", "a number such as 80%, 200ms or 3");
  if (cursor.accept("percent-sign") !== undefined) return { value: number.value, unit: "percent" };
  const word = cursor.peek();
  if (word?.kind !== "word" || NOT_UNITS.has(word.text)) return { value: number.value, unit: "count" };
  cursor.accept("word");
  if (Object.hasOwn(TIME_MS, word.text))
    return { value: readTime(cursor, number.offset, word.end), unit: "ms" };
  const bytes = Object.hasOwn(BYTES, word.text) ? BYTES[word.text] : undefined;
  if (bytes !== undefined) return { value: number.value * bytes, unit: "bytes" };
  const near = nearest(word.text, Object.keys(TIME_MS).concat(Object.keys(BYTES)));
  return cursor.stopAt(word, `a unit: "%", ${[...Object.keys(TIME_MS), "B", "KiB", "MiB"].join(", ")}`, near);
}

/** Milliseconds of a time that may go on, as in `1m30s`. */
function readTime(cursor: Cursor, start: number, firstEnd: number): number {
  let end = firstEnd;
  for (;;) {
    const number = cursor.peek();
    if (number?.kind !== "number" || number.offset !== end) break;
    cursor.accept("number");
    end = cursor.take("word", "a unit of time: ms, s, m, h or d").end;
  }
  const raw = cursor.text.slice(start, end);
  const ms = parseDuration(raw.replace(/\s+/g, "").toLowerCase());
  return ms ?? cursor.stopAt({ offset: start, text: raw }, "a time such as 200ms, 1s or 1m30s");
}
