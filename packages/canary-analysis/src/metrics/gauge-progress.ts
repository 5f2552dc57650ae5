import type { GaugeMetricConfig } from "../analysis-config.ts";
import { addRankBlock, beginRank, logRankEvidence, type RankState } from "../gauges/rank-evidence.ts";

/** All that is known of a gauge: ranks within windows, and the means so far. Plain JSON. */
export interface GaugeProgress {
  readonly rank: RankState;
  readonly candidate: RunningMean;
  readonly stable: RunningMean;
}

/** Sum and number of the samples that were numbers. */
export interface RunningMean {
  readonly count: number;
  readonly sum: number;
}

const NO_SAMPLES: RunningMean = { count: 0, sum: 0 };

/** Before the first window. */
export function beginGauge(): GaugeProgress {
  return { rank: beginRank(), candidate: NO_SAMPLES, stable: NO_SAMPLES };
}

/** Adds the samples of a window; what is no number is left out. */
export function addGauge(
  metric: GaugeMetricConfig,
  progress: GaugeProgress,
  candidate: readonly number[],
  stable: readonly number[],
): GaugeProgress {
  const [ofCandidate, ofStable] = [candidate.filter(Number.isFinite), stable.filter(Number.isFinite)];
  return {
    rank: addRankBlock(progress.rank, ofCandidate, ofStable, { allowedRatio: metric.allowedRatio }),
    candidate: plus(progress.candidate, ofCandidate),
    stable: plus(progress.stable, ofStable),
  };
}

/** Log of the evidence for a regression beyond the allowed ratio. */
export function logGauge({ direction }: GaugeMetricConfig, { rank }: GaugeProgress): number {
  return logRankEvidence(rank, direction);
}

/** Candidate's mean over stable's; `undefined` where it says nothing: no samples, a mean of 0, or different signs. */
export function ratioOfMeans({ candidate, stable }: GaugeProgress): number | undefined {
  if (candidate.count === 0 || stable.count === 0) return undefined;
  const ratio = candidate.sum / candidate.count / (stable.sum / stable.count);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined;
}

function plus({ count, sum }: RunningMean, samples: readonly number[]): RunningMean {
  return { count: count + samples.length, sum: samples.reduce((total, next) => total + next, sum) };
}
