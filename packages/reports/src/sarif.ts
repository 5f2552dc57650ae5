import type { Severity } from "@deploy-actions/conditions";
import type { Chunks } from "./decode.ts";
import { type Finding, type FindingsModel, mergeFindings, worstFirst } from "./findings-model.ts";
import { readJson } from "./json-report.ts";
import { cutText, JSON_LIMITS, type ReadLimits } from "./limits.ts";
import { normalisePath } from "./paths.ts";
import { JsonNode } from "./pointer.ts";
import { failReading, type ReadResult, toResult } from "./problem.ts";
import { SarifRules } from "./sarif-rules.ts";
import { severityOf } from "./sarif-severity.ts";

const BASELINE_STATES = ["new", "unchanged", "updated", "absent"] as const;

/**
 * Reads a SARIF 2.1.0 log. Findings a baseline marks `absent` are gone and not counted; suppressed ones (every
 * suppression accepted or without a status) are counted apart.
 *
 * A log without a run is `no_runs`, a run without `results` is `no_results`: a scanner that looked writes both, if empty.
 */
export function readSarif(
  chunks: Chunks,
  source: string,
  options: Partial<ReadLimits> = {},
): Promise<ReadResult<FindingsModel>> {
  return toResult(async () => {
    const limits = { ...JSON_LIMITS, ...options };
    const log = new JsonNode(source, await readJson(chunks, source, limits.maxBytes));
    const version = log.get("version") ?? new JsonNode(source, undefined, "/version");
    if (typeof version.value !== "string" || !version.value.startsWith("2.1.")) {
      version.refuse('"2.1.0", the version of SARIF that is read');
    }
    const runs = (log.get("runs") ?? new JsonNode(source, undefined, "/runs")).array();
    if (runs.length === 0) failReading(source, "no_runs", "the SARIF log has no run: no scanner ran");
    return mergeFindings(
      runs.map((run) => readRun(run, source, limits)),
      limits.maxDetails,
    );
  });
}

function readRun(run: JsonNode, source: string, limits: ReadLimits): FindingsModel {
  const rules = new SarifRules(run.get("tool") ?? run.refuse('an object with "tool"'));
  const tool = cutText(rules.toolName, limits.maxNameLength);
  const results = run.get("results");
  if (results === undefined) {
    failReading(
      source,
      "no_results",
      `${run.pointer} of ${tool} has no "results": the scanner did not get as far`,
    );
  }
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  const kept: Record<Severity, Finding[]> = { critical: [], high: [], medium: [], low: [] };
  let suppressed = 0;
  for (const result of results.array()) {
    if (result.get("baselineState")?.oneOf(BASELINE_STATES) === "absent") continue;
    const { id, rule } = rules.ruleOf(result);
    const severity = severityOf(result, rule);
    if (severity === undefined) continue;
    if (isSuppressed(result)) {
      suppressed += 1;
      continue;
    }
    counts[severity] += 1;
    if (kept[severity].length < limits.maxDetails) {
      kept[severity].push(toFinding(result, rule, { ruleId: id, severity, tool }, limits));
    }
  }
  const failed = (run.get("invocations")?.array() ?? []).some(
    (invocation) => invocation.get("executionSuccessful")?.value === false,
  );
  return {
    counts,
    suppressed,
    findings: worstFirst(Object.values(kept).flat()).slice(0, limits.maxDetails),
    tools: [tool],
    failedTools: failed ? [tool] : [],
  };
}

function isSuppressed(result: JsonNode): boolean {
  const suppressions = result.get("suppressions")?.array() ?? [];
  return (
    suppressions.length > 0 &&
    suppressions.every((item) => {
      const status = item.get("status")?.value;
      return status === undefined || status === "accepted";
    })
  );
}

function toFinding(
  result: JsonNode,
  rule: JsonNode | undefined,
  known: Pick<Finding, "ruleId" | "severity" | "tool">,
  limits: ReadLimits,
): Finding {
  const location = result.get("locations")?.array()[0]?.get("physicalLocation");
  const uri = location?.get("artifactLocation")?.get("uri")?.string();
  const message =
    textOf(result.get("message")) ??
    textOf(rule?.get("shortDescription")) ??
    textOf(rule?.get("fullDescription"));
  return {
    ...known,
    ruleId: cutText(known.ruleId, limits.maxNameLength),
    message: cutText(message ?? "", limits.maxMessageLength),
    file: uri === undefined ? undefined : cutText(pathOf(uri), limits.maxNameLength),
    line: location?.get("region")?.get("startLine")?.integer(),
  };
}

function textOf(message: JsonNode | undefined): string | undefined {
  return message?.get("text")?.string() ?? message?.get("markdown")?.string();
}

function pathOf(uri: string): string {
  const path = uri.replace(/^file:\/\/[^/]*(?=\/)/i, "");
  try {
    return normalisePath(decodeURIComponent(path));
  } catch {
    return normalisePath(path);
  }
}
