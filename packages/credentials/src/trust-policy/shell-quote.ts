/** A word for a POSIX shell, in a text that a person copies into one. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
