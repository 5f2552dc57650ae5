import { readHeaderName, readUrl } from "./check-texts.ts";
import { NAME_PLACEHOLDERS } from "./name-texts.ts";
import { expectedPlaceholder, type Read } from "./schema-scalars.ts";

/** What a selector of Prometheus may hold; the last three are replaced for each release. */
export const SELECTOR_PLACEHOLDERS: readonly string[] = [...NAME_PLACEHOLDERS, "version", "role", "workload"];

/** What addresses and pointers of metrics may hold; the last two are replaced for each release. */
const RELEASE_PLACEHOLDERS: readonly string[] = [...NAME_PLACEHOLDERS, "version", "role"];

/** Whether a text is another one for candidate and for stable. */
export function tellsReleases(text: string): boolean {
  return /\$\{(?:version|role)\}/.test(text);
}

/** Reads the address of a server, or one for each release. `example` is for messages. */
export function readAddress(text: string, example: string, perRelease: boolean): Read<string> {
  const known = perRelease ? RELEASE_PLACEHOLDERS : NAME_PLACEHOLDERS;
  const unknown = expectedPlaceholder(text, known);
  if (unknown !== undefined) return { ok: false, expected: unknown };
  const read = readUrl(text.replace(/\$\{[^}]*\}/g, "x"));
  if (read.ok) return { ok: true, value: text };
  return { ok: false, expected: read.expected.replace(/e\.g\. .*/, `e.g. ${example}`) };
}

/** Reads a JSON Pointer (RFC 6901): `/stats/requests`. */
export function readPointer(text: string, example: string): Read<string> {
  const unknown = expectedPlaceholder(text, RELEASE_PLACEHOLDERS);
  if (unknown !== undefined) return { ok: false, expected: unknown };
  if (/^(?:\/(?:[^~/]|~[01])*)+$/.test(text)) return { ok: true, value: text };
  const pointer = `/${text.replace(/^\$?\.?/, "").replaceAll(/\.|\[|\]/g, "/")}`.replace(/\/+$/, "");
  return {
    ok: false,
    expected: `a path with slashes (JSON Pointer), e.g. ${example}`,
    nearest: /^[\w$.[\]-]+$/.test(text) ? pointer.replaceAll("//", "/") : undefined,
  };
}

const RATE = /^(\d+(?:\.\d+)?)\s*\/\s*(s|m)$/;
const LEAST_PER_SECOND = 1 / 60;
const MOST_PER_SECOND = 50;

/** What a rate of probes is. */
export const EXPECTED_RATE = "probes a second to each release, from 1/m to 50/s, e.g. 2/s";

/** Reads `2/s` or `30/m` as a number a second. */
export function readRate(text: string): Read<number> {
  const [, count = "", unit] = RATE.exec(text.trim()) ?? [];
  const perSecond = unit === undefined ? Number.NaN : Number(count) / (unit === "m" ? 60 : 1);
  return perSecond >= LEAST_PER_SECOND - 1e-9 && perSecond <= MOST_PER_SECOND
    ? { ok: true, value: perSecond }
    : { ok: false, expected: EXPECTED_RATE };
}

/** Where an answer says its version. */
export const EXPECTED_ANSWER_VERSION = "header:<name>, json:<pointer> or body, e.g. json:/version";

/** Reads `header:x-version`, `json:/version` or `body`. */
export function readAnswerVersion(text: string): Read<string> {
  const [, kind, place = ""] = /^(header|json):\s*(.*)$/.exec(text.trim()) ?? [];
  const fits =
    text.trim() === "body" ||
    (kind === "header" && readHeaderName(place).ok) ||
    (kind === "json" && readPointer(place, "").ok);
  if (fits) return { ok: true, value: text.trim() };
  const pointer = kind === "json" ? readPointer(place, "") : undefined;
  const near = pointer !== undefined && !pointer.ok && pointer.nearest !== undefined;
  return {
    ok: false,
    expected: EXPECTED_ANSWER_VERSION,
    nearest: near ? `json:${pointer.nearest}` : undefined,
  };
}
