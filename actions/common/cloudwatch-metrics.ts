import type { ActionContext } from "@deploy-actions/action-kit";
import type { MetricsPolicy } from "@deploy-actions/deploy-config";
import { type AwsAccess, errorMessage } from "@deploy-actions/kernel";
import {
  type CloudWatchTarget,
  createCloudWatchSource,
  loadBalancerDimension,
  type MetricReading,
  type MetricSource,
} from "@deploy-actions/metrics";
import { LATENCY_BOUNDS_MS, type Platform } from "@deploy-actions/platforms";
import type { Target, TrafficState } from "@deploy-actions/rollout";

/** What CloudWatch is asked for while the platform is as it is, and `candidateVersion` is on its way. */
export type MeasuredBy = (traffic: TrafficState, candidateVersion: string) => CloudWatchTarget;

/**
 * How CloudWatch tells the releases of a target apart; `undefined` where it cannot: it knows two target groups, and the
 * versions behind a Lambda alias. Throws `config` for a load balancer that is not named as CloudWatch does.
 */
export function cloudWatchCounts(
  metrics: Extract<MetricsPolicy, { source: "cloudwatch" }>,
  target: Target,
): MeasuredBy | undefined {
  if (target.platform === "aws-lambda") {
    const { function: functionName, alias } = target;
    const version = (running: TrafficState["stable"]) =>
      running?.id === undefined
        ? undefined
        : { version: running.release.version, functionVersion: running.id };
    return ({ stable, candidate }, wanted) => ({
      kind: "lambda",
      functionName,
      alias,
      stable: version(stable),
      candidate: isOf(wanted, candidate) ? version(candidate) : undefined,
    });
  }
  if (target.platform === "aws-ecs" && target.route.kind === "target-groups") {
    const { route } = target;
    const loadBalancer = loadBalancerDimension(metrics.loadBalancer ?? route.listener);
    const group = (running: TrafficState["stable"], targetGroup: string) =>
      running === null ? undefined : { version: running.release.version, targetGroup };
    return ({ stable, candidate }, wanted) => ({
      kind: "target-groups",
      loadBalancer,
      stable: group(stable, route.stable),
      candidate: isOf(wanted, candidate) ? group(candidate, route.candidate) : undefined,
    });
  }
  return undefined;
}

/** What a CloudWatch source of a rollout stands on. */
export interface CloudWatchSourceParts {
  readonly access: AwsAccess;
  readonly ingestDelayMs: number;
  readonly measured: (traffic: TrafficState) => CloudWatchTarget;
  readonly platform: Platform;
}

/**
 * Counts of CloudWatch, which knows releases only as the platform's own objects: those are looked at with each reading,
 * since the candidate's comes into being in the middle of the rollout.
 */
export function cloudWatchSource(
  { http, clock, log }: Pick<ActionContext, "http" | "clock" | "log">,
  { access, ingestDelayMs, measured, platform }: CloudWatchSourceParts,
): MetricSource {
  let key: string | undefined;
  let inner: MetricSource | undefined;
  return {
    name: "cloudwatch",
    read: async (signal): Promise<MetricReading> => {
      let traffic: TrafficState;
      try {
        traffic = await platform.observe(signal);
      } catch (error) {
        if (signal.aborted) throw error;
        return { known: false, reason: "platform_unreachable", text: errorMessage(error) };
      }
      const target = measured(traffic);
      const now = JSON.stringify(target);
      if (inner === undefined || now !== key) {
        key = now;
        inner = createCloudWatchSource({
          access,
          http,
          clock,
          target,
          ingestDelayMs,
          latencyBoundsMs: LATENCY_BOUNDS_MS,
          onNote: (text) => log.notice(text),
        });
      }
      return inner.read(signal);
    },
  };
}

function isOf(version: string, candidate: TrafficState["candidate"]): boolean {
  return candidate?.release.version === version;
}
