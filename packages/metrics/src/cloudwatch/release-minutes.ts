import type { ReleaseMetrics } from "./dimensions.ts";
import type { MinuteQuery, Minutes } from "./minutes.ts";

/** What a release served in the minutes that were asked about. */
export interface ReleaseMinutes {
  /** Minutes with requests. */
  readonly minutes: number;
  readonly requests: number;
  readonly errors: number;
  /** Not cumulative, one longer than the bounds; `undefined` when CloudWatch does not give them. */
  readonly latency: readonly number[] | undefined;
}

/** The questions about one release: requests, errors, then how many answers there were, and up to each bound. */
export function queriesOf(metrics: ReleaseMetrics, boundsMs: readonly number[]): readonly MinuteQuery[] {
  const latency =
    boundsMs.length === 0 ? [] : ["SampleCount", ...boundsMs.map((bound) => trimmedCount(bound, metrics))];
  return [
    { metric: metrics.requests, statistic: "Sum" },
    ...metrics.errors.map(({ metric }) => ({ metric, statistic: "Sum" })),
    ...latency.map((statistic) => ({ metric: metrics.latency, statistic })),
  ];
}

/**
 * `TC(:n)`: how many data points are n or less (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
 * Statistics-definitions.html). A count needs no rank to be turned back into one.
 */
function trimmedCount(boundMs: number, { unitsPerMs }: ReleaseMetrics): string {
  return `TC(:${Number((boundMs * unitsPerMs).toFixed(9))})`;
}

/** Adds the answers to {@link queriesOf} up. A string says what is missing: then none of it counts. */
export function addUp(
  metrics: ReleaseMetrics,
  boundsMs: readonly number[],
  answers: readonly Minutes[],
): ReleaseMinutes | string {
  const [requests, ...rest] = answers;
  const errors = rest.slice(0, metrics.errors.length);
  const [samples, ...upTo] = rest.slice(metrics.errors.length);
  let total = 0;
  for (const [minute, count] of requests ?? []) {
    for (const [index, { metric, silentIsZero }] of metrics.errors.entries()) {
      const isSilent = errors[index]?.has(minute) !== true;
      if (isSilent && !silentIsZero) return gap(metric.name, metrics, minute);
    }
    total += count;
  }
  const failed = errors.flatMap((minutes) => [...minutes.values()]).reduce((sum, value) => sum + value, 0);
  if (failed > 0 && total === 0) {
    return `${metrics.version} has failures, and no ${metrics.requests.name} to hold them against`;
  }
  return {
    minutes: requests?.size ?? 0,
    requests: Math.round(total),
    // A request can fail to connect more than once.
    errors: Math.round(Math.min(total, failed)),
    latency: boundsMs.length === 0 ? undefined : histogram(samples ?? new Map(), upTo),
  };
}

function histogram(samples: Minutes, upTo: readonly Minutes[]): readonly number[] | undefined {
  const counts = new Array<number>(upTo.length + 1).fill(0);
  for (const [minute, all] of samples) {
    let below = 0;
    for (const [index, minutes] of upTo.entries()) {
      const value = minutes.get(minute);
      if (value === undefined) return undefined;
      // CloudWatch keeps a distribution, not the values: its counts may be a little off, and must still be a histogram.
      const upToHere = Math.min(Math.round(all), Math.max(below, Math.round(value)));
      counts[index] = (counts[index] ?? 0) + upToHere - below;
      below = upToHere;
    }
    counts[upTo.length] = (counts[upTo.length] ?? 0) + Math.round(all) - below;
  }
  return counts;
}

function gap(name: string, metrics: ReleaseMetrics, minute: number): string {
  const at = new Date(minute).toISOString().slice(11, 16);
  return `${name} of ${metrics.version} has no value for ${at}, although there were requests`;
}
