import {
  type Condition,
  type Evidence,
  evidenceFor,
  formatCondition,
  type Measured,
} from "@deploy-actions/conditions";
import { printable } from "@deploy-actions/kernel";
import { adviseCoverage, adviseFindings, advisePerformance, adviseTests } from "./advice.ts";
import type { ReportKind, ReportModels } from "./kinds.ts";
import { measureCoverage } from "./measure-coverage.ts";
import { measureFindings } from "./measure-findings.ts";
import { measurePerformance } from "./measure-performance.ts";
import { measureTests } from "./measure-tests.ts";
import { conditionMisfit } from "./misfit.ts";
import type { ReportProblem } from "./problem.ts";

interface Judgement {
  readonly measured: Measured;
  readonly advice: string;
}

type Judge<T> = (model: T, condition: Condition) => Judgement;

const JUDGES: { readonly [K in ReportKind]: Judge<ReportModels[K]> } = {
  tests: (model) => ({ measured: measureTests(model), advice: adviseTests(model) }),
  coverage: (model, condition) => ({
    measured: measureCoverage(model),
    advice: adviseCoverage(model, condition),
  }),
  findings: (model, condition) => ({
    measured: measureFindings(model, condition),
    advice: adviseFindings(model, condition),
  }),
  performance: (model, condition) => {
    const percentile = "percentile" in condition ? (condition.percentile ?? 0) : 0;
    return {
      measured: measurePerformance(model, percentile),
      advice: advisePerformance(model, percentile),
    };
  },
};

/**
 * The evidence of one gate over a report. A condition that makes no sense for the kind of report is `inconclusive` with
 * reason `condition_not_applicable`.
 */
export function judgeReport<K extends ReportKind>(
  kind: K,
  model: ReportModels[K],
  condition: Condition,
  name: string,
  sources: readonly string[],
): Evidence {
  const misfit = conditionMisfit(kind, condition);
  if (misfit !== undefined) {
    const measured: Measured = { known: false, reason: "condition_not_applicable", text: "not judged" };
    return evidenceFor(name, condition, measured, sources, misfit);
  }
  const { measured, advice } = JUDGES[kind](model, condition);
  const evidence = evidenceFor(name, condition, oneLine(measured), sources, printable(advice));
  return evidence.outcome === "fail" ? { ...evidence, reason: failureOf(kind, evidence.reason) } : evidence;
}

/** Names in the text come from the report: they stay on one line and cannot drive a terminal. */
function oneLine(measured: Measured): Measured {
  return { ...measured, text: printable(measured.text) };
}

/** The reason code in the words of the kind of report, where the general one says less. */
function failureOf(kind: ReportKind, reason: string): string {
  if (kind === "tests") return "tests_failed";
  if (kind === "findings") return "findings_found";
  return `${kind === "coverage" ? "coverage" : "latency"}_${reason}`;
}

/** The evidence of a gate whose report could not be read: `inconclusive` with the reason and the place. */
export function judgeProblem(
  problem: ReportProblem,
  condition: Condition,
  name: string,
  sources: readonly string[],
): Evidence {
  return {
    name,
    outcome: "inconclusive",
    reason: problem.reason,
    required: condition.text === "" ? formatCondition(condition) : condition.text,
    found: problem.message,
    advice: "look at the log of the step that writes the report: it counts for nothing as it is",
    sources,
  };
}
