import type { ActionContext } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import type { Ledger } from "@deploy-actions/ledger";
import type { Release } from "@deploy-actions/rollout";
import type { PolicySource } from "../common/policy.ts";
import type { TargetAccess } from "../common/target-access.ts";
import type { spec } from "./spec.ts";

/** What the phases of one pipeline share. */
export interface Pipeline {
  readonly context: ActionContext<typeof spec>;
  readonly policy: EffectivePolicy;
  /** The policy before `${release}` was filled in, for the release a rollback goes back to. */
  readonly openPolicy: EffectivePolicy;
  readonly source: PolicySource;
  readonly release: Release;
  readonly target: TargetAccess;
  readonly ledger: Ledger;
  /** When the pipeline began; milliseconds since the epoch. */
  readonly startedAt: number;
}

/** How a pipeline ended. */
export interface PipelineEnd {
  readonly outcome: "promoted" | "aborted" | "rolled_back" | "already_stable" | "paused" | "not_started";
  readonly verdict: Verdict;
  readonly deploymentId: string | undefined;
}

/** One row of the summary's table of phases. */
export interface PhaseRow {
  readonly phase: string;
  readonly verdict: Verdict | undefined;
  readonly tookMs: number;
}
