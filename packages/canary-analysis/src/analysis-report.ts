import type { Verdict } from "@deploy-actions/conditions";

/** What bad requests were counted by: single ones, first failures of users, or the candidate's share in each cell of time. */
export type EvidenceUnit = "requests" | "users" | "cells";

/**
 * The answer of the analysis. `pass`: certified, `fail`: regressed (or another failure class), `inconclusive`: not decided yet, or
 * the source is dead (reason code says which).
 */
export interface AnalysisVerdict extends Verdict {
  readonly metrics: readonly MetricReport[];
  /** Evidence that anything regressed, against `1 / alpha`. Natural logs. */
  readonly logRegressed: number;
  readonly logAlpha: number;
  readonly logBeta: number;
}

/** One metric at a look. */
export interface MetricReport {
  readonly name: string;
  readonly critical: boolean;
  readonly state: "regressed" | "certified" | "undecided" | "no-data";
  /** `undefined` for gauges. */
  readonly unit: EvidenceUnit | undefined;
  /** What the evidence takes for independent, in words: `shares in cells of 10s, and each request for itself`; `undefined` for gauges. */
  readonly countedBy: string | undefined;
  /** Natural log of the evidence for a regression beyond the tolerance, and of that for the certificate. */
  readonly logRegressed: number;
  readonly logCertified: number;
  /** Counted so far; of gauges the number of samples. */
  readonly candidate: { readonly requests: number; readonly bad: number };
  readonly stable: { readonly requests: number; readonly bad: number };
  /** Ratio of the odds with a confidence sequence at `1 - alpha`; `undefined` while it cannot be told. */
  readonly ratio: { readonly estimate: number; readonly low: number; readonly high: number } | undefined;
  /** When it was first beyond its threshold, milliseconds since the epoch. */
  readonly sinceMs: number | undefined;
  /** One sentence: `candidate fails 4.1x as often as stable (95 % CS 2.2-7.9) on 312 of 41,200 requests; …`. */
  readonly sentence: string;
}
