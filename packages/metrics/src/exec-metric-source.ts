import { ActionError, type Clock, errorMessage } from "@deploy-actions/kernel";
import type { MetricReading, MetricSource, ReleaseCounts } from "./metric-source.ts";

/** Cumulative counts of one release as the user's `observe` command prints them. */
export interface ExecReleaseCounts {
  readonly version: string;
  readonly requests: number;
  readonly errors: number;
  /** Distinct users with at least one failed request, where the command knows them. */
  readonly harmedUsers?: number;
  /** Changes when the counters started again from zero, where the command knows. */
  readonly epoch?: string;
}

/** The `counts` of one `observe`; `undefined` for a release that is not counted. */
export interface ExecCounts {
  readonly candidate: ExecReleaseCounts | undefined;
  readonly stable: ExecReleaseCounts | undefined;
}

/** Where the counts come from. */
export interface ExecMetricOptions {
  /** Runs `observe` and gives its `counts`; `undefined` when it printed none. */
  readonly readCounts: (signal: AbortSignal) => Promise<ExecCounts | undefined>;
  readonly clock: Clock;
}

/** Reads the counts that an exec target's `observe` prints. They hold no latencies, so every percentile is unknown. */
export function createExecMetricSource(options: ExecMetricOptions): MetricSource {
  return {
    name: "exec",
    async read(signal): Promise<MetricReading> {
      let counts: ExecCounts | undefined;
      try {
        counts = await options.readCounts(signal);
      } catch (error) {
        if (error instanceof ActionError && error.code === "cancelled") throw error;
        if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
        return { known: false, reason: "metrics_unreachable", text: errorMessage(error) };
      }
      if (counts?.candidate === undefined && counts?.stable === undefined) {
        return { known: false, reason: "metric_missing", text: 'the observe command prints no "counts"' };
      }
      return {
        known: true,
        at: options.clock.now(),
        candidate: toReleaseCounts(counts.candidate),
        stable: toReleaseCounts(counts.stable),
      };
    },
  };
}

function toReleaseCounts(counts: ExecReleaseCounts | undefined): ReleaseCounts | undefined {
  if (counts === undefined) return undefined;
  const { requests, epoch = "" } = counts;
  return { ...counts, epoch, latency: { boundsMs: [], counts: [requests] } };
}
