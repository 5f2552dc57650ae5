import { formatBytes } from "@deploy-actions/kernel";
import { failReading } from "./problem.ts";

/** Bytes of a report as they come; the caller opens and closes the file. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

type Decoder = InstanceType<typeof TextDecoder>;

/** An XML declaration has to be among the first bytes to count. */
const SNIFF_BYTES = 256;

/**
 * The text of a report in pieces: by its byte order mark, else by what a NUL in the first two bytes shows (UTF-16),
 * else by its XML declaration when `isXml`, else UTF-8. Bytes that are no text become U+FFFD.
 *
 * Stops with `report_too_large` above `maxBytes` and, at the end, with `report_empty` when all was white space.
 */
export async function* decodeText(
  chunks: Chunks,
  source: string,
  maxBytes: number,
  isXml: boolean,
): AsyncGenerator<string> {
  let total = 0;
  let hasText = false;
  let head: Uint8Array | undefined = new Uint8Array(0);
  let decoder: Decoder = new TextDecoder();
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > maxBytes) {
      failReading(source, "report_too_large", `larger than ${formatBytes(maxBytes)}`);
    }
    let bytes = chunk;
    if (head !== undefined) {
      head = concat(head, chunk);
      if (head.length < SNIFF_BYTES) continue;
      decoder = decoderFor(head, source, isXml);
      bytes = head;
      head = undefined;
    }
    const text = decoder.decode(bytes, { stream: true });
    hasText ||= text.trim() !== "";
    if (text !== "") yield text;
  }
  if (head !== undefined) decoder = decoderFor(head, source, isXml);
  const rest = decoder.decode(head ?? new Uint8Array(0));
  hasText ||= rest.trim() !== "";
  if (!hasText) {
    failReading(source, "report_empty", total === 0 ? "the file is empty" : "nothing but white space");
  }
  if (rest !== "") yield rest;
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function decoderFor(head: Uint8Array, source: string, isXml: boolean): Decoder {
  const label = encodingOf(head, isXml);
  try {
    return new TextDecoder(label);
  } catch {
    return failReading(source, "report_unreadable", `unknown encoding "${label.slice(0, 40)}"`, { line: 1 });
  }
}

function encodingOf(head: Uint8Array, isXml: boolean): string {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0)) return "utf-16be";
  if (!isXml) return "utf-8";
  const start = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
  const declared = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1] ?? "utf-8";
  // These bytes are not UTF-16, whatever they say: a tool that wrote UTF-8 under a fixed header.
  return /^utf-?16/i.test(declared) ? "utf-8" : declared;
}
