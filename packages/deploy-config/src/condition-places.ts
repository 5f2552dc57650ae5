import type { Condition } from "@deploy-actions/conditions";
import { isCeiling } from "./gate-kinds.ts";

const TRIGGERS =
  "one of: 3 consecutive failures; error-rate > 5%; latency p95 > 500ms; latency p95 > 200% of baseline";

/** What is wrong with a condition that should abort a rollout, or `undefined`. */
export function expectedTrigger(condition: Condition): string | undefined {
  if (condition.kind === "consecutive") return undefined;
  if (condition.kind !== "threshold" && condition.kind !== "baseline") return TRIGGERS;
  if (condition.operator !== ">" && condition.operator !== ">=") {
    return "> or >=: a trigger fires when it holds, e.g. error-rate > 5%";
  }
  if (condition.subject === "latency") {
    if (condition.kind === "threshold" && condition.unit !== "ms") return TRIGGERS;
    return condition.percentile === undefined
      ? "latency with a percentile, e.g. latency p95 > 200% of baseline"
      : undefined;
  }
  if (condition.subject !== "error-rate" || condition.percentile !== undefined) return TRIGGERS;
  return condition.kind === "threshold" && condition.unit !== "percent" ? TRIGGERS : undefined;
}

/** What is wrong with the highest error rate of a verification. */
export function expectedErrorRate(condition: Condition): string | undefined {
  const fits =
    condition.kind === "threshold" &&
    condition.unit === "percent" &&
    condition.percentile === undefined &&
    (condition.subject ?? "error-rate") === "error-rate" &&
    isCeiling(condition);
  return fits ? undefined : 'the highest share of failed samples, e.g. "< 1%"';
}

/** What is wrong with the latency of a verification: a percentile over all its samples. */
export function expectedLatency(condition: Condition): string | undefined {
  const fits =
    (condition.kind === "baseline" || (condition.kind === "threshold" && condition.unit === "ms")) &&
    (condition.subject ?? "latency") === "latency" &&
    condition.percentile !== undefined &&
    isCeiling(condition);
  return fits
    ? undefined
    : 'the highest latency of a percentile, e.g. "p95 < 200ms" or "p95 < 150% of baseline"';
}

/** What is wrong with the latency of one reply. */
export function expectedReplyLatency(condition: Condition): string | undefined {
  const fits =
    condition.kind === "threshold" &&
    condition.unit === "ms" &&
    condition.percentile === undefined &&
    (condition.subject ?? "latency") === "latency" &&
    isCeiling(condition);
  return fits ? undefined : 'the highest latency of one reply, e.g. "<= 200ms"';
}
