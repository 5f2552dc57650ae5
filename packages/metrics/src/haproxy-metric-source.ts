import { ActionError, type Clock, errorMessage } from "@deploy-actions/kernel";
import type { MetricReading, MetricSource, ReleaseCounts } from "./metric-source.ts";

/** Cumulative counts of the server that a release runs on. */
export interface HaproxyServerCounts {
  readonly version: string;
  readonly requests: number;
  readonly errors: number;
  /** Changes when HAProxy's counters started again from zero. */
  readonly epoch: string;
}

/** Where the counts come from. */
export interface HaproxyMetricOptions {
  /** What HAProxy counted for both releases until now; a rejection makes the reading unknown. */
  readonly readCounts: (signal: AbortSignal) => Promise<{
    readonly candidate: HaproxyServerCounts | undefined;
    readonly stable: HaproxyServerCounts | undefined;
  }>;
  readonly clock: Clock;
}

/** Reads what HAProxy itself counted. It keeps only means of latencies, so every percentile is unknown. */
export function createHaproxyMetricSource(options: HaproxyMetricOptions): MetricSource {
  return {
    name: "haproxy",
    async read(signal): Promise<MetricReading> {
      try {
        const counts = await options.readCounts(signal);
        return {
          known: true,
          at: options.clock.now(),
          candidate: toReleaseCounts(counts.candidate),
          stable: toReleaseCounts(counts.stable),
        };
      } catch (error) {
        if (error instanceof ActionError && error.code === "cancelled") throw error;
        if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
        return { known: false, reason: "metrics_unreachable", text: errorMessage(error) };
      }
    },
  };
}

function toReleaseCounts(counts: HaproxyServerCounts | undefined): ReleaseCounts | undefined {
  return counts === undefined
    ? undefined
    : { ...counts, latency: { boundsMs: [], counts: [counts.requests] } };
}
