import type { ActionResult } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import { ActionError } from "@deploy-actions/kernel";

/** The outputs every verdict has. */
type VerdictOutputs = { readonly set: (name: "verdict" | "reason" | "sentence", value: string) => void };

/** Writes a verdict's outputs, and gives the action's result. */
export function conclude(verdict: Verdict, outputs: VerdictOutputs): ActionResult {
  outputs.set("verdict", verdict.outcome);
  outputs.set("reason", verdict.reason);
  outputs.set("sentence", verdict.sentence);
  const { outcome, reason, sentence, evidence } = verdict;
  return {
    outcome,
    reason,
    sentence,
    evidence: evidence.map((item) => ({
      name: item.name,
      outcome: item.outcome,
      reason: item.reason,
      required: item.required,
      found: item.found,
    })),
  };
}

/** The same for a rollout: one that was stopped ends as `cancelled`, once its outputs are written. */
export function concludeRollout(verdict: Verdict, outputs: VerdictOutputs): ActionResult {
  const result = conclude(verdict, outputs);
  if (verdict.reason === "cancelled") throw new ActionError("cancelled", `${verdict.sentence}.`);
  return result;
}
