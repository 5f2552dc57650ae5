import { ActionError, formatBytes, type Json, type Secrets, utf8Length } from "@deploy-actions/kernel";
import type { Outputs } from "./action.ts";
import type { ActionSpec } from "./spec.ts";

/** Longest value of one output, in bytes of UTF-8. */
const LONGEST_OUTPUT = 64 * 1_024;
/** GitHub's limit for all outputs of a job: 1 MB, counted in UTF-16. */
const LARGEST_TOTAL = 1_000_000;

/** Outputs with what was set so far, in the order of setting. */
export interface CollectedOutputs<S extends ActionSpec> extends Outputs<S> {
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Outputs that are handed to `write` at once, so that they survive whatever comes later. Refused with an `internal`
 * error that never holds the value: an undeclared name, a value with a masked secret (GitHub would drop it silently),
 * a value above 64 KiB, more than 1 MB in total.
 */
export function createOutputs<S extends ActionSpec>(
  spec: S,
  secrets: Secrets,
  write: (name: string, value: string) => void,
): CollectedOutputs<S> {
  const values = new Map<string, string>();
  return {
    values,
    set(name, value) {
      const text = serialise(name, value);
      const refuse = (why: string, hint: string): never => {
        throw new ActionError("internal", `Output "${name}" of ${spec.name} ${why}.`, { hint });
      };
      if (!Object.hasOwn(spec.outputs, name)) refuse("is not declared", "Declare it in the action's spec.");
      if (secrets.redact(text) !== text) {
        refuse("holds a masked secret", "Secrets never become outputs: pass a name or a digest instead.");
      }
      const size = utf8Length(text);
      if (size > LONGEST_OUTPUT) {
        refuse(
          `is too long: ${formatBytes(size)}, at most ${formatBytes(LONGEST_OUTPUT)}`,
          "Write the full value to a file and output its path.",
        );
      }
      let total = (name.length + text.length) * 2;
      for (const [other, kept] of values) if (other !== name) total += (other.length + kept.length) * 2;
      if (total > LARGEST_TOTAL) {
        refuse("does not fit: the outputs of a job hold 1 MB", "Write full values to files.");
      }
      values.set(name, text);
      write(name, text);
    },
  };
}

function serialise(name: string, value: string | number | boolean | Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new ActionError("internal", `Output "${name}" is not a number: ${value}.`);
  }
  return JSON.stringify(value);
}
