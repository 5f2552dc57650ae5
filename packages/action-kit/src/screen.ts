import type { Writer } from "./writer.ts";

const CLEAR_LINE = "\r\u001b[2K";

/** A terminal with at most one live line below the lines that are printed for good. */
export interface Screen {
  /** Prints a line for good, above the live line. */
  print(line: string): void;
  /** Redraws the live line, cut to the width; `undefined` removes it. Does nothing when the writer is no terminal. */
  live(line: string | undefined): void;
  readonly writer: Writer;
}

export function createScreen(writer: Writer): Screen {
  let current: string | undefined;
  const clear = (): void => {
    if (current !== undefined) writer.write(CLEAR_LINE);
  };
  return {
    writer,
    print(line) {
      clear();
      writer.write(`${line}\n`);
      if (current !== undefined) writer.write(current);
    },
    live(line) {
      if (!writer.isTty) return;
      clear();
      // A line as wide as the terminal would wrap, and only its last row could be cleared.
      current = line === undefined ? undefined : cutToWidth(line, writer.columns - 1);
      if (current !== undefined) writer.write(current);
    },
  };
}

/** The text cut to a number of terminal columns, with `…` where something was cut. */
export function cutToWidth(text: string, columns: number): string {
  const characters = Array.from(text);
  if (characters.reduce((sum, character) => sum + widthOf(character), 0) <= columns) return text;
  let kept = "";
  let width = 1;
  for (const character of characters) {
    width += widthOf(character);
    if (width > columns) break;
    kept += character;
  }
  return columns < 1 ? "" : `${kept}…`;
}

/** Columns of one character: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1. */
function widthOf(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) return 0;
  return /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$/.test(
    character,
  ) || /^[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u.test(character)
    ? 2
    : 1;
}
