/** Cumulative counts of one release since it started; only differences between two readings mean anything. */
export interface ReleaseCounts {
  readonly version: string;
  /** Changes when the counters started again from zero (process restarted): readings across it must not be subtracted. */
  readonly epoch: string;
  readonly requests: number;
  /** Requests that failed: 5xx, or no answer. */
  readonly errors: number;
  /** Distinct users (sessions, traces) with at least one failed request since the counters began, where they are known. */
  readonly harmedUsers?: number;
  readonly latency: LatencyHistogram;
  /** Values by name of gauge, as they were at the reading: one of each instance or series that has one. Not cumulative. */
  readonly gauges?: Readonly<Record<string, readonly number[]>>;
}

/** Latency in buckets. `counts[i]` = requests with latency <= `boundsMs[i]` and > the bound before; the last count has no bound. */
export interface LatencyHistogram {
  readonly boundsMs: readonly number[];
  /** Not cumulative; one longer than `boundsMs`. */
  readonly counts: readonly number[];
}

/** One look at the counters. */
export type MetricReading =
  | {
      readonly known: true;
      /** When the counters were read, milliseconds since the epoch. */
      readonly at: number;
      readonly candidate: ReleaseCounts | undefined;
      readonly stable: ReleaseCounts | undefined;
      /** What a person should know of these counts although they stand, e.g. probes that could not be sent. */
      readonly note?: string;
    }
  | { readonly known: false; readonly reason: string; readonly text: string };

/** Who counts. A failing source answers `known: false`; it never throws except `cancelled`, and never answers zero. */
export interface MetricSource {
  readonly name: string;
  read(signal: AbortSignal): Promise<MetricReading>;
  /** Ends what runs between readings. A source without it runs nothing; more than once is once. */
  close?(): Promise<void>;
}
