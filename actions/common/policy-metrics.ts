import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { assertNever } from "@deploy-actions/kernel";
import { createPrometheusSource } from "@deploy-actions/metrics";
import type { Target } from "@deploy-actions/rollout";
import type { RunAccess } from "./access.ts";
import { alarmProbes } from "./alarms.ts";
import { cloudWatchCounts, cloudWatchSource } from "./cloudwatch-metrics.ts";
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
        metricsFor: async (traffic, plan, signal) => {
          const { http, clock } = context;
          const token = metrics.token === undefined ? undefined : await access.secret(metrics.token, signal);
          return createPrometheusSource({
            ...metrics,
            token,
            http,
            clock,
            candidateVersion: plan.candidate.version,
            stableVersion: traffic.stable?.release.version,
            workloads: workloadsOf(target),
          });
        },
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

/** Names of the two workloads, where the platform has one for each release. */
function workloadsOf(target: Target): { readonly candidate: string; readonly stable: string } | undefined {
  switch (target.platform) {
    case "kubernetes": {
      const { workload, candidateWorkload } = target;
      if (workload.kind !== "deployment") return undefined;
      return { stable: workload.name, candidate: candidateWorkload ?? `${workload.name}-candidate` };
    }
    case "haproxy":
      return undefined;
    case "aws-ecs": {
      const [first] = target.services;
      return first === undefined || target.route.kind !== "target-groups"
        ? undefined
        : { stable: first.name, candidate: target.route.candidateService };
    }
    default:
      return undefined;
  }
}
