import type { Evidence, Verdict } from "@deploy-actions/conditions";

/** What is known of a rollout on its way. Small and serialisable; `beginRollout` can make it again from what is seen. */
export interface RolloutProgress {
  /** Index of the step that is being entered or held. */
  readonly stepIndex: number;
  /** When the step's weight was first seen (baking), or when the run began to work on it; milliseconds since the epoch. */
  readonly stepStartedAt: number;
  /** No release was stable when the rollout began: nothing to compare with, nothing to shift traffic from. */
  readonly firstDeploy: boolean;
  /** Version that was stable when the rollout began. */
  readonly stableVersion: string | null;
  /** Version of somebody else's candidate that has to go before ours starts. */
  readonly supersedes: string | null;
  /** Whether the candidate was seen; gone after that, it crashed or was taken away. */
  readonly started: boolean;
  /** Acts since the last progress; bounds how often one that does not take is repeated. */
  readonly attempts: number;
  /** When this run began; evidence is never older. Milliseconds since the epoch. */
  readonly runStartedAt: number;
  /** The analysis has let the candidate beyond its last step beside stable, in this run or in one before it. */
  readonly isCertified: boolean;
  /** Steps of this run whose triggers were all known at their end. */
  readonly judgedSteps: number;
  /** What the rollout went on without, one sentence each; empty when all evidence was in. */
  readonly gaps: readonly string[];
  /** Evidence of the last step that was judged. */
  readonly evidence: readonly Evidence[];
}

/** A rollout that is still on its way up. */
export type OpenRollout = RolloutProgress & { readonly phase: "starting" | "baking" | "promoting" };

/** The three ends of a rollout, and `paused`: the end of a run whose rollout a later one goes on with. */
export type RolloutOutcome = "promoted" | "aborted" | "already_stable" | "paused";

/** Where a rollout is. `starting`: on the way to the weight of its step. An abort, once begun, is never taken back. */
export type RolloutState =
  | OpenRollout
  | (RolloutProgress & { readonly phase: "aborting"; readonly abort: Verdict })
  | (RolloutProgress & {
      readonly phase: "done";
      readonly outcome: RolloutOutcome;
      readonly verdict: Verdict;
    });

export type RolloutPhase = RolloutState["phase"];

/**
 * What the ledger says this rollout was doing: written before the act, so that a run that died in between goes on with
 * it. The names are the ledger's phases.
 */
export interface RolloutIntent {
  readonly phase: "started" | "baking" | "promoting" | "aborting" | "verifying";
  /** Reason code and sentence of an abort. */
  readonly reason?: string;
  readonly sentence?: string;
  /** When the run before left the rollout at its step on purpose (milliseconds since the epoch): the bake counts from there. */
  readonly pausedAt?: number;
  /** The run before had gone on without evidence when it left: what it let pass is not let pass for good. */
  readonly hasGaps?: boolean;
}

/** The one thing to do next. */
export type RolloutAct =
  /** Make the candidate run and give it this share of the traffic. */
  | { readonly kind: "set-weight"; readonly weight: number }
  /** Look again; without new evidence nothing changes before `untilMs` (milliseconds since the epoch). */
  | { readonly kind: "hold"; readonly untilMs: number; readonly waitingFor: string }
  | { readonly kind: "promote" }
  /** Give all traffic back to stable and remove the candidate (ours, or the one it supersedes). */
  | { readonly kind: "abort"; readonly verdict: Verdict }
  | { readonly kind: "finished"; readonly outcome: RolloutOutcome; readonly verdict: Verdict };

/** The answer to one look: the next state, the act that leads there, and its line in the log. */
export interface Decision {
  readonly state: RolloutState;
  readonly act: RolloutAct;
  /** What to write in the ledger before acting; `undefined` at the end, which the caller records with its verdict. */
  readonly intent: RolloutIntent | undefined;
  /** Weight after the act, and what was decided. */
  readonly line: { readonly weight: number; readonly text: string };
}
