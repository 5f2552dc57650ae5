import type { MetricDataQuery, MetricDataResult } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchConnection } from "./cloudwatch-client.ts";
import type { MetricName } from "./dimensions.ts";

/** A question: one statistic of one metric, a number a minute. */
export interface MinuteQuery {
  readonly metric: MetricName;
  /** e.g. `Sum`, `SampleCount`, `TC(:0.2)`. */
  readonly statistic: string;
}

/** Milliseconds of a minute's start to its number; a minute that is not in it has none. */
export type Minutes = ReadonlyMap<number, number>;

const PERIOD_S = 60;
/** What one request of GetMetricData takes. */
const MAX_QUERIES = 500;
const MAX_PAGES = 50;

/**
 * The numbers of each query between two moments (whole minutes, end exclusive), in the order of the queries. A string says
 * why the answer is not whole: then none of it counts.
 */
export async function readMinutes(
  { sdk, client }: CloudWatchConnection,
  queries: readonly MinuteQuery[],
  fromMs: number,
  toMs: number,
  signal: AbortSignal,
): Promise<readonly Minutes[] | string> {
  const found: Map<number, number>[] = queries.map(() => new Map());
  for (let first = 0; first < queries.length; first += MAX_QUERIES) {
    const requests = queries
      .slice(first, first + MAX_QUERIES)
      .map((query, index) => toQuery(query, first + index));
    let nextToken: string | undefined;
    for (let page = 0; ; page += 1) {
      const answer = await client.send(
        new sdk.GetMetricDataCommand({
          MetricDataQueries: requests,
          StartTime: new Date(fromMs),
          EndTime: new Date(toMs),
          ScanBy: "TimestampAscending",
          ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        }),
        { abortSignal: signal },
      );
      for (const result of answer.MetricDataResults ?? []) {
        const problem = take(result, found, fromMs, toMs, answer.NextToken !== undefined);
        if (problem !== undefined) return problem;
      }
      nextToken = answer.NextToken;
      if (nextToken === undefined) break;
      if (page >= MAX_PAGES) return `CloudWatch answers in more than ${MAX_PAGES} pages`;
    }
  }
  return found;
}

function toQuery({ metric, statistic }: MinuteQuery, index: number): MetricDataQuery {
  return {
    Id: `q${index}`,
    MetricStat: {
      Metric: { Namespace: metric.namespace, MetricName: metric.name, Dimensions: [...metric.dimensions] },
      Period: PERIOD_S,
      Stat: statistic,
    },
  };
}

function take(
  result: MetricDataResult,
  found: readonly Map<number, number>[],
  fromMs: number,
  toMs: number,
  hasMore: boolean,
): string | undefined {
  const index = Number(result.Id?.slice(1));
  const minutes = found[index];
  if (minutes === undefined) return `CloudWatch answers about ${result.Id ?? "nothing"}, which was not asked`;
  const isPartial = result.StatusCode === "PartialData" && hasMore;
  if (result.StatusCode !== undefined && result.StatusCode !== "Complete" && !isPartial) {
    const said = result.Messages?.map((message) => message.Value).join("; ") ?? "";
    return `CloudWatch answers ${result.StatusCode} about ${result.Label ?? result.Id}${said === "" ? "" : `: ${said}`}`;
  }
  const values = result.Values ?? [];
  for (const [at, timestamp] of (result.Timestamps ?? []).entries()) {
    const value = values[at];
    const minute = timestamp.getTime();
    if (minute < fromMs || minute >= toMs) continue;
    // Statistics a metric does not have come without a number.
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) minutes.set(minute, value);
  }
  return undefined;
}
