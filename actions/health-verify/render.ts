import { formatDuration, joinMarkdown, type Markdown, md, table } from "@deploy-actions/kernel";
import type { HealthReport } from "@deploy-actions/probes";
import { evidenceTable, verdictHeading } from "../common/render.ts";

/** The summary of a verification: verdict, evidence, then each check's numbers. */
export function renderHealth(report: HealthReport, subject: string): Markdown {
  const rows = report.checks.map((check) => [
    check.name,
    check.samples,
    check.unhealthy,
    check.unknown,
    check.latency === undefined ? "n/a" : `${formatDuration(check.latency.p95Ms)} (n = ${check.latency.n})`,
    check.versionsSeen.join(", "),
    check.lastProblem ?? "",
  ]);
  return joinMarkdown([
    verdictHeading("Health", report.verdict, subject),
    md`${report.verdict.sentence}.`,
    evidenceTable(report.verdict.evidence),
    rows.length === 0
      ? undefined
      : table(["check", "looks", "unhealthy", "unknown", "p95", "versions seen", "last problem"], rows),
  ]);
}
