import { assertNever } from "@deploy-actions/kernel";
import type { Condition, Measured } from "./condition.ts";
import { evaluate } from "./evaluate.ts";
import type { Evidence } from "./verdict.ts";

/**
 * The evidence of a gate: the condition must hold for what was measured.
 *
 * Passes with reason `passed` and no advice; unknown is `inconclusive` with the reason why; else fails with
 * {@link failureReason}.
 */
export function evidenceFor(
  name: string,
  condition: Condition,
  measured: Measured,
  sources: readonly string[],
  advice: string,
): Evidence {
  const answer = evaluate(condition, measured);
  const base = { name, required: condition.text, sources };
  if (answer.holds === "unknown") {
    return {
      ...base,
      outcome: "inconclusive",
      reason: answer.reason,
      found: answer.text || "nothing",
      advice,
    };
  }
  const found = measured.text || "nothing";
  if (answer.holds) return { ...base, outcome: "pass", reason: "passed", found, advice: "" };
  return { ...base, outcome: "fail", reason: failureReason(condition), found, advice };
}

/** The reason code of a condition that does not hold. */
export function failureReason(condition: Condition): string {
  switch (condition.kind) {
    case "threshold":
      if (condition.operator.startsWith(">")) return "below_threshold";
      return condition.operator.startsWith("<") ? "above_threshold" : "unexpected_value";
    case "baseline":
      return "outside_baseline";
    case "consecutive":
      return "too_few_failures";
    case "no-findings":
      return "findings_found";
    case "pass-rate":
      return "tests_failed";
    default:
      return assertNever(condition);
  }
}
