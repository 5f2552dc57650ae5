import type { Condition, Measured, Verdict } from "@deploy-actions/conditions";

/** What is deployed. `version` identifies it on a platform and in the ledger. */
export interface Release {
  readonly version: string;
  /** Full commit SHA. */
  readonly commit?: string;
  /** Image digest or artifact reference. */
  readonly artifact?: string;
}

/** A weight and how long it has to hold before the next step. */
export interface RolloutStep {
  /** Per cent of traffic for the candidate, 0 to 100. 0 is a step of its own: candidate up, reachable, no user traffic. */
  readonly weight: number;
  readonly bakeMs: number;
}

/** A condition that aborts the rollout when it holds. */
export interface Trigger {
  /** Name for messages, e.g. `error-rate > 5%`. */
  readonly name: string;
  readonly condition: Condition;
}

/** How the analysis of what both releases did leads a rollout, beside its triggers. */
export interface AnalysisGate {
  /** No step is held for less than this (or its own bake, where that is shorter), however good the evidence. */
  readonly minBakeMs: number;
  /** Whether a pass cuts the bakes that are left to `minBakeMs`. */
  readonly earlyPromotion: boolean;
}

/** What the analysis says at a look. */
export interface AnalysisAnswer extends Verdict {
  /** It has had no counts for so long that nothing may go up on its account. */
  readonly isBlind: boolean;
}

/** The intent of a rollout, fixed when it starts. */
export interface RolloutPlan {
  readonly candidate: Release;
  /** In order, weights strictly increasing, the last one 100. */
  readonly steps: readonly RolloutStep[];
  readonly triggers: readonly Trigger[];
  /** Requests the candidate must have had at a step before rates and latencies of it count as known. */
  readonly minRequests: number;
  /** What a step ends in when a trigger, a check or the analysis is still unknown at its deadline. */
  readonly onInconclusive: "abort" | "promote" | "pause";
  /** How much longer than its bake a step may wait for evidence that is still unknown. */
  readonly graceMs: number;
  /** How long a starting candidate may take to be ready; `graceMs` when not given. */
  readonly readyTimeoutMs?: number;
  /** Weight of the step at which this run ends, with the bake left to a later run; `undefined`: to the end. */
  readonly until?: number;
  /** An engine of the platform moves from step to step by itself; this run starts it, watches, and takes back. */
  readonly drivenByEngine?: boolean;
  /** Only a pass of the analysis leads beyond the last step in which stable has traffic too; `undefined`: nobody analyses. */
  readonly analysis?: AnalysisGate | undefined;
}

/** What a platform shows of one running release. */
export interface RunningRelease {
  readonly release: Release;
  readonly ready: boolean;
  /** The platform's own name of it, where it has one that metrics go by (number of a function version). */
  readonly id?: string;
  /** Its own URL where the platform gives one (blue-green tests it there before any traffic). */
  readonly url?: string;
  /** Why it is not ready, in one line (exit code, last log line). */
  readonly detail?: string;
  /** Why it will not become ready by waiting (crash loop, image that cannot be pulled); ends the rollout at once. */
  readonly failure?: ReleaseFailure;
}

/** A fault of a release that waiting does not mend. */
export interface ReleaseFailure {
  /** Reason code, e.g. `crash_loop`, `image_pull`, `out_of_memory`, `unschedulable`, `probe_failed`. */
  readonly reason: string;
  /** One sentence with the names of what failed. */
  readonly text: string;
  /** The platform's own events and the last log lines, oldest first; a handful. Not escaped. */
  readonly lines: readonly string[];
}

/** The traffic as the platform really routes it; the truth of a rollout. */
export interface TrafficState {
  /** `null` before the first ever deploy. */
  readonly stable: RunningRelease | null;
  readonly candidate: RunningRelease | null;
  /** Per cent of traffic that reaches the candidate now, 0 to 100; 0 without a candidate. */
  readonly candidateWeight: number;
  /** The share really reached where it is not `candidateWeight` (3 of 10 replicas for 25 %). */
  readonly actualShare?: number;
  /** What an engine that drives the rollout itself says of it. */
  readonly engine?: EngineState;
  /** Optimistic lock: changes with every change of the above. */
  readonly revision: string;
}

/** A rollout as the engine that drives it (Argo Rollouts, Flagger, ECS) reports it. */
export interface EngineState {
  /** `running`: moves by itself; `waiting`: for somebody to go on; `failed`: taken back by the engine. */
  readonly phase: "idle" | "running" | "waiting" | "failed";
  /** The engine's own message, e.g. `Degraded: metric error-rate failed`. */
  readonly message: string;
  /** Whether the engine's own analysis could not decide. */
  readonly inconclusive: boolean;
}

/** What the loop saw in one look. */
export interface RolloutObservation {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly traffic: TrafficState;
  /** Per trigger name: what it was judged on over this step so far. */
  readonly measured: Readonly<Record<string, Measured>>;
  /** Requests the candidate served in this step so far; `undefined` when nobody counts. */
  readonly candidateRequests: number | undefined;
  /** Verdict of the checks at this look, `undefined` when there are none. */
  readonly checks: Verdict | undefined;
  /** Verdict of those that count at once and failed at this look: critical checks, and alarms. */
  readonly critical?: Verdict | undefined;
  /** What the analysis says of all that this run counted; `undefined` while nothing was, and where nobody analyses. */
  readonly analysis?: AnalysisAnswer | undefined;
  /** Failed looks of the checks in a row, for `n consecutive failures`. */
  readonly consecutiveFailures: number;
  /** A person or the runner asked to stop. */
  readonly cancelled: boolean;
}
