import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { createHaproxyMetricSource } from "@deploy-actions/metrics";
import { createHaproxyPlatform, readHaproxyCounts } from "@deploy-actions/platforms";
import type { HaproxyTarget } from "@deploy-actions/rollout";
import type { OpenedTarget } from "../target-access.ts";

/** Two servers of an HAProxy backend; HAProxy counts. */
export async function openHaproxy(
  { clock, exec, http, log, runner }: ActionContext,
  { environment }: EffectivePolicy,
  target: HaproxyTarget,
): Promise<OpenedTarget> {
  const { env, workspace } = runner;
  const access = { target, exec, http, clock, log, env, workspace, environment };
  return {
    platform: await createHaproxyPlatform(access),
    counts: true,
    metricsFor: async () =>
      createHaproxyMetricSource({ readCounts: (signal) => readHaproxyCounts(access, signal), clock }),
  };
}
