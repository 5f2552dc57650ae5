import type { MetricSource } from "@deploy-actions/metrics";
import type { Platform } from "@deploy-actions/platforms";
import type { Probe } from "@deploy-actions/probes";
import type { RolloutPlan, TrafficState } from "@deploy-actions/rollout";
import type { RunAccess } from "./access.ts";

/** A target, and who counts what happens on it. */
export interface TargetAccess {
  /** What the run signs in to. */
  readonly access: RunAccess;
  readonly platform: Platform;
  /** Whether anybody counts requests at all. */
  readonly counts: boolean;
  /** Alarms of somebody else's monitoring that take the release back. */
  readonly alarms?: readonly Probe[];
  readonly metricsFor: (
    traffic: TrafficState,
    plan: RolloutPlan,
    signal: AbortSignal,
  ) => Promise<MetricSource | undefined>;
}

/** What opening a target needs to know. `allowStart` false: nothing is started, for a plan. */
export interface OpenTargetOptions {
  readonly allowStart: boolean;
}

/** A platform, and the counts it has itself. */
export type OpenedTarget = Omit<TargetAccess, "access">;

/** For a platform that has no counters of its own. */
export const NOBODY_COUNTS: Pick<OpenedTarget, "counts" | "metricsFor"> = {
  counts: false,
  metricsFor: async () => undefined,
};
