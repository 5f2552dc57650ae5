import type { ReleaseCounts } from "../metric-source.ts";
import { toHistogram, unitMsOf } from "./bucket-histogram.ts";
import type { RoleTally } from "./role-tally.ts";
import { formatSelector } from "./selector.ts";

/** What the tallies of a release have added up, or why its latency cannot be read. Without gauges. */
export function releaseCounts({ version, requests, latency, counts }: RoleTally): ReleaseCounts | string {
  const histogram =
    latency === undefined
      ? { boundsMs: [], counts: [counts.requests.total] }
      : toHistogram(counts.latency.entries(), unitMsOf(latency.metric));
  if (typeof histogram === "string") {
    return `metrics.latency (${formatSelector(latency ?? requests)}): ${histogram}`;
  }
  // Counters that begin anew are added up here: the sums never do.
  return {
    version,
    epoch: "",
    requests: counts.requests.total,
    errors: counts.errors.total,
    latency: histogram,
  };
}
