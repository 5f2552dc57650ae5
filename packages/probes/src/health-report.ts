import type { Condition, Verdict } from "@deploy-actions/conditions";
import type { ProbeSample } from "./types.ts";

/** What is known of a check before its samples are judged. */
export interface CheckCriteria {
  readonly name: string;
  readonly critical: boolean;
  readonly expectsVersion?: { readonly expected: string; readonly consecutive: number };
  readonly source?: string;
  /** The same percentile of this check's latency before the change, for `of baseline`. */
  readonly baselineMs?: number;
}

/** What has to hold over the samples. */
export interface HealthCriteria {
  readonly checks: readonly CheckCriteria[];
  /** So many failures of one check in a row end it as unhealthy. */
  readonly maxConsecutiveFailures: number;
  /** Highest share of failed samples, e.g. `< 1%`; `undefined`: none may fail. */
  readonly errorRate: Condition | undefined;
  /** e.g. `p95 < 200ms`, of each HTTP check; p95 when it names no percentile; `undefined`: not judged. */
  readonly latency: Condition | undefined;
}

/** What one check showed. */
export interface CheckReport {
  readonly name: string;
  readonly critical: boolean;
  readonly samples: number;
  readonly healthy: number;
  readonly unhealthy: number;
  readonly unknown: number;
  /** Of the unknown ones, how many were due while too many earlier ones had not come back. */
  readonly dropped: number;
  readonly longestFailureRun: number;
  /** In the order in which they were first seen. */
  readonly versionsSeen: readonly string[];
  /** Milliseconds, nearest rank; `undefined` without any latency. */
  readonly latency:
    | { readonly n: number; readonly p50Ms: number; readonly p95Ms: number; readonly maxMs: number }
    | undefined;
  /** Detail of the last sample that was not healthy. */
  readonly lastProblem: string | undefined;
}

/** What watching came to. */
export interface HealthReport {
  readonly verdict: Verdict;
  /** In the order in which they were due. */
  readonly samples: readonly ProbeSample[];
  readonly checks: readonly CheckReport[];
  /** Milliseconds since the epoch; settling is part of it. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** The check that ended it before its time. */
  readonly endedEarlyBy: string | undefined;
}
