/** What a text of the policy may stand for. */
export const PLACEHOLDERS: readonly string[] = ["release", "commit", "environment", "service"];

/** What a command of the local platform may hold besides: the platform chooses the port of each release. */
export const LOCAL_PLACEHOLDERS: readonly string[] = [...PLACEHOLDERS, "port"];

const TOKEN = /\$\$\{|\$\{([^}]*)(\}?)/g;

/** The first `${…}` of a text that is not one of `known` (or is not closed), without `${` and `}`. */
export function findUnknownPlaceholder(text: string, known: readonly string[]): string | undefined {
  for (const token of text.matchAll(TOKEN)) {
    const name = token[1];
    if (name !== undefined && (token[2] === "" || !known.includes(name))) return name;
  }
  return undefined;
}

/** Whether a text holds a `${…}` that would be replaced elsewhere. */
export function hasPlaceholder(text: string): boolean {
  return [...text.matchAll(TOKEN)].some((token) => token[1] !== undefined && PLACEHOLDERS.includes(token[1]));
}

/** How a replaced value is written: as it is, or percent-encoded inside a URL. */
export type Encoding = "plain" | "url";

/**
 * The text with every `${name}` of `values` replaced once (what comes in is not looked at again) and `$${` as `${`;
 * a name that is not in `values` stays.
 */
export function replacePlaceholders(
  text: string,
  values: Readonly<Record<string, string | undefined>>,
  encoding: Encoding = "plain",
): string {
  return text.replace(TOKEN, (token: string, name: string | undefined) => {
    if (name === undefined) return "${";
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return token;
    return encoding === "url" ? encodeURIComponent(value) : value;
  });
}

/** Like {@link replacePlaceholders} for a text that will be replaced once more: `$${` stays as it is. */
export function replaceSome(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(TOKEN, (token: string, name: string | undefined) =>
    name !== undefined && Object.hasOwn(values, name) ? (values[name] ?? token) : token,
  );
}

/** Replaces what is known already in a text. */
export type Fill = (text: string) => string;
