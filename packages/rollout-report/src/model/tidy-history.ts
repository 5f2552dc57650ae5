import { truncateUtf8 } from "@deploy-actions/kernel";
import type { HistoryCounts, HistoryLook, HistoryMetric, RolloutHistory } from "../rollout-history.ts";
import type { Limits } from "./limits.ts";

/**
 * The history as the page can draw it: looks in order of time, texts and metrics within the limits, and no number that
 * cannot be what it stands for (a window with such counts is unknown, and says so).
 */
export function tidyHistory(history: RolloutHistory, limits: Limits): RolloutHistory {
  const name = (text: string) => truncateUtf8(text, limits.nameBytes);
  const sentence = (text: string) => keepPercents(truncateUtf8(text, limits.sentenceBytes));
  const { analysis, candidate, verdict } = history;
  const commit = candidate.commit;
  return {
    ...history,
    service: name(history.service),
    environment: name(history.environment),
    platform: name(history.platform),
    candidate: {
      version: name(candidate.version),
      ...(commit === undefined ? {} : { commit: name(commit) }),
    },
    stable: history.stable === null ? null : name(history.stable),
    endedAt: isTime(history.endedAt) ? history.endedAt : undefined,
    verdict: { ...verdict, reason: name(verdict.reason), sentence: sentence(verdict.sentence) },
    steps: history.steps.filter((step) => isCount(step.weight) && isCount(step.bakeMs)),
    decisions: history.decisions
      .filter((decision) => isTime(decision.at) && isCount(decision.weight))
      .map((decision) => ({ ...decision, text: sentence(decision.text) }))
      .sort((one, other) => one.at - other.at),
    looks: history.looks
      .filter((look) => isTime(look.at))
      .map((look) => tidyLook(look, name))
      .sort((one, other) => one.at - other.at),
    analysis: analysis && {
      ...analysis,
      metrics: analysis.metrics.slice(0, limits.metrics).map((metric) => ({
        ...tidyMetric(metric),
        name: name(metric.name),
        sentence: sentence(metric.sentence),
      })),
    },
    checks: history.checks.map((check) => ({
      ...check,
      name: name(check.name),
      text: sentence(check.text),
    })),
  };
}

/** Latest moment that a calendar can say (ECMA-262 §21.4.1.1). */
const LAST_TIME = 8.64e15;

function isTime(value: number | undefined): value is number {
  return value !== undefined && Math.abs(value) <= LAST_TIME;
}

function isCount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

/** A line must not break between a number and its per cent sign. */
function keepPercents(text: string): string {
  return text.replace(/(\d) %/g, "$1\u00a0%");
}

function tidyLook(look: HistoryLook, name: (text: string) => string): HistoryLook {
  const candidate = tidyCounts(look.candidate);
  const stable = tidyCounts(look.stable);
  const lost = (look.candidate !== undefined && !candidate) || (look.stable !== undefined && !stable);
  const missing = look.missing ?? (lost ? "the counts are not counts" : undefined);
  return {
    ...look,
    weight: isCount(look.weight) ? look.weight : 0,
    candidate,
    stable,
    missing: missing === undefined ? undefined : name(missing),
  };
}

function tidyCounts(counts: HistoryCounts | undefined): HistoryCounts | undefined {
  if (counts === undefined) return undefined;
  const { requests, errors, p50Ms, p95Ms, p99Ms } = counts;
  if (!isCount(requests) || !isCount(errors) || errors > requests) return undefined;
  return { requests, errors, p50Ms: latency(p50Ms), p95Ms: latency(p95Ms), p99Ms: latency(p99Ms) };
}

function latency(value: number | undefined): number | undefined {
  return value !== undefined && isCount(value) ? value : undefined;
}

function tidyMetric(metric: HistoryMetric): HistoryMetric {
  const { ratio } = metric;
  const isRatio = ratio !== undefined && [ratio.low, ratio.estimate, ratio.high].every((one) => one >= 0);
  return {
    ...metric,
    candidate: tidySide(metric.candidate),
    stable: tidySide(metric.stable),
    ratio: isRatio ? ratio : undefined,
  };
}

function tidySide(side: HistoryMetric["candidate"]): HistoryMetric["candidate"] {
  return isCount(side.requests) && isCount(side.bad) ? side : { requests: 0, bad: 0 };
}
