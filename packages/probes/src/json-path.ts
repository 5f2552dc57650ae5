import { isObject } from "@deploy-actions/kernel";

/** A step of a path: a key of an object or an index of an array. */
export type JsonPathSegment = string | number;

/** A parsed path, or where reading stopped. */
export type JsonPathResult =
  | { readonly ok: true; readonly segments: readonly JsonPathSegment[] }
  | { readonly ok: false; readonly offset: number };

/** What a path leads to; `at` is how far it could be followed. */
export type JsonLookup =
  | { readonly found: true; readonly value: unknown }
  | { readonly found: false; readonly at: string };

const SEGMENT = /\.?([^.[\]'"\s]+)|\[(\d{1,9})\]|\[(?:'([^']*)'|"([^"]*)")\]/y;

/**
 * Parses the subset of JSONPath that leads to exactly one value: `$.checks.db[0]['response time']`. The leading `$` may
 * be left out; there are no wildcards, filters or expressions.
 */
export function parseJsonPath(text: string): JsonPathResult {
  const source = text.trim();
  const rooted = source.startsWith("$");
  let offset = rooted ? 1 : 0;
  const segments: JsonPathSegment[] = [];
  while (offset < source.length) {
    SEGMENT.lastIndex = offset;
    const match = SEGMENT.exec(source);
    if (match === null) return { ok: false, offset };
    const [whole, name, index, single, double] = match;
    // A name joins the one before it with a dot; only the first of a path without `$` has none.
    const isFirstBare = !rooted && offset === 0;
    if (name !== undefined && whole.startsWith(".") === isFirstBare) return { ok: false, offset };
    segments.push(index === undefined ? (name ?? single ?? double ?? "") : Number(index));
    offset = SEGMENT.lastIndex;
  }
  return segments.length === 0 && !rooted ? { ok: false, offset: 0 } : { ok: true, segments };
}

/** Follows a path through own keys only (`__proto__` and `length` lead nowhere unless the document has them). */
export function readJsonPath(value: unknown, segments: readonly JsonPathSegment[]): JsonLookup {
  let current = value;
  let at = "$";
  for (const segment of segments) {
    if (typeof segment === "number" && Array.isArray(current) && segment < current.length) {
      current = current[segment];
      at += `[${segment}]`;
    } else if (typeof segment === "string" && isObject(current) && Object.hasOwn(current, segment)) {
      current = current[segment];
      at += `.${segment}`;
    } else {
      return { found: false, at };
    }
  }
  return { found: true, value: current };
}
