import { printable, type Secrets, truncateUtf8 } from "@deploy-actions/kernel";

const MAX_DETAIL_BYTES = 2_048;

/** A URL for people: without user, password and query, which may hold secrets. */
export function describeUrl(url: string): string {
  if (!URL.canParse(url)) return printable(truncateUtf8(url.split("?")[0] ?? "", 200));
  const { origin, pathname } = new URL(url);
  return truncateUtf8(`${origin}${pathname}`, 400);
}

/** Text from outside on one line, harmless to print, redacted and at most 2 KiB. */
export function oneLine(text: string, secrets: Secrets | undefined): string {
  const redacted = secrets?.redact(text) ?? text;
  return truncateUtf8(printable(redacted.trim().replace(/\s*[\r\n]+\s*/g, " | ")), MAX_DETAIL_BYTES);
}

/** The beginning of a text from outside in quotes, for a message. */
export function quote(text: string, maxBytes = 80): string {
  return `"${truncateUtf8(text.trim().replace(/\s+/g, " "), maxBytes)}"`;
}
