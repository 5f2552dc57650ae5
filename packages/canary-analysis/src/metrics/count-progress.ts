import type { EvidenceUnit } from "../analysis-report.ts";
import { addToCells, type CellEvidence, logOfCells, NO_CELLS } from "../cells/cell-evidence.ts";
import { addCounts, type TimedCounts } from "../cells/timed-counts.ts";
import { addCauses } from "../counts/cause-evidence.ts";
import type { CountWindow, ReleaseCounts } from "../counts/count-window.ts";
import { addDispersion, type Dispersion, NO_DISPERSION, overdispersion } from "../counts/dispersion.ts";
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
  /** Of stable's counts, over stretches of a few bursts. */
  readonly dispersion: Dispersion;
  /** Stable's counts since then, which are not a whole stretch yet. */
  readonly stretch?: (ReleaseCounts & { readonly lengthMs: number }) | undefined;
}

/** Evidence in the unit that bad requests are counted by. */
export type WorseEvidence =
  | { readonly unit: "cells"; readonly cells: CellEvidence }
  | { readonly unit: "requests" | "users"; readonly odds: OddsEvidence };

const NOTHING: ReleaseCounts = { requests: 0, bad: 0 };
/** Bursts in a stretch: most then lie in one stretch as a whole. */
const BURSTS_A_STRETCH = 2;

/** Before the first window. The unit is chosen once: evidence of two units does not add up. */
export function beginCount(rule: CountRule, unit: EvidenceUnit): CountProgress {
  return {
    candidate: NOTHING,
    stable: NOTHING,
    worse:
      unit === "cells" ? { unit, cells: NO_CELLS } : { unit, odds: noEvidence(noRegression(rule.tolerance)) },
    alike: noEvidence(regressionOf(rule.regression)),
    risk: 0,
    dispersion: NO_DISPERSION,
  };
}

/** Adds a window that was not added before. `bad` are what the unit counts: requests, or users first harmed. */
export function addCount(rule: CountRule, progress: CountProgress, window: TimedCounts): CountProgress {
  const isCompared = window.candidate.requests > 0 && window.stable.requests > 0;
  const before = progress.stretch ?? { ...NOTHING, lengthMs: 0 };
  const stretch = addCounts(before, window.stable);
  const lengthMs = before.lengthMs + window.toMs - window.fromMs;
  const isWhole = lengthMs >= BURSTS_A_STRETCH * rule.burstMs;
  const add = progress.worse.unit === "users" ? addCauses : addWindow;
  return {
    candidate: addCounts(progress.candidate, window.candidate),
    stable: addCounts(progress.stable, window.stable),
    worse: isCompared ? addWorse(rule, progress.worse, window) : progress.worse,
    alike: isCompared ? add(regressionOf(rule.regression), progress.alike, window) : progress.alike,
    risk: isCompared
      ? addRiskWindow(
          rule.margin,
          progress.risk,
          addCounts(progress.candidate, progress.stable),
          capped(window),
        )
      : progress.risk,
    dispersion: isWhole ? addDispersion(progress.dispersion, stretch) : progress.dispersion,
    ...(isWhole ? {} : { stretch: { ...stretch, lengthMs } }),
  };
}

/** Log of the evidence that the candidate is worse than tolerated. */
export function logWorse({ worse }: CountProgress): number {
  return worse.unit === "cells" ? logOfCells(worse.cells) : logEvidence(worse.odds);
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
  const perCause = progress.worse.unit === "cells" ? spreadOf(progress) : 1;
  return logMean([logEvidence(progress.alike), progress.risk]) / perCause;
}

/** How many times as much bad requests vary as single ones would; 1 where they are counted one by one or by users. */
export function dispersionOf(progress: CountProgress): number {
  if (progress.worse.unit !== "cells") return 1;
  const found = spreadOf(progress);
  return Number.isFinite(found) ? found : 1;
}

function spreadOf({ dispersion, stable, stretch }: CountProgress): number {
  const { requests, bad } = stretch ?? NOTHING;
  const whole = { requests: stable.requests - requests, bad: stable.bad - bad };
  return overdispersion(dispersion, whole);
}

function addWorse(rule: CountRule, evidence: WorseEvidence, window: TimedCounts): WorseEvidence {
  if (evidence.unit === "cells") {
    return { unit: "cells", cells: addToCells(rule.tolerance, rule.burstMs, evidence.cells, window) };
  }
  const add = evidence.unit === "users" ? addCauses : addWindow;
  return { unit: evidence.unit, odds: add(noRegression(rule.tolerance), evidence.odds, window) };
}

/** Users first harmed in a window may be more than its requests: they came before and were counted then. */
function capped(window: CountWindow): CountWindow {
  const cap = ({ requests, bad }: ReleaseCounts): ReleaseCounts => ({
    requests,
    bad: Math.min(bad, requests),
  });
  return { candidate: cap(window.candidate), stable: cap(window.stable) };
}
