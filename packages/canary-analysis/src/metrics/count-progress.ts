import type { EvidenceUnit } from "../analysis-report.ts";
import { addToCells, type CellEvidence, logOfCells, NO_CELLS } from "../cells/cell-evidence.ts";
import { addCounts, type TimedCounts } from "../cells/timed-counts.ts";
import { addCauses } from "../counts/cause-evidence.ts";
import {
  addToClustering,
  type Clustering,
  causeSize,
  causeSizeOfCertificate,
  doubtOf,
  NO_CLUSTERING,
} from "../counts/clustering.ts";
import type { CountWindow, ReleaseCounts } from "../counts/count-window.ts";
import {
  addWindow,
  logEvidence,
  noEvidence,
  noRegression,
  type OddsEvidence,
  regressionOf,
} from "../counts/odds-evidence.ts";
import { addRiskWindow, type RiskEvidence } from "../counts/risk-evidence.ts";
import { logMean } from "../numeric/log-mean.ts";

/** What a count is judged by. */
export interface CountRule {
  readonly tolerance: number;
  readonly regression: number;
  readonly margin: number;
  readonly burstMs: number;
}

/** All that is known of one count: failed requests, or requests slower than a bound. Plain JSON. */
export interface CountProgress {
  readonly candidate: ReleaseCounts;
  readonly stable: ReleaseCounts;
  /** Evidence that the candidate is worse than tolerated, in the unit that bad requests are counted by. */
  readonly worse: WorseEvidence;
  /** Evidence that its odds are not larger by the ratio. */
  readonly alike: OddsEvidence;
  /** Evidence that its share of bad requests is not larger by the margin. */
  readonly risk: RiskEvidence;
  /** How they come together; not kept where each stands for itself, or users are counted. */
  readonly clustering?: Clustering | undefined;
}

/** Evidence in the unit that bad requests are counted by. */
export type WorseEvidence =
  | { readonly unit: "cells"; readonly cells: CellEvidence }
  | { readonly unit: "requests" | "users"; readonly odds: OddsEvidence };

const NOTHING: ReleaseCounts = { requests: 0, bad: 0 };

/** Before the first window. The unit is chosen once: evidence of two units does not add up. */
export function beginCount(rule: CountRule, unit: EvidenceUnit): CountProgress {
  return {
    candidate: NOTHING,
    stable: NOTHING,
    worse:
      unit === "cells" ? { unit, cells: NO_CELLS } : { unit, odds: noEvidence(noRegression(rule.tolerance)) },
    alike: noEvidence(regressionOf(rule.regression)),
    risk: 0,
    ...(unit === "cells" ? { clustering: NO_CLUSTERING } : {}),
  };
}

/** Learns from a stretch of the past, in which stable was alone, how its bad requests come together. */
export function learnCount(
  rule: CountRule,
  progress: CountProgress,
  lengthMs: number,
  stable: ReleaseCounts,
): CountProgress {
  const { clustering } = progress;
  if (clustering === undefined) return progress;
  const window = { candidate: NOTHING, stable };
  return { ...progress, clustering: addToClustering(rule.burstMs, clustering, window, lengthMs) };
}

/** Adds a window that was not added before. `bad` are what the unit counts: requests, or users first harmed. */
export function addCount(rule: CountRule, progress: CountProgress, window: TimedCounts): CountProgress {
  const isCompared = window.candidate.requests > 0 && window.stable.requests > 0;
  const { clustering } = progress;
  const add = progress.worse.unit === "users" ? addCauses : addWindow;
  return {
    candidate: addCounts(progress.candidate, window.candidate),
    stable: addCounts(progress.stable, window.stable),
    worse: isCompared ? addWorse(rule, progress, window) : progress.worse,
    alike: isCompared ? add(regressionOf(rule.regression), progress.alike, window) : progress.alike,
    risk: isCompared
      ? addRiskWindow(
          rule.margin,
          progress.risk,
          addCounts(progress.candidate, progress.stable),
          capped(window),
        )
      : progress.risk,
    // After the bets: they are made by what was known before.
    ...(clustering === undefined
      ? {}
      : { clustering: addToClustering(rule.burstMs, clustering, window, window.toMs - window.fromMs) }),
  };
}

/** Log of the evidence that the candidate is worse than tolerated. */
export function logWorse({ worse, clustering }: CountProgress): number {
  if (worse.unit !== "cells") return logEvidence(worse.odds);
  return logOfCells(worse.cells, clustering === undefined ? 1 : doubtOf(clustering));
}

/**
 * Log of the evidence that it is not worse by both the ratio and the margin: a release that is worse by both lies in both nulls, so
 * the mean of the two e-values is one.
 *
 * Both are of single requests. Where stable's bad requests vary more than such would, they are brought down to as many causes as that
 * leaves: an e-value to a power below 1 stays one, and with causes of that size it is about that of the causes (quasi-likelihood; an
 * approximation, where the evidence for a regression is none).
 */
export function logCertified(progress: CountProgress): number {
  const { clustering } = progress;
  const perCause = clustering === undefined ? 1 : causeSizeOfCertificate(clustering);
  return perCause === undefined ? 0 : logMean([logEvidence(progress.alike), progress.risk]) / perCause;
}

/** How many times as much bad requests vary as single ones would; 1 where they are counted one by one or by users, or nobody knows. */
export function dispersionOf({ clustering }: CountProgress): number {
  return (clustering === undefined ? undefined : causeSizeOfCertificate(clustering)) ?? 1;
}

function addWorse(rule: CountRule, { worse, clustering }: CountProgress, window: TimedCounts): WorseEvidence {
  if (worse.unit === "cells") {
    const perCause = clustering === undefined ? undefined : causeSize(clustering);
    return { unit: "cells", cells: addToCells(rule.tolerance, rule.burstMs, worse.cells, window, perCause) };
  }
  const add = worse.unit === "users" ? addCauses : addWindow;
  return { unit: worse.unit, odds: add(noRegression(rule.tolerance), worse.odds, window) };
}

/** Users first harmed in a window may be more than its requests: they came before and were counted then. */
function capped(window: CountWindow): CountWindow {
  const cap = ({ requests, bad }: ReleaseCounts): ReleaseCounts => ({
    requests,
    bad: Math.min(bad, requests),
  });
  return { candidate: cap(window.candidate), stable: cap(window.stable) };
}
