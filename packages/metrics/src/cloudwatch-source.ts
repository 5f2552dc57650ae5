import type { AwsAccess, HttpClient } from "@deploy-actions/kernel";
import { metricsOf } from "./cloudwatch/dimensions.ts";
import type { AlarmsReading, CloudWatchOptions } from "./cloudwatch/types.ts";
import type { MetricSource } from "./metric-source.ts";

export { cloudWatchCalls } from "./cloudwatch/calls.ts";
export { loadBalancerDimension } from "./cloudwatch/dimensions.ts";
export type {
  AlarmReading,
  AlarmsReading,
  CloudWatchGroup,
  CloudWatchOptions,
  CloudWatchTarget,
  CloudWatchVersion,
} from "./cloudwatch/types.ts";

/**
 * Counts of two target groups, or of two Lambda versions behind an alias, from CloudWatch: whole minutes that are surely
 * ingested, from the first that begins after the source was made. It starts at zero; a minute in which neither release has
 * a number makes the reading unknown, and is asked for again.
 *
 * Throws `config` for a load balancer or target group that is not named as CloudWatch does.
 */
export function createCloudWatchSource(options: CloudWatchOptions): MetricSource {
  // Wrong names are told now, not when the first minute is over.
  metricsOf(options.target);
  const madeAt = options.clock.now();
  let counter: Promise<Pick<MetricSource, "read">> | undefined;
  return {
    name: "cloudwatch",
    read: async (signal) => {
      counter ??= import("./cloudwatch/cloudwatch-counter.ts").then(
        ({ CloudWatchCounter }) => new CloudWatchCounter(options, madeAt),
      );
      return (await counter).read(signal);
    },
  };
}

/**
 * The state of each alarm, in the order of the names. One that is not there, or that has no data, is unknown: it is no
 * alarm and no all-clear. Never rejects except `cancelled`.
 */
export async function readAlarms(
  ports: { readonly access: AwsAccess; readonly http: HttpClient },
  names: readonly string[],
  signal: AbortSignal,
): Promise<AlarmsReading> {
  if (names.length === 0) return { known: true, alarms: [] };
  return (await import("./cloudwatch/alarms.ts")).describeAlarms(ports, names, signal);
}
