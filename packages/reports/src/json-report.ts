import { errorMessage } from "@deploy-actions/kernel";
import { type Chunks, decodeText } from "./decode.ts";
import { cutText } from "./limits.ts";
import { failReading } from "./problem.ts";

/** The value a JSON report holds; stops with the place of the first character that is not JSON. */
export async function readJson(chunks: Chunks, source: string, maxBytes: number): Promise<unknown> {
  const parts: string[] = [];
  for await (const part of decodeText(chunks, source, maxBytes, false)) parts.push(part);
  const text = parts.join("");
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    return failReading(source, "report_unreadable", `not JSON: ${describe(error)}`, placeOf(error, text));
  }
}

/** V8 quotes the text around the error, which may be anything: only its own words are kept. */
function describe(error: unknown): string {
  const what = errorMessage(error)
    .replace(/ in JSON at position [\s\S]*$/, "")
    .replace(/, (\.\.\.)?"[\s\S]*is not valid JSON$/, "");
  return cutText(what, 120);
}

/** V8 names the position in some of its messages; an unexpected end is the end. */
function placeOf(error: unknown, text: string): { line: number; column: number } | undefined {
  const message = errorMessage(error);
  const position = / at position (\d+)/.exec(message)?.[1];
  if (position === undefined && !message.startsWith("Unexpected end")) return undefined;
  const before = text.slice(0, position === undefined ? text.length : Number(position));
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}
