import type { Condition } from "@deploy-actions/conditions";
import { formatCount, plural } from "@deploy-actions/kernel";
import type { CoverageModel, FileCoverage } from "./coverage-model.ts";
import { type FindingsModel, SEVERITIES } from "./findings-model.ts";
import { cutText } from "./limits.ts";
import { samplesNeeded } from "./measure-performance.ts";
import type { PerformanceModel } from "./performance-model.ts";
import type { TestsModel } from "./tests-model.ts";

const SHOWN = 3;
const NAME_SHOWN = 120;

/** The first failing tests by name. */
export function adviseTests(model: TestsModel): string {
  const total = model.failed + model.errored;
  if (total === 0) return "let the report hold the tests that ran: skipped tests are no evidence";
  const names = model.failures.slice(0, SHOWN).map(({ name, classname, file, line }) => {
    const place = file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
    const owner = classname === undefined ? "" : `${cutText(classname, NAME_SHOWN)} › `;
    return `${owner}${cutText(name, NAME_SHOWN)}${place}`;
  });
  return `fix ${list(names, total)}`;
}

/** How many lines are missing, and where the most uncovered ones are. */
export function adviseCoverage(model: CoverageModel, condition: Condition): string {
  if (model.lines.total === 0) return "let the coverage tool include the sources: the report holds no line";
  const worst = model.files
    .filter((file) => file.uncovered.length > 0)
    .toSorted((a, b) => missing(b) - missing(a))
    .slice(0, SHOWN);
  const places = worst.map((file) => `${file.path} ${ranges(file)}`).join("; ");
  const lacking = linesLacking(model, condition);
  const start =
    lacking > 0
      ? `cover ${formatCount(lacking)} more ${lacking === 1 ? "line" : "lines"}`
      : "cover more lines";
  return `${start}; most uncovered: ${places || "none"}`;
}

function linesLacking(model: CoverageModel, condition: Condition): number {
  if (condition.kind !== "threshold" || !condition.operator.startsWith(">")) return 0;
  const needed = (condition.limit * model.lines.total) / 100;
  const whole = condition.operator === ">=" ? Math.ceil(needed - 1e-9) : Math.floor(needed + 1e-9) + 1;
  return whole > model.lines.total ? 0 : whole - model.lines.covered;
}

function missing(file: FileCoverage): number {
  return file.lines.total - file.lines.covered;
}

function ranges(file: FileCoverage): string {
  const shown = file.uncovered
    .slice(0, SHOWN)
    .map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
    .join(", ");
  return file.uncovered.length > SHOWN ? `${shown}, …` : shown;
}

/** The first findings that count, worst first. */
export function adviseFindings(model: FindingsModel, condition: Condition): string {
  const least = condition.kind === "no-findings" ? condition.atLeast : "low";
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
  const total = counted.reduce((sum, severity) => sum + model.counts[severity], 0);
  if (total === 0) return `look at the log of ${model.failedTools.join(", ") || "the scanner"}`;
  const shown = model.findings
    .filter((finding) => counted.includes(finding.severity))
    .slice(0, SHOWN)
    .map((finding) => {
      const place =
        finding.file === undefined
          ? ""
          : ` at ${finding.file}${finding.line === undefined ? "" : `:${finding.line}`}`;
      return `${finding.severity} ${finding.ruleId}${place}: ${cutText(finding.message.split("\n", 1)[0] ?? "", NAME_SHOWN)}`;
    });
  return `fix ${list(shown, total)}`;
}

/** Which percentile is missing, or how many requests; else nothing but the obvious. */
export function advisePerformance(model: PerformanceModel, percentile: number): string {
  if (!model.percentiles.has(percentile)) {
    return `add "p(${percentile})" to summaryTrendStats in the options of the k6 script`;
  }
  const needed = samplesNeeded(percentile);
  if (model.samples !== undefined && model.samples < needed) {
    return `run the load test with at least ${plural(needed, "request")}`;
  }
  return "compare with the last release that passed and profile the slowest requests";
}

function list(items: readonly string[], total: number): string {
  const more = total - items.length;
  return more > 0 ? `${items.join("; ")}; and ${formatCount(more)} more` : items.join("; ");
}
