import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  errorMessage,
  fitSections,
  isObject,
  Markdown,
  type Secrets,
  type Section,
  utf8Length,
} from "@deploy-actions/kernel";
import type { Summary } from "./action.ts";

/** GitHub refuses a step summary above 1 MiB as a whole; the rest is room for what others append. */
const LARGEST_SUMMARY = 1_000_000;
/** Priority of a section that does not say: dropped before any that does up to 4. */
const USUAL_PRIORITY = 5;

/** The summary and its file. */
export interface FileSummary extends Summary {
  /** Writes all sections so far; may be called again. Says why when it could not, and never throws. */
  flush(): string | undefined;
  /** The file, once something was written. */
  readonly writtenTo: string | undefined;
}

/**
 * The summary in a file. What the file held when it was first written (another command of the same step) stays on
 * top, or is `replaced`. `locate` is asked for the path at the first flush with a section; `undefined` means there is no
 * place for it.
 */
export function createSummary(
  secrets: Secrets,
  locate: () => string | undefined,
  earlier: "kept" | "replaced" = "kept",
): FileSummary {
  const sections: Section[] = [];
  let path: string | undefined;
  let before = "";
  return {
    add(markdown, priority = USUAL_PRIORITY) {
      sections.push({ markdown, priority });
    },
    flush() {
      if (sections.length === 0) return undefined;
      try {
        if (path === undefined) {
          const found = locate();
          if (found === undefined) return undefined;
          before = prepare(found, earlier);
          path = found;
        }
        const byImportance = sections.toSorted((a, b) => a.priority - b.priority);
        const redacted = byImportance.map(({ markdown, priority }) => ({
          markdown: new Markdown(secrets.redact(markdown.source)),
          priority,
        }));
        const budget = LARGEST_SUMMARY - utf8Length(before);
        if (budget <= 0) return "The step summary is already full.";
        writeFileSync(path, `${before}${fitSections(redacted, budget).source}\n`);
        return undefined;
      } catch (error) {
        return `The summary cannot be written: ${errorMessage(error)}`;
      }
    },
    get writtenTo() {
      return path;
    },
  };
}

/** Makes the folder; the text that stays on top. */
function prepare(path: string, earlier: "kept" | "replaced"): string {
  mkdirSync(dirname(path), { recursive: true });
  if (earlier === "replaced") return "";
  try {
    const text = readFileSync(path, "utf8");
    return text === "" || text.endsWith("\n") ? text : `${text}\n`;
  } catch (error) {
    if (isObject(error) && error.code === "ENOENT") return "";
    throw error;
  }
}
