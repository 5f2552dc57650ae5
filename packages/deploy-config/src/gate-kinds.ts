import type { Condition } from "@deploy-actions/conditions";
import type { GateKind } from "./policy.ts";

/** Kinds of gates that read reports. */
export type ReportKind = Exclude<GateKind, "command">;

interface KnownGate {
  readonly kind: ReportKind;
  readonly reports: readonly string[];
}

/** Where each kind of report is looked for when the policy does not say; documented in the README. */
export const DEFAULT_REPORTS: Readonly<Record<ReportKind, readonly string[]>> = {
  tests: ["reports/junit/**/*.xml"],
  coverage: ["coverage/lcov.info"],
  findings: ["reports/**/*.sarif"],
  performance: ["reports/k6-summary.json"],
};

// Integration tests have a folder of their own: the unit tests' reports must never count as theirs.
const INTEGRATION: KnownGate = { kind: "tests", reports: ["reports/integration/**/*.xml"] };
const UNIT: KnownGate = { kind: "tests", reports: DEFAULT_REPORTS.tests };
const COVERAGE: KnownGate = { kind: "coverage", reports: DEFAULT_REPORTS.coverage };
const FINDINGS: KnownGate = { kind: "findings", reports: DEFAULT_REPORTS.findings };
const PERFORMANCE: KnownGate = { kind: "performance", reports: DEFAULT_REPORTS.performance };

const KNOWN_GATES: ReadonlyMap<string, KnownGate> = new Map([
  ["unit", UNIT],
  ["unit-test", UNIT],
  ["unit-tests", UNIT],
  ["tests", UNIT],
  ["integration", INTEGRATION],
  ["integration-test", INTEGRATION],
  ["integration-tests", INTEGRATION],
  ["coverage", COVERAGE],
  ["code-coverage", COVERAGE],
  ["security-scan", FINDINGS],
  ["vulnerability-scan", FINDINGS],
  ["performance", PERFORMANCE],
  ["performance-test", PERFORMANCE],
  ["performance-tests", PERFORMANCE],
]);

/** Names a gate can have to be understood without saying its kind (`-` and `_` are the same). */
export const KNOWN_GATE_NAMES: readonly string[] = [...KNOWN_GATES.keys()];

/** Kind and reports of a gate known by its name. */
export function knownGate(name: string): KnownGate | undefined {
  return KNOWN_GATES.get(name.toLowerCase().replaceAll("_", "-"));
}

const KIND_OF_SUBJECT: ReadonlyMap<string, ReportKind> = new Map([
  ["coverage", "coverage"],
  ["pass-rate", "tests"],
  ["error-rate", "performance"],
  ["latency", "performance"],
]);

/** The kind a condition can only mean, or `undefined`. */
export function kindOfCondition(condition: Condition): ReportKind | undefined {
  switch (condition.kind) {
    case "pass-rate":
      return "tests";
    case "no-findings":
      return "findings";
    case "baseline":
      return "performance";
    case "consecutive":
      return undefined;
    case "threshold":
      if (condition.subject !== undefined) return KIND_OF_SUBJECT.get(condition.subject);
      if (condition.unit === "ms") return "performance";
      return condition.unit === "percent" ? "coverage" : undefined;
  }
}

/** An example of a condition of this kind. */
export const CONDITION_EXAMPLES: Readonly<Record<ReportKind, string>> = {
  tests: '"100%_pass_rate"',
  coverage: '">= 80%"',
  findings: '"no_critical_issues"',
  performance: '"<= 200ms_p95"',
};

/** Whether a gate of this kind can judge the condition, and the condition asks for the good direction. */
export function fitsKind(kind: ReportKind, condition: Condition): boolean {
  const isThreshold = condition.kind === "threshold";
  switch (kind) {
    case "tests":
      return (
        condition.kind === "pass-rate" ||
        (isThreshold && isShare(condition, "pass-rate") && isFloor(condition))
      );
    case "coverage":
      return isThreshold && isShare(condition, "coverage") && isFloor(condition);
    case "findings":
      return (
        condition.kind === "no-findings" ||
        (isThreshold && condition.unit === "count" && condition.subject === undefined && isCeiling(condition))
      );
    case "performance":
      return kindOfCondition(condition) === "performance" && isCeiling(condition);
  }
}

type Comparison = Extract<Condition, { kind: "threshold" | "baseline" }>;

/** A percentage of what the kind measures (or of nothing named). */
function isShare(condition: Extract<Condition, { kind: "threshold" }>, subject: string): boolean {
  return condition.unit === "percent" && (condition.subject ?? subject) === subject;
}

/** `>= 80%`: more is better. */
export function isFloor(condition: Comparison): boolean {
  return condition.operator === ">=" || condition.operator === ">" || condition.operator === "==";
}

/** `<= 200ms`: less is better. */
export function isCeiling(condition: Condition): boolean {
  return (
    (condition.kind === "threshold" || condition.kind === "baseline") &&
    (condition.operator === "<=" || condition.operator === "<" || condition.operator === "==")
  );
}
