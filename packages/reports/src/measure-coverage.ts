import { type Measured, ratioPercent } from "@deploy-actions/conditions";
import { formatCount, formatPercent } from "@deploy-actions/kernel";
import type { CoverageModel } from "./coverage-model.ts";

/** What coverage can be counted in. */
export type CoverageMetric = "lines" | "branches" | "functions";

/** Covered of coverable in per cent; nothing coverable is unknown with reason `no_coverable_lines` (`…_branches`, …). */
export function measureCoverage(model: CoverageModel, metric: CoverageMetric = "lines"): Measured {
  const { covered, total } = model[metric];
  const value = ratioPercent(covered, total);
  if (value === undefined) {
    return { known: false, reason: `no_coverable_${metric}`, text: `no coverable ${metric} in the report` };
  }
  const text = `${formatPercent(value, 2)} (${formatCount(covered)} of ${formatCount(total)} ${metric})`;
  return { known: true, value, unit: "percent", text };
}
