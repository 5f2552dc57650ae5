import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { assertNever } from "@deploy-actions/kernel";
import { createJsonMetricSource } from "@deploy-actions/metrics";
import type { RunAccess } from "./access.ts";
import { alarmProbes } from "./alarms.ts";
import { cloudWatchCounts, cloudWatchSource } from "./cloudwatch-metrics.ts";
import { prometheusSource } from "./prometheus-metrics.ts";
import { syntheticSource } from "./synthetic-metrics.ts";
import type { OpenedTarget } from "./target-access.ts";

/** The target with what the policy names as its source of metrics in place of its own counts, and with its alarms. */
export function withPolicyMetrics(
  context: ActionContext,
  policy: EffectivePolicy,
  access: RunAccess,
  opened: OpenedTarget,
): OpenedTarget {
  const { metrics, target } = policy;
  if (metrics === undefined) return opened;
  switch (metrics.source) {
    case "prometheus":
      return {
        ...opened,
        counts: true,
        metricsFor: async (traffic, plan, signal) =>
          prometheusSource(context, policy, metrics, {
            token: await tokenOf(metrics.token, access, signal),
            candidateVersion: plan.candidate.version,
            stableVersion: traffic.stable?.release.version,
          }),
      };
    case "json":
      return {
        ...opened,
        counts: true,
        metricsFor: async (traffic, plan, signal) =>
          createJsonMetricSource({
            ...metrics,
            token: await tokenOf(metrics.token, access, signal),
            http: context.http,
            clock: context.clock,
            candidateVersion: plan.candidate.version,
            stableVersion: traffic.stable?.release.version,
          }),
      };
    case "synthetic":
      return {
        ...opened,
        counts: true,
        metricsFor: async (traffic, plan) =>
          syntheticSource(context, metrics, {
            platform: opened.platform,
            traffic,
            candidateVersion: plan.candidate.version,
          }),
      };
    case "cloudwatch": {
      const alarms = alarmProbes(context, metrics.alarms, () => access.aws(metrics.region));
      const counts = cloudWatchCounts(metrics, target);
      // Alarms are of use on any target; where CloudWatch cannot tell the releases apart, the platform's own counts stay.
      if (counts === undefined) return { ...opened, alarms };
      return {
        ...opened,
        counts: true,
        alarms,
        metricsFor: async (_traffic, plan) =>
          cloudWatchSource(context, {
            access: await access.aws(metrics.region),
            ingestDelayMs: metrics.ingestDelayMs,
            measured: (traffic) => counts(traffic, plan.candidate.version),
            platform: opened.platform,
          }),
      };
    }
    default:
      return assertNever(metrics);
  }
}

async function tokenOf(
  reference: string | undefined,
  access: RunAccess,
  signal: AbortSignal,
): Promise<string | undefined> {
  return reference === undefined ? undefined : access.secret(reference, signal);
}
