import type { ActionContext } from "@deploy-actions/action-kit";
import { createLocalMetricSource } from "@deploy-actions/metrics";
import { createLocalPlatform, readLocalMetricsText } from "@deploy-actions/platforms";
import type { LocalTarget } from "@deploy-actions/rollout";
import type { OpenedTarget, OpenTargetOptions } from "../target-access.ts";

/** The embedded target; its supervisor counts. */
export function openLocal(
  context: ActionContext,
  target: LocalTarget,
  { allowStart }: OpenTargetOptions,
): OpenedTarget {
  const { clock, http, runner } = context;
  const local = { target, workspace: runner.workspace, http, clock };
  return {
    platform: createLocalPlatform({
      ...local,
      supervisorArgv: context.selfArgv("local-supervisor"),
      env: runner.env,
      allowStart,
      actor: `run ${runner.runId} by ${runner.actor}`,
    }),
    counts: true,
    metricsFor: async (traffic, plan) =>
      createLocalMetricSource({
        fetchText: (signal) => readLocalMetricsText(local, signal),
        candidateVersion: plan.candidate.version,
        stableVersion: traffic.stable?.release.version,
        clock,
      }),
  };
}
