/** How one canary is judged. Everything has a default but the metrics. */
export interface AnalysisConfig {
  readonly metrics: readonly MetricConfig[];
  /** Chance at most of taking a release back that is not worse than tolerated, over all metrics and the whole rollout. */
  readonly alpha: number;
  /** Chance at most of certifying a release that is worse by `regression` or more. */
  readonly beta: number;
  /** Ratio of the odds of a bad request, candidate over stable, that is still no regression. */
  readonly tolerance: number;
  /** Ratio of the odds from which on a regression must not be promoted. */
  readonly regression: number;
  /** The same as a difference of shares (0 to 1), for metrics with next to no bad requests: the weaker of the two has to be shown. */
  readonly margin: number;
  /** Bad requests of one cause (retries, one broken user) come within this time, in milliseconds. 0: each stands for itself. */
  readonly burstMs: number;
  /** Requests of the candidate below which nothing is certified. */
  readonly minRequests: number;
  /** Windows that end earlier than this after the first request of the candidate are discarded, in milliseconds. */
  readonly warmUpMs: number;
  /** After so long without a request of the candidate, while stable has some, it counts as failed. */
  readonly zeroRequestsMs: number;
  /** After so long without any known window the source counts as dead. */
  readonly livenessMs: number;
}

/** One thing that is compared. */
export type MetricConfig = CountMetricConfig | LatencyMetricConfig | GaugeMetricConfig;

interface MetricBase {
  /** As it is named in the policy and in the verdict, e.g. `errors`, `latency`, `cpu`. */
  readonly name: string;
  /** Share of the chance `alpha`, relative to the other critical metrics; positive. */
  readonly weight: number;
  /** Only critical ones decide; a regression of another is shown, and named in the verdict. */
  readonly critical: boolean;
  readonly tolerance?: number;
  readonly regression?: number;
}

/** Failed requests. */
export interface CountMetricConfig extends MetricBase {
  readonly kind: "errors";
}

/** Requests slower than a bound, at several bounds. */
export interface LatencyMetricConfig extends MetricBase {
  readonly kind: "latency";
  /** Bounds of the source's buckets to look at; chosen from stable's own latencies when left out. */
  readonly boundsMs?: readonly number[];
}

/** Values that are no counts: CPU, memory, queue depth, business figures. */
export interface GaugeMetricConfig extends MetricBase {
  readonly kind: "gauge";
  /** Which direction is a regression. */
  readonly direction: "increase" | "decrease" | "either";
  /** Ratio of the values up to which a difference is tolerated, e.g. 1.25; 1: none. */
  readonly allowedRatio: number;
}

export const ANALYSIS_DEFAULTS: Omit<AnalysisConfig, "metrics"> = {
  alpha: 0.01,
  beta: 0.05,
  tolerance: 1.1,
  regression: 2,
  margin: 0.001,
  burstMs: 10_000,
  minRequests: 50,
  warmUpMs: 0,
  zeroRequestsMs: 60_000,
  livenessMs: 120_000,
};
