import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { createExecMetricSource } from "@deploy-actions/metrics";
import { createExecPlatform, readExecCounts } from "@deploy-actions/platforms";
import type { ExecTarget } from "@deploy-actions/rollout";
import type { OpenedTarget } from "../target-access.ts";

/** The user's own commands; `observe` may count. */
export function openExec(
  { clock, exec, runner }: ActionContext,
  { environment }: EffectivePolicy,
  target: ExecTarget,
): OpenedTarget {
  const access = { target, exec, environment, env: runner.env, clock, workspace: runner.workspace };
  return {
    platform: createExecPlatform(access),
    counts: true,
    metricsFor: async () =>
      createExecMetricSource({ readCounts: (signal) => readExecCounts(access, signal), clock }),
  };
}
