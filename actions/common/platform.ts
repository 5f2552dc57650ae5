import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { assertNever } from "@deploy-actions/kernel";
import { createExecMetricSource, createLocalMetricSource, type MetricSource } from "@deploy-actions/metrics";
import {
  createExecPlatform,
  createLocalPlatform,
  type Platform,
  readExecCounts,
  readLocalMetricsText,
} from "@deploy-actions/platforms";
import type { RolloutPlan, TrafficState } from "@deploy-actions/rollout";

/** A target, and who counts what happens on it. */
export interface TargetAccess {
  readonly platform: Platform;
  /** Whether anybody counts requests at all. */
  readonly counts: boolean;
  readonly metricsFor: (traffic: TrafficState, plan: RolloutPlan) => MetricSource | undefined;
}

/** The platform of a policy. `allowStart` false: nothing is started, for a plan. */
export function openTarget(
  context: ActionContext,
  policy: EffectivePolicy,
  options: { readonly allowStart: boolean },
): TargetAccess {
  const { clock, exec, http, runner } = context;
  const { target, environment } = policy;
  switch (target.platform) {
    case "local": {
      const local = { target, workspace: runner.workspace, http, clock };
      const platform = createLocalPlatform({
        ...local,
        supervisorArgv: context.selfArgv("local-supervisor"),
        env: runner.env,
        allowStart: options.allowStart,
        actor: `run ${runner.runId} by ${runner.actor}`,
      });
      return {
        platform,
        counts: true,
        metricsFor: (traffic, plan) =>
          createLocalMetricSource({
            fetchText: (signal) => readLocalMetricsText(local, signal),
            candidateVersion: plan.candidate.version,
            stableVersion: traffic.stable?.release.version,
            clock,
          }),
      };
    }
    case "exec": {
      const access = { target, exec, environment, env: runner.env, clock, workspace: runner.workspace };
      return {
        platform: createExecPlatform(access),
        counts: true,
        metricsFor: () =>
          createExecMetricSource({ readCounts: (signal) => readExecCounts(access, signal), clock }),
      };
    }
    default:
      return assertNever(target);
  }
}
