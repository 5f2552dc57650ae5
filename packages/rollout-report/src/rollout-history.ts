import type { Outcome } from "@deploy-actions/conditions";

/** All that the report page shows of one rollout. Plain JSON; times in milliseconds since the epoch. */
export interface RolloutHistory {
  readonly service: string;
  readonly environment: string;
  readonly platform: string;
  readonly candidate: { readonly version: string; readonly commit?: string };
  readonly stable: string | null;
  readonly startedAt: number;
  /** `undefined` while it goes on. */
  readonly endedAt: number | undefined;
  readonly outcome: "promoted" | "aborted" | "already_stable" | "paused" | "running";
  readonly verdict: { readonly outcome: Outcome; readonly reason: string; readonly sentence: string };
  readonly runUrl?: string;
  /** Steps as planned, and what the analysis expected of them. */
  readonly steps: readonly PlannedStep[];
  /** Changes of the traffic and their reasons, in order. */
  readonly decisions: readonly { readonly at: number; readonly weight: number; readonly text: string }[];
  /** One entry a look, in order; long rollouts are thinned to at most 1,500. */
  readonly looks: readonly HistoryLook[];
  readonly analysis: HistoryAnalysis | undefined;
  /** Checks by name with their last answer. */
  readonly checks: readonly HistoryCheck[];
}

export interface PlannedStep {
  readonly weight: number;
  readonly bakeMs: number;
  /** Milliseconds the analysis expected to need to certify at this step; `undefined`: not known, or never. */
  readonly certifyMs?: number | undefined;
}

/** One look at the traffic and the counters. */
export interface HistoryLook {
  readonly at: number;
  readonly weight: number;
  /** Of the window that ended with this look; `undefined` when nobody counted. */
  readonly candidate?: HistoryCounts | undefined;
  readonly stable?: HistoryCounts | undefined;
  /** Natural logs of the evidence by metric, in the order of `analysis.metrics`. */
  readonly evidence?: readonly { readonly regressed: number; readonly certified: number }[] | undefined;
  /** Natural log of the evidence that anything critical regressed: the mean over the metrics, which decides. */
  readonly together?: number | undefined;
  /** Why the counts are unknown. */
  readonly missing?: string | undefined;
}

export interface HistoryCounts {
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms?: number | undefined;
  readonly p95Ms?: number | undefined;
  readonly p99Ms?: number | undefined;
}

export interface HistoryAnalysis {
  readonly alpha: number;
  readonly beta: number;
  readonly tolerance: number;
  readonly regression: number;
  readonly metrics: readonly HistoryMetric[];
}

/** The last word on a metric. */
export interface HistoryMetric {
  readonly name: string;
  readonly state: "regressed" | "certified" | "undecided" | "no-data";
  readonly sentence: string;
  readonly candidate: { readonly requests: number; readonly bad: number };
  readonly stable: { readonly requests: number; readonly bad: number };
  readonly ratio?: { readonly estimate: number; readonly low: number; readonly high: number } | undefined;
}

export interface HistoryCheck {
  readonly name: string;
  readonly outcome: Outcome;
  readonly text: string;
}
