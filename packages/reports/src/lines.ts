import { type Chunks, decodeText } from "./decode.ts";
import { failReading } from "./problem.ts";

const MAX_LINE = 1_048_576;

/** A line without its end, and its number from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/** The lines of a text report (`\n` or `\r\n`), one at a time; stops at a line of more than 1 MiB. */
export async function* readLines(chunks: Chunks, source: string, maxBytes: number): AsyncGenerator<Line> {
  let rest = "";
  let number = 0;
  for await (const text of decodeText(chunks, source, maxBytes, false)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      number += 1;
      checkLength(line, source, number);
      yield { text: line.replace(/\r$/, ""), number };
    }
    checkLength(rest, source, number + 1);
  }
  if (rest !== "") yield { text: rest.replace(/\r$/, ""), number: number + 1 };
}

function checkLength(line: string, source: string, number: number): void {
  if (line.length <= MAX_LINE) return;
  failReading(source, "report_unreadable", "a line of more than 1 MiB", { line: number });
}
