const encoder = new TextEncoder();

/** Bytes of the text in UTF-8, the measure of GitHub's and the channels' limits. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

/** The text cut to at most `maxBytes` of UTF-8, never inside a character, with `…` where something was cut. */
export function truncateUtf8(text: string, maxBytes: number): string {
  const bytes = encoder.encode(text);
  if (bytes.length <= maxBytes) return text;
  const mark = "…";
  let end = Math.max(0, maxBytes - utf8Length(mark));
  // A continuation byte is 10xxxxxx: step back to the start of the character it belongs to.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${new TextDecoder().decode(bytes.subarray(0, end))}${maxBytes >= 3 ? mark : ""}`;
}

/** The last `lines` lines of a text, for the tail of a tool's output. */
export function tail(text: string, lines: number): string {
  const all = text.trimEnd().split(/\r?\n/);
  return all.slice(-lines).join("\n");
}

/** `1 file`, `3 files`: a count with its noun. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Text from outside made safe to print on one terminal or log line: control characters (also ESC and the
 * bidirectional overrides) become visible `\xNN` or `\uNNNN`.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
