import { printable, truncateUtf8 } from "@deploy-actions/kernel";

/** Longest note that is kept, GitHub's limit for the description of a status. */
export const MAX_NOTE = 140;

/** A note as one printable line of at most `maxBytes` of UTF-8. */
export function fitNote(text: string, maxBytes: number = MAX_NOTE): string {
  const oneLine = text.replace(/\s+/g, " ").trim();
  // Some text fields of GitHub refuse characters above U+FFFF, and a note is worth less than a record.
  return truncateUtf8(printable(oneLine).replace(/[\u{10000}-\u{10ffff}]/gu, "?"), maxBytes);
}
