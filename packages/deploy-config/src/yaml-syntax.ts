import { type Document, LineCounter, parseDocument, type YAMLError } from "yaml";
import type { ConfigProblem } from "./problem.ts";

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML document with a way from an offset to a position in what the person wrote. */
export interface Syntax {
  readonly document: Document.Parsed;
  readonly position: (offset: number) => Position;
  readonly problems: readonly ConfigProblem[];
  /** False when the structure cannot be trusted, so that looking further would only find ghosts. */
  readonly trusted: boolean;
}

const TAB_WIDTHS = [2, 4, 8, 1];

/**
 * Reads YAML 1.2 (core schema, no custom tags). Tabs in the indentation are reported and then read as spaces, so that
 * the rest of the file is still checked; how many spaces were meant nobody knows, hence several readings.
 */
export function readSyntax(source: string, file: string): readonly [Syntax, ...Syntax[]] {
  const plain = parse(source);
  if (plain.document.errors.length === 0) return [{ ...plain, problems: [], trusted: true }];
  const tabbed = tabbedLines(source, plain);
  const untrusted: Syntax = { ...plain, problems: describeErrors(plain, file, tabbed), trusted: false };
  if (tabbed.size === 0) return [untrusted];
  const problems = describeTabs(file, tabbed);
  const [first, ...others] = TAB_WIDTHS.flatMap((width): Syntax[] => {
    const repaired = parse(expandTabs(source, tabbed, width));
    if (repaired.document.errors.length > 0) return [];
    const position = (offset: number): Position => {
      const { line, column } = repaired.position(offset);
      const tabs = tabbed.get(line)?.tabs ?? 0;
      return { line, column: Math.max(1, column - tabs * (width - 1)) };
    };
    return [{ document: repaired.document, position, problems, trusted: true }];
  });
  return first === undefined ? [untrusted] : [first, ...others];
}

interface Parsed {
  readonly document: Document.Parsed;
  readonly position: (offset: number) => Position;
}

function parse(source: string): Parsed {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, {
    lineCounter,
    prettyErrors: false,
    schema: "core",
    version: "1.2",
    // Duplicates are reported by the reader of the tree, which knows the first place too.
    uniqueKeys: false,
    logLevel: "error",
  });
  return {
    document,
    position: (offset) => {
      const { line, col } = lineCounter.linePos(offset);
      return { line, column: col };
    },
  };
}

interface TabbedLine {
  readonly column: number;
  readonly tabs: number;
}

/** Lines with a tab in the indentation that the parser stumbled over. */
function tabbedLines(source: string, { document, position }: Parsed): ReadonlyMap<number, TabbedLine> {
  const blamed = new Set(document.errors.map((error) => position(error.pos[0]).line));
  const tabbed = new Map<number, TabbedLine>();
  source.split("\n").forEach((text, index) => {
    const indent = /^[ \t]*/.exec(text)?.[0] ?? "";
    if (!blamed.has(index + 1) || !indent.includes("\t")) return;
    tabbed.set(index + 1, { column: indent.indexOf("\t") + 1, tabs: indent.split("\t").length - 1 });
  });
  return tabbed;
}

function expandTabs(source: string, tabbed: ReadonlyMap<number, TabbedLine>, width: number): string {
  return source
    .split("\n")
    .map((text, index) =>
      tabbed.has(index + 1)
        ? text.replace(/^[ \t]+/, (indent) => indent.replaceAll("\t", " ".repeat(width)))
        : text,
    )
    .join("\n");
}

/** One problem a line: what follows the first error of a line is mostly its echo. */
function describeErrors(
  { document, position }: Parsed,
  file: string,
  tabbed: ReadonlyMap<number, TabbedLine>,
): readonly ConfigProblem[] {
  const byLine = new Map(describeTabs(file, tabbed).map((problem) => [problem.line, problem]));
  for (const error of document.errors) {
    const { line, column } = position(error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, { file, line, column, ...describeError(error) });
  }
  return [...byLine.values()];
}

function describeTabs(file: string, tabbed: ReadonlyMap<number, TabbedLine>): readonly ConfigProblem[] {
  return [...tabbed].map(([line, { column }]) => ({
    file,
    line,
    column,
    read: "a tab in the indentation",
    expected: "spaces",
  }));
}

function describeError(error: YAMLError): Pick<ConfigProblem, "read" | "expected"> {
  if (error.code === "MULTIPLE_DOCS") {
    return { read: "a second YAML document", expected: "one document in the file" };
  }
  const message = (error.message.split("\n")[0] ?? "").replace(/[.:]$/, "");
  return {
    read: `this is not YAML (${message})`,
    expected: "valid YAML; what depends on it was not checked",
  };
}
