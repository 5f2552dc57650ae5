import { SaxesParser } from "saxes";
import { type Chunks, decodeText } from "./decode.ts";
import type { ReadLimits } from "./limits.ts";
import { failReading, ReportFailure } from "./problem.ts";

/** Receives the elements of a document in order; names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>, depth: number): void;
  close(name: string, depth: number): void;
  /** Called only while `wantsText`, so that megabytes of captured output are not collected. */
  text(text: string): void;
  readonly wantsText: boolean;
}

// What XML 1.0 §2.2 does not allow; saxes stops at them, and tests do print them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * Streams a document through `handler`. Nothing is fetched and no entity is declared: a document type with entity
 * declarations is refused (`entities_refused`), others are skipped. Illegal control characters become U+FFFD.
 */
export async function readXml(
  chunks: Chunks,
  source: string,
  limits: ReadLimits,
  handler: XmlHandler,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  const here = () => ({ line: parser.line, column: parser.column + 1 });
  const listenToText = () => {
    if (handler.wantsText) parser.on("text", (text) => handler.text(text));
    else parser.off("text");
  };
  parser.on("error", (error) => {
    const what = error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
    // `&#0;` and the like: as harmless in the text of a test as the character itself.
    if (what === "malformed character entity") return;
    if (what === "document must contain a root element") {
      failReading(source, "report_unreadable", "not XML: no element in it", here());
    }
    failReading(source, "report_unreadable", `not well-formed XML: ${what}`, here());
  });
  parser.on("doctype", (doctype) => {
    if (/<!ENTITY|%/i.test(doctype)) {
      failReading(source, "entities_refused", "declares XML entities, which are never expanded", here());
    }
  });
  parser.on("opentag", ({ name, attributes }) => {
    depth += 1;
    if (depth > limits.maxDepth) {
      failReading(source, "report_too_deep", `elements nested deeper than ${limits.maxDepth}`, here());
    }
    handler.open(localName(name), attributes, depth);
    listenToText();
  });
  parser.on("closetag", ({ name }) => {
    handler.close(localName(name), depth);
    depth -= 1;
    listenToText();
  });
  parser.on("cdata", (text) => {
    if (handler.wantsText) handler.text(text);
  });
  try {
    for await (const text of decodeText(chunks, source, limits.maxBytes, true)) {
      parser.write(text.replace(ILLEGAL, "\ufffd"));
    }
    parser.close();
  } catch (error) {
    throw relabelTruncation(error, depth);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** saxes reports a file that ends too soon as an unclosed tag: say what most likely happened. */
function relabelTruncation(error: unknown, depth: number): unknown {
  if (
    !(error instanceof ReportFailure) ||
    depth === 0 ||
    !/unclosed tag|unexpected end/.test(error.message)
  ) {
    return error;
  }
  const { problem } = error;
  return new ReportFailure({
    ...problem,
    message: `${problem.message} (the file ends too soon: was its writer killed?)`,
  });
}
