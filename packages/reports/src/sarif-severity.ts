import type { Severity } from "@deploy-actions/conditions";
import { isObject } from "@deploy-actions/kernel";
import type { JsonNode } from "./pointer.ts";

const LEVELS = ["none", "note", "warning", "error"] as const;
type Level = (typeof LEVELS)[number];

const SEVERITY_OF_LEVEL: Readonly<Record<Level, Severity | undefined>> = {
  error: "high",
  warning: "medium",
  note: "low",
  none: undefined,
};

/**
 * The severity of a result, `undefined` when it is no finding (`kind` other than `fail`, or level `none` without a
 * score). The score `security-severity` decides by the CVSS bands: from 9 critical, 7 high, 4 medium, above 0 low. A
 * score of 0 or no number says nothing (scanners write 0 for "unknown"); then, and without a score, the level decides:
 * error is high, warning medium, note low.
 */
export function severityOf(result: JsonNode, rule: JsonNode | undefined): Severity | undefined {
  const kind = result.get("kind")?.string() ?? "fail";
  if (kind !== "fail") return undefined;
  const level =
    result.get("level")?.oneOf(LEVELS) ??
    rule?.get("defaultConfiguration")?.get("level")?.oneOf(LEVELS) ??
    "warning";
  return bandOf(scoreOf(result)) ?? bandOf(scoreOf(rule)) ?? SEVERITY_OF_LEVEL[level];
}

function scoreOf(node: JsonNode | undefined): number {
  const properties = node?.get("properties")?.value;
  const score = isObject(properties) ? properties["security-severity"] : undefined;
  if (typeof score === "number") return score;
  return typeof score === "string" && /^\s*\d+(\.\d+)?\s*$/.test(score) ? Number(score) : Number.NaN;
}

function bandOf(score: number): Severity | undefined {
  if (!(score > 0 && score <= 10)) return undefined;
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  return score >= 4 ? "medium" : "low";
}
