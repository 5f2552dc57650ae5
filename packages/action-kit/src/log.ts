import { type Log, type LogLocation, printable } from "@deploy-actions/kernel";

export type AnnotationLevel = "notice" | "warning" | "error";

/** The log of one step, which has an end. */
export interface StepLog extends Log {
  /** Prints the reason why the step ends; its annotation is never folded into another. */
  conclude(level: AnnotationLevel, message: string, location?: LogLocation): void;
  /** Prints what the annotation budget held back. */
  close(): void;
}

/** Lines of text with control characters made visible; tabs stay. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.split("\t").map(printable).join("\t"));
}
