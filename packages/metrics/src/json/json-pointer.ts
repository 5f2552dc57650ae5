import { isObject } from "@deploy-actions/kernel";

/** What a pointer leads to, or how far it could be followed. */
export type Pointed =
  | { readonly found: true; readonly value: unknown }
  | { readonly found: false; readonly at: string };

const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;

/** The keys of a JSON Pointer (RFC 6901) such as `/stats/0/requests`; `undefined` for a text that is none. */
export function parseJsonPointer(text: string): readonly string[] | undefined {
  if (!POINTER.test(text)) return undefined;
  return text
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Follows the keys of a pointer through own keys and indexes only. */
export function followPointer(document: unknown, keys: readonly string[]): Pointed {
  let value = document;
  let at = "";
  for (const key of keys) {
    const isIndex = Array.isArray(value) && /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < value.length;
    if (isIndex) value = (value as readonly unknown[])[Number(key)];
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return { found: false, at: at === "" ? "the top" : at };
    at += `/${key}`;
  }
  return { found: true, value };
}
