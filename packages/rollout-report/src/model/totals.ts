import type { HistoryCounts, HistoryMetric, RolloutHistory } from "../rollout-history.ts";
import { addCounts } from "./buckets.ts";

/** What the whole rollout came to. */
export interface Totals {
  readonly candidate: HistoryCounts | undefined;
  readonly stable: HistoryCounts | undefined;
  /** Bad requests of the candidate beyond what they had been at stable's rate; `undefined` when a side is unknown. */
  readonly harmed: number | undefined;
}

export function totalsOf(history: RolloutHistory): Totals {
  const candidate = addCounts(history.looks.map((look) => look.candidate));
  const stable = addCounts(history.looks.map((look) => look.stable));
  return { candidate, stable, harmed: harmedRequests(candidate, stable) };
}

function harmedRequests(
  candidate: HistoryCounts | undefined,
  stable: HistoryCounts | undefined,
): number | undefined {
  if (candidate === undefined || stable === undefined || stable.requests === 0) return undefined;
  return Math.max(0, Math.round(candidate.errors - (candidate.requests * stable.errors) / stable.requests));
}

/** The regressed metric with the most evidence at the last look that has any; `undefined` when none regressed. */
export function decisiveMetric(history: RolloutHistory): HistoryMetric | undefined {
  const metrics = history.analysis?.metrics ?? [];
  const evidence = history.looks.findLast((look) => look.evidence !== undefined)?.evidence;
  const weigh = (metric: HistoryMetric) => evidence?.[metrics.indexOf(metric)]?.regressed ?? 0;
  return metrics
    .filter((metric) => metric.state === "regressed")
    .toSorted((one, other) => weigh(other) - weigh(one) || 0)[0];
}
