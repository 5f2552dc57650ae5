import type { Condition } from "@deploy-actions/conditions";
import type { ReportKind } from "./kinds.ts";

const EXPECTED: Readonly<Record<ReportKind, string>> = {
  tests: 'a test report is judged by a pass rate such as "100%_pass_rate"',
  coverage: 'a coverage report is judged by a percentage such as ">= 80%"',
  findings: 'findings are judged by "no_high_severity" or a number such as "<= 3"',
  performance: 'a load test is judged by a latency with a percentile such as "<= 200ms_p95"',
};

/** Why this condition makes no sense for this kind of report, with what would; `undefined` when it does. */
export function conditionMisfit(kind: ReportKind, condition: Condition): string | undefined {
  return fits(kind, condition) ? undefined : EXPECTED[kind];
}

function fits(kind: ReportKind, condition: Condition): boolean {
  switch (kind) {
    case "tests":
      return condition.kind === "pass-rate" || isThreshold(condition, "percent", "pass-rate");
    case "coverage":
      return isThreshold(condition, "percent", "coverage");
    case "findings":
      return condition.kind === "no-findings" || isThreshold(condition, "count", undefined);
    case "performance":
      return isThreshold(condition, "ms", "latency") && condition.percentile !== undefined;
  }
}

type Threshold = Extract<Condition, { kind: "threshold" }>;

function isThreshold(
  condition: Condition,
  unit: Threshold["unit"],
  subject: string | undefined,
): condition is Threshold {
  return (
    condition.kind === "threshold" &&
    condition.unit === unit &&
    (condition.subject === undefined || condition.subject === subject)
  );
}
