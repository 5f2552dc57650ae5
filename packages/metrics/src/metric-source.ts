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

/** What one release served between two readings. */
export interface WindowCounts {
  readonly version: string;
  readonly requests: number;
  readonly errors: number;
  /** Users with their first failed request in this window, where both readings know them. */
  readonly harmedUsers?: number;
  readonly latency: LatencyHistogram;
  /** Values of gauges at the end of the window. */
  readonly gauges?: Readonly<Record<string, readonly number[]>>;
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

/** What stable did in a stretch of time before now. */
export interface PastStretch {
  /** Milliseconds since the epoch; from inclusive, to exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly stable: WindowCounts;
}

/** What is known of the time before the first reading, oldest first, or why nothing is. */
export type MetricPast =
  | { readonly known: true; readonly stretches: readonly PastStretch[] }
  | { readonly known: false; readonly reason: string; readonly text: string };

/** Who counts. A failing source answers `known: false`; it never throws except `cancelled`, and never answers zero. */
export interface MetricSource {
  readonly name: string;
  read(signal: AbortSignal): Promise<MetricReading>;
  /**
   * What stable did in the `lengthMs` before now, in stretches of at least `stretchMs`; a stretch of which anything is unknown
   * is left out, and there is at least one. A source without it keeps no past.
   */
  past?(lengthMs: number, stretchMs: number, signal: AbortSignal): Promise<MetricPast>;
  /** Ends what runs between readings. A source without it runs nothing; more than once is once. */
  close?(): Promise<void>;
}
