import type { PreflightProblem } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";

/** What a platform can hold, so that a plan can be refused before traffic moves. */
export interface PlatformCapabilities {
  /** `weights`: any share of requests; `replicas`: the share of the pods; `all-at-once`: 0 and 100 only. */
  readonly traffic: "weights" | "replicas" | "all-at-once";
  /** Smallest step of weight, in per cent. */
  readonly granularity: number;
  /** Whether the candidate has a URL of its own before it gets traffic. */
  readonly candidateUrl: boolean;
  /** Request header that reaches the candidate at any weight, if there is one. */
  readonly candidateHeader: { readonly name: string; readonly value: string } | undefined;
  /** The platform holds its steps itself, so that a run may end while it waits. */
  readonly waitsForFree: boolean;
  /** Stable keeps its capacity until the candidate is promoted, so that an abort is only a change of traffic. */
  readonly keepsStableWarm: boolean;
}

/** The state a change expects; another one is a `conflict`, and nothing is changed. */
export interface Precondition {
  readonly revision: string;
}

/**
 * Where releases run. Every method is idempotent and level-triggered: it makes the named state true, whatever was before,
 * and returns the state it then observed. Errors: `conflict` when the precondition does not hold any more, `remote` when
 * the platform fails or does not answer in time, `cancelled` when the signal aborts.
 */
export interface Platform {
  readonly name: string;
  readonly capabilities: PlatformCapabilities;
  observe(signal: AbortSignal): Promise<TrafficState>;
  /**
   * Makes the candidate run (starting it at 0 % when it does not) and gives it `weight` per cent of the traffic.
   * Returns only when the weight was seen to hold. Weight > 0 on a candidate that is not ready is a `conflict`.
   */
  setWeight(
    candidate: Release,
    weight: number,
    precondition: Precondition,
    signal: AbortSignal,
  ): Promise<TrafficState>;
  /** Makes the candidate the stable release with all traffic, and retires the old one. */
  promote(candidate: Release, precondition: Precondition, signal: AbortSignal): Promise<TrafficState>;
  /** Gives all traffic back to stable and removes the candidate. Without a candidate it changes nothing. */
  abort(precondition: Precondition, signal: AbortSignal): Promise<TrafficState>;
  /** Makes an earlier release stable again with all traffic, without a gap; what `rollback` calls. */
  restore(release: Release, precondition: Precondition, signal: AbortSignal): Promise<TrafficState>;
  /** Read-only: who am I, may I, is everything there that the target names. Everything missing at once; empty: nothing. */
  preflight?(signal: AbortSignal): Promise<readonly PreflightProblem[]>;
  /** Weights of a plan it cannot hold as it is now (too few replicas, an engine with other steps), one sentence each. */
  planProblems?(weights: readonly number[], signal: AbortSignal): Promise<readonly string[]>;
}
