import type { Severity } from "@deploy-actions/conditions";

/** Severities, worst first. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** Something a scanner found. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly tool: string;
}

/** What scanners found; suppressed findings are counted apart and nowhere else. */
export interface FindingsModel {
  readonly counts: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  /** The worst findings, those of one severity in the order of the report. */
  readonly findings: readonly Finding[];
  /** Names of the tools that ran. */
  readonly tools: readonly string[];
  /** Tools that say themselves that their run failed: their silence proves nothing. */
  readonly failedTools: readonly string[];
}

/** Findings of this severity or worse. */
export function countAtLeast(model: FindingsModel, severity: Severity): number {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1).reduce(
    (sum, word) => sum + model.counts[word],
    0,
  );
}

/** Several reports as one. Nothing is deduplicated: two scanners that agree are two findings. */
export function mergeFindings(models: readonly FindingsModel[], maxFindings = 100): FindingsModel {
  const sum = (severity: Severity): number =>
    models.reduce((total, model) => total + model.counts[severity], 0);
  return {
    counts: { critical: sum("critical"), high: sum("high"), medium: sum("medium"), low: sum("low") },
    suppressed: models.reduce((total, model) => total + model.suppressed, 0),
    findings: worstFirst(models.flatMap((model) => model.findings)).slice(0, maxFindings),
    tools: unique(models.flatMap((model) => model.tools)),
    failedTools: unique(models.flatMap((model) => model.failedTools)),
  };
}

/** Findings by severity, otherwise in their order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
