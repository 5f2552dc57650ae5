import type { ActionResult } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";

/** The outputs every verdict has. */
type VerdictOutputs = { readonly set: (name: "verdict" | "reason" | "sentence", value: string) => void };

/** Writes a verdict's outputs, and gives the action's result. */
export function conclude(verdict: Verdict, outputs: VerdictOutputs): ActionResult {
  outputs.set("verdict", verdict.outcome);
  outputs.set("reason", verdict.reason);
  outputs.set("sentence", verdict.sentence);
  return { outcome: verdict.outcome, reason: verdict.reason, sentence: verdict.sentence };
}
