/** A key that works for whoever reads it, by its form. What is found must never be printed. */
const KEYS: readonly (readonly [what: string, form: RegExp])[] = [
  ["an AWS access key id", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
  ["a private key", /-----BEGIN (?!CERTIFICATE|PUBLIC KEY)[^\n]*(?:[\s\S]*?-----END[^\n]*|[\s\S]*)/g],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,})/g],
  ["a Slack token", /\bxox[a-z]-[\w-]{8,}/g],
  ["a Slack webhook", /hooks\.slack\.com\/services\/[\w/-]{8,}/g],
  ["a Google API key", /\bAIza[\w-]{35}/g],
  // What is filled in from elsewhere (`${…}`, `$NAME`) is no password yet.
  ["a password in a URL", /:\/\/[^\s/?#@:"'\\]{0,200}:(?!\$)[^\s/?#@"'\\]{1,500}@/g],
];

/** Where a key stands in a text. */
export interface LeakedKey {
  /** What it is, e.g. `a GitHub token`. */
  readonly what: string;
  readonly offset: number;
}

/** Keys in a text, in order. */
export function findKeys(text: string): readonly LeakedKey[] {
  return KEYS.flatMap(([what, form]) =>
    [...text.matchAll(form)].map(({ index }) => ({ what, offset: index })),
  ).sort((a, b) => a.offset - b.offset);
}

/** The text with `(what it is)` in the place of every key. */
export function withoutKeys(text: string): string {
  return KEYS.reduce((rest, [what, form]) => rest.replace(form, `(${what})`), text);
}
