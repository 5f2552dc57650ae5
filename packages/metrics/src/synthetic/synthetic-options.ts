import type { Clock, HttpClient } from "@deploy-actions/kernel";
import type { AnswerCriteria } from "./judge-answer.ts";

/** Where one release alone is reached. */
export interface ProbeTarget {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where the two releases are reached now; `undefined` while one is not there. */
export interface ProbeTargets {
  readonly candidate: ProbeTarget | undefined;
  readonly stable: ProbeTarget | undefined;
}

/** What paired probes stand on. */
export interface SyntheticSourceOptions {
  /** Asked at each reading: the candidate comes into being in the middle of a rollout. Rejects with `config` without a URL. */
  readonly targets: (signal: AbortSignal) => Promise<ProbeTargets>;
  readonly candidateVersion: string | undefined;
  readonly stableVersion: string | undefined;
  /** Pairs a second; each release gets one probe of a pair. */
  readonly perSecond: number;
  /** Longest answer; without one by then a probe is an error that took so long. */
  readonly timeoutMs: number;
  readonly criteria: AnswerCriteria;
  /** Bounds of the latency histogram in ms, ascending. */
  readonly latencyBoundsMs: readonly number[];
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Ends the probes, as `close` does. */
  readonly signal: AbortSignal;
  /** Probes of one release that may be under way at once; a pair that is due beyond it is dropped. Default 64. */
  readonly maxInFlight?: number;
  /** Probes pause when nobody has read for so long, in milliseconds. Default 120,000. */
  readonly idleMs?: number;
}
