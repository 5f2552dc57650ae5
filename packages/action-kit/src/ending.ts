import { ActionError, assertNever, isObject, toActionError } from "@deploy-actions/kernel";
import type { ActionResult } from "./action.ts";
import type { StepLog } from "./log.ts";

/** Exit codes of an action and of the command line. */
export const EXIT = { ok: 0, failed: 1, inconclusive: 2, error: 3, cancelled: 130 } as const;

/** Value of the `fail-on` input: which verdicts fail the step. */
export type FailOn = "fail" | "inconclusive" | "never";

/** How a run ended. */
export type Ending =
  | { readonly kind: "result"; readonly result: ActionResult }
  | { readonly kind: "cancelled"; readonly error: ActionError }
  | { readonly kind: "error"; readonly error: ActionError }
  /** Post ended, or had nothing to do: there is no verdict. */
  | { readonly kind: "done" };

/** A failure as an ending: cancelled when the error says so, or when it is the abort that a signal caused. */
export function endingOf(error: unknown, signal: AbortSignal): Ending {
  const known = toActionError(error);
  if (known.code === "cancelled") return { kind: "cancelled", error: known };
  if (signal.aborted && isObject(error) && error.name === "AbortError") {
    const reason: unknown = signal.reason;
    const cancelled =
      reason instanceof ActionError && reason.code === "cancelled"
        ? reason
        : new ActionError("cancelled", "Cancelled.", { cause: error });
    return { kind: "cancelled", error: cancelled };
  }
  return { kind: "error", error: known };
}

export function exitCodeOf(ending: Ending, failOn: FailOn): number {
  switch (ending.kind) {
    case "result":
      if (ending.result.outcome === "fail") return failOn === "never" ? EXIT.ok : EXIT.failed;
      if (ending.result.outcome === "inconclusive") {
        return failOn === "inconclusive" ? EXIT.inconclusive : EXIT.ok;
      }
      return EXIT.ok;
    case "cancelled":
      return EXIT.cancelled;
    case "error":
      return EXIT.error;
    case "done":
      return EXIT.ok;
    default:
      return assertNever(ending);
  }
}

/** Prints the last lines of a run: the verdict's sentence, or the error with what to do about it. */
export function printEnding(log: StepLog, ending: Ending, exitCode: number, title: string): void {
  switch (ending.kind) {
    case "done":
      return;
    case "result": {
      const { outcome, sentence, reason } = ending.result;
      const line = `${outcome}: ${sentence} (${reason})`;
      if (outcome === "pass") log.info(line);
      else log.conclude(exitCode === EXIT.ok ? "warning" : "error", line, { title });
      return;
    }
    case "cancelled":
    case "error": {
      const { error } = ending;
      for (const line of causeChain(error)) log.debug(line);
      const { location } = error;
      log.conclude(ending.kind === "cancelled" ? "warning" : "error", errorText(error), {
        title,
        ...(location === undefined ? {} : { file: location.file }),
        ...(location?.line === undefined ? {} : { line: location.line }),
      });
      return;
    }
    default:
      assertNever(ending);
  }
}

/** `<code>: message` and the hint on a line of its own. */
export function errorText(error: ActionError): string {
  return `${error.code}: ${error.message}${error.hint === undefined ? "" : `\n${error.hint}`}`;
}

/** The stack of an error and of everything that caused it, at most 8 deep. */
function causeChain(error: Error): readonly string[] {
  const stacks: string[] = [];
  const visit = (current: unknown, prefix: string): void => {
    if (current === undefined || stacks.length >= 8) return;
    stacks.push(
      `${prefix}${current instanceof Error ? (current.stack ?? current.message) : String(current)}`,
    );
    if (current instanceof AggregateError) for (const inner of current.errors) visit(inner, "one of: ");
    if (current instanceof Error) visit(current.cause, "caused by: ");
  };
  visit(error, "");
  return stacks;
}
