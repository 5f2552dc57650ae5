import type { AnalysisWindow, LatencyBuckets, PastWindow } from "../analysis-window.ts";
import type { TimedCounts } from "../cells/timed-counts.ts";
import { logMean } from "../numeric/log-mean.ts";
import {
  addCount,
  beginCount,
  type CountProgress,
  type CountRule,
  learnCount,
  logCertified,
  logWorse,
} from "./count-progress.ts";

/** Requests slower than a bound, for a few bounds. Plain JSON. */
export interface LatencyProgress {
  /** `undefined` until stable has shown its latencies. */
  readonly bounds: readonly BoundProgress[] | undefined;
  /** What stable has shown so far, while it is too little to choose bounds by. */
  readonly seen?: LatencyBuckets;
}

/** One bound and what was counted above it. */
export interface BoundProgress {
  readonly boundMs: number;
  readonly count: CountProgress;
}

/** Parts of stable's requests that are to lie above the bounds, from the middle to the tail. */
const TAILS = [0.5, 0.2, 0.05, 0.01];
/** Requests of stable that show where its tail is. */
const ENOUGH = 200;

/** Before the first window; `boundsMs` where the policy names them. */
export function beginLatency(rule: CountRule, boundsMs: readonly number[] | undefined): LatencyProgress {
  return { bounds: boundsMs?.map((boundMs) => begin(rule, boundMs)) };
}

/** Learns from the past of stable, oldest first: bounds where none are given, and how slow requests come together. */
export function learnLatency(
  rule: CountRule,
  progress: LatencyProgress,
  past: readonly PastWindow[],
): LatencyProgress {
  const seen = past.reduce<LatencyBuckets | undefined>(
    (sum, { stable }) => together(sum, stable.latency),
    undefined,
  );
  const chosen = seen === undefined ? undefined : chooseBounds(seen);
  const bounds = progress.bounds ?? chosen?.map((boundMs) => begin(rule, boundMs));
  if (bounds === undefined) return progress;
  return {
    bounds: bounds.map(({ boundMs, count }) => ({
      boundMs,
      count: past.reduce((sum, { fromMs, toMs, stable }) => {
        const counts = above(stable.latency, boundMs);
        return counts === undefined ? sum : learnCount(rule, sum, toMs - fromMs, counts);
      }, count),
    })),
  };
}

/**
 * Adds a window. Where no bounds are given, the first requests of stable choose them, and their windows are not judged: bounds that
 * depend on what is judged would favour one release.
 */
export function addLatency(
  rule: CountRule,
  progress: LatencyProgress,
  window: AnalysisWindow,
): LatencyProgress {
  const { candidate, stable } = window;
  if (progress.bounds === undefined) {
    const seen = together(progress.seen, stable.latency);
    const bounds = chooseBounds(seen);
    return bounds === undefined
      ? { bounds, seen }
      : { bounds: bounds.map((boundMs) => begin(rule, boundMs)) };
  }
  return {
    bounds: progress.bounds.map((bound) => {
      const ofCandidate = above(candidate.latency, bound.boundMs);
      const ofStable = above(stable.latency, bound.boundMs);
      if (ofCandidate === undefined || ofStable === undefined) return bound;
      const { fromMs, toMs } = window;
      const counts: TimedCounts = { fromMs, toMs, candidate: ofCandidate, stable: ofStable };
      return { ...bound, count: addCount(rule, bound.count, counts) };
    }),
  };
}

/** Log of the evidence that it is slower than tolerated: the mean over the bounds is an e-value, however they hang together. */
export function logSlower({ bounds }: LatencyProgress): number {
  return bounds === undefined || bounds.length === 0
    ? 0
    : logMean(bounds.map(({ count }) => logWorse(count)));
}

/** Log of the evidence that it is not slower: it has to be shown at every bound. */
export function logNotSlower({ bounds }: LatencyProgress): number {
  return bounds === undefined || bounds.length === 0
    ? 0
    : Math.min(...bounds.map(({ count }) => logCertified(count)));
}

/** The bound that says most. */
export function tellingBound({ bounds }: LatencyProgress): BoundProgress | undefined {
  return bounds?.reduce((best, next) => (logWorse(next.count) > logWorse(best.count) ? next : best));
}

function begin(rule: CountRule, boundMs: number): BoundProgress {
  // What is slow is slow for all at once (a pause of the collector, a full queue), whatever is known of users.
  return { boundMs, count: beginCount(rule, rule.burstMs > 0 ? "cells" : "requests") };
}

/** Requests, and those slower than a bound; `undefined` when the buckets do not have it. */
function above({ boundsMs, counts }: LatencyBuckets, boundMs: number): TimedCounts["candidate"] | undefined {
  const index = boundsMs.indexOf(boundMs);
  if (index < 0) return undefined;
  const total = (list: readonly number[]): number => list.reduce((sum, count) => sum + count, 0);
  return { requests: total(counts), bad: total(counts.slice(index + 1)) };
}

/** The counts of both; those of the later where the buckets are others. */
function together(earlier: LatencyBuckets | undefined, later: LatencyBuckets): LatencyBuckets {
  if (earlier !== undefined && later.boundsMs.length === 0) return earlier;
  if (earlier === undefined || earlier.boundsMs.join() !== later.boundsMs.join()) return later;
  return { ...later, counts: later.counts.map((count, index) => count + (earlier.counts[index] ?? 0)) };
}

/** Bounds of the buckets that come nearest to the tails; `undefined` while there are too few requests, or no buckets. */
function chooseBounds({ boundsMs, counts }: LatencyBuckets): readonly number[] | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (boundsMs.length === 0 || total < ENOUGH) return undefined;
  let slower = total;
  const tails = boundsMs.map((boundMs, index) => {
    slower -= counts[index] ?? 0;
    return { boundMs, part: slower / total };
  });
  const chosen = TAILS.map((wanted) => nearest(tails, wanted)).filter((boundMs) => boundMs !== undefined);
  return [...new Set(chosen)].sort((a, b) => a - b);
}

/** The bound whose part above it is nearest to the wanted one as a ratio; none has to be above it at all. */
function nearest(
  tails: readonly { readonly boundMs: number; readonly part: number }[],
  wanted: number,
): number | undefined {
  const distance = (part: number): number => Math.abs(Math.log((part + 1e-4) / wanted));
  const usable = tails.filter(({ part }) => part < 1);
  return usable.reduce<{ boundMs: number; part: number } | undefined>(
    (best, next) => (best === undefined || distance(next.part) < distance(best.part) ? next : best),
    undefined,
  )?.boundMs;
}
