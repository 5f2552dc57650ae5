import type { Condition, Measured } from "@deploy-actions/conditions";
import { formatCount } from "@deploy-actions/kernel";
import { countAtLeast, type FindingsModel, SEVERITIES } from "./findings-model.ts";

/**
 * The number of findings a condition asks about: of its severity or worse for `no_<severity>_issues`, else all.
 *
 * Findings are known even of a scanner that failed; their absence then is not: `scan_failed`.
 */
export function measureFindings(model: FindingsModel, condition: Condition): Measured {
  if (model.tools.length === 0) return { known: false, reason: "no_runs", text: "no scanner ran" };
  const value = countAtLeast(model, condition.kind === "no-findings" ? condition.atLeast : "low");
  const text = describeCounts(model);
  if (model.failedTools.length > 0 && value === 0) {
    return {
      known: false,
      reason: "scan_failed",
      text: `${text}, but ${model.failedTools.join(", ")} says its run failed`,
    };
  }
  return { known: true, value, unit: "count", text };
}

function describeCounts(model: FindingsModel): string {
  const parts = SEVERITIES.filter((severity) => model.counts[severity] > 0).map(
    (severity) => `${formatCount(model.counts[severity])} ${severity}`,
  );
  const suppressed = model.suppressed === 0 ? "" : ` (${formatCount(model.suppressed)} suppressed)`;
  return `${parts.length === 0 ? "no findings" : parts.join(", ")}${suppressed}`;
}
