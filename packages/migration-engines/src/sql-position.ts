/** A place in a text; both count from 1, the column in characters. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Line and column of a UTF-16 offset. */
export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, Math.max(0, Math.min(offset, text.length)));
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: Array.from(before.slice(lineStart)).length + 1 };
}

/** UTF-16 offset of PostgreSQL's error position, which counts characters (code points) from 1. */
export function offsetOfPosition(text: string, position: number): number {
  let offset = 0;
  let seen = 1;
  for (const char of text) {
    if (seen >= position) break;
    seen += 1;
    offset += char.length;
  }
  return offset;
}
