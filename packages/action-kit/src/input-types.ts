import { isObject, type Json, nearest, parseDuration, parsePercent } from "@deploy-actions/kernel";
import type { InputType } from "./spec.ts";

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

function accept<T>(value: T | undefined, expected: string): Parsed<T> {
  return value === undefined ? { ok: false, expected } : { ok: true, value };
}

/** Any text, or text of one form: `expected` says which, e.g. `a full commit SHA`. */
export function text(form?: { readonly pattern: RegExp; readonly expected: string }): InputType<string> {
  return {
    label: "text",
    parse: (given) =>
      form === undefined || form.pattern.test(given)
        ? { ok: true, value: given }
        : { ok: false, expected: form.expected },
  };
}

/** Milliseconds, written as `90s`, `5m`, `1h30m`; `min` and `max` in milliseconds. */
export function duration(
  range: { readonly minMs?: number; readonly maxMs?: number; readonly expected?: string } = {},
): InputType<number> {
  const { minMs = 0, maxMs = Number.POSITIVE_INFINITY } = range;
  return {
    label: "duration",
    parse(given) {
      const ms = parseDuration(given);
      const isInRange = ms !== undefined && ms >= minMs && ms <= maxMs;
      return accept(isInRange ? ms : undefined, range.expected ?? "a duration such as 90s, 5m or 1h30m");
    },
  };
}

/** Per cent, 0 to 100, written as `25%` or `25`. */
export function percent(): InputType<number> {
  return {
    label: "percent",
    parse: (given) => accept(parsePercent(given), "a percentage from 0% to 100%"),
  };
}

/** A whole number within bounds (both included). */
export function integer(range: { readonly min?: number; readonly max?: number } = {}): InputType<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = range;
  const bounds = [
    range.min === undefined ? "" : ` from ${range.min}`,
    range.max === undefined ? "" : `${range.min === undefined ? " up" : ""} to ${range.max}`,
  ].join("");
  return {
    label: "integer",
    parse(given) {
      const value = /^[+-]?\d+$/.test(given) ? Number(given) : undefined;
      return accept(
        value !== undefined && value >= min && value <= max ? value : undefined,
        `a whole number${bounds}`,
      );
    },
  };
}

/** `true` or `false`, in the spellings of YAML 1.2. */
export function bool(): InputType<boolean> {
  return {
    label: "boolean",
    parse(given) {
      if (/^(true|True|TRUE)$/.test(given)) return { ok: true, value: true };
      if (/^(false|False|FALSE)$/.test(given)) return { ok: true, value: false };
      return { ok: false, expected: "true or false" };
    },
  };
}

/** One of a few words. */
export function choice<const T extends string>(words: readonly T[]): InputType<T> {
  return {
    label: `one of ${words.join(", ")}`,
    parse(given) {
      const near = nearest(given, words);
      const expected = `one of ${words.join(", ")}${near === undefined ? "" : ` (did you mean "${near}"?)`}`;
      return accept(
        words.find((word) => word === given),
        expected,
      );
    },
  };
}

/** A list, one item a line; blank lines and the space around an item are dropped. */
export function lines(): InputType<readonly string[]> {
  return {
    label: "list",
    parse: (given) => ({
      ok: true,
      value: given
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    }),
  };
}

/** An http or https URL, as written. */
export function url(): InputType<string> {
  return {
    label: "URL",
    parse(given) {
      const parsed = URL.canParse(given) ? new URL(given) : undefined;
      const isHttp = parsed?.protocol === "https:" || parsed?.protocol === "http:";
      return accept(isHttp ? given : undefined, "a URL that starts with https:// or http://");
    },
  };
}

/** A JSON value. */
export function json(): InputType<Json> {
  return {
    label: "JSON",
    parse(given) {
      try {
        const value: Json = JSON.parse(given);
        return { ok: true, value };
      } catch {
        return { ok: false, expected: "valid JSON" };
      }
    },
  };
}

/** A JSON object. */
export function jsonObject(): InputType<Readonly<Record<string, unknown>>> {
  return {
    label: "JSON",
    parse(given) {
      const parsed = json().parse(given);
      return accept(parsed.ok && isObject(parsed.value) ? parsed.value : undefined, "a JSON object, {…}");
    },
  };
}

/**
 * A YAML value. The parser is the caller's (`yamlValue(parse)` with `parse` of the `yaml` package), so that actions
 * without such an input do not load one; it throws on malformed text.
 */
export function yamlValue(parse: (source: string) => unknown): InputType<unknown> {
  return {
    label: "YAML",
    parse(given) {
      try {
        return { ok: true, value: parse(given) };
      } catch (error) {
        const reason = error instanceof Error ? ` (${error.message.split("\n")[0] ?? ""})` : "";
        return { ok: false, expected: `valid YAML${reason}` };
      }
    },
  };
}
