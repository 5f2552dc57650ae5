/** What both releases did over the same time. Windows are given in order and do not overlap. */
export interface AnalysisWindow {
  /** Milliseconds since the epoch; from inclusive, to exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Per cent of the traffic that the candidate was given; tells a candidate that gets no request from one that should have none. */
  readonly weight?: number;
  readonly candidate: ReleaseSample;
  readonly stable: ReleaseSample;
}

/** What stable did in a stretch of time before it had a candidate beside it. */
export interface PastWindow {
  /** Milliseconds since the epoch; from inclusive, to exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly stable: ReleaseSample;
}

/** What one release did in a window. Whole numbers, none negative. */
export interface ReleaseSample {
  readonly version: string;
  readonly requests: number;
  readonly errors: number;
  /** Users (sessions, traces) with their first failed request in this window, where the source knows them. */
  readonly harmedUsers?: number;
  readonly latency: LatencyBuckets;
  /** Samples of gauges by metric name, oldest first; not a number where one is missing. */
  readonly gauges?: Readonly<Record<string, readonly number[]>>;
}

/** `counts[i]` = requests with latency <= `boundsMs[i]` and > the bound before; the last count has no bound. Empty where unknown. */
export interface LatencyBuckets {
  readonly boundsMs: readonly number[];
  readonly counts: readonly number[];
}

/** What the analysis is told at a look: a window, or why there is none. */
export type AnalysisInput =
  | { readonly kind: "window"; readonly window: AnalysisWindow }
  | { readonly kind: "missing"; readonly atMs: number; readonly reason: string; readonly text: string };
