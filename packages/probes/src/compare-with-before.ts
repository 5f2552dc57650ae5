import type { Verdict } from "@deploy-actions/conditions";
import type { HealthReport } from "./health-report.ts";

/**
 * The verdict after a change in the light of the one before it. When everything that fails now failed before already,
 * the change cannot be blamed: `inconclusive` with reason `already_unhealthy`, so that nobody rolls back in circles.
 * Anything that fails newly keeps the verdict as it is.
 */
export function compareWithBefore(before: HealthReport, after: HealthReport): Verdict {
  const failing = namesFailing(after);
  if (after.verdict.outcome !== "fail" || failing.length === 0) return after.verdict;
  const failedBefore = new Set(namesFailing(before));
  if (!failing.every((name) => failedBefore.has(name))) return after.verdict;
  return {
    ...after.verdict,
    outcome: "inconclusive",
    reason: "already_unhealthy",
    sentence: `${failing.join(", ")} failed before the change already; now: ${after.verdict.sentence}`,
  };
}

function namesFailing(report: HealthReport): readonly string[] {
  return report.verdict.evidence.filter((item) => item.outcome === "fail").map((item) => item.name);
}
