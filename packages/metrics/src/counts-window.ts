import type { LatencyHistogram, ReleaseCounts, WindowCounts } from "./metric-source.ts";

/** The counts of a window, or why two readings say nothing about it. */
export type CountsWindow =
  | { readonly known: true; readonly counts: WindowCounts }
  | { readonly known: false; readonly reason: string; readonly text: string };

/**
 * What a release served after `earlier` and up to `later`. Unknown (never zero) when a reading is missing, when they are
 * of different releases, when the counters started again or went backwards in between, or are no whole numbers.
 */
export function subtract(later: ReleaseCounts | undefined, earlier: ReleaseCounts | undefined): CountsWindow {
  if (later === undefined || earlier === undefined) {
    return unknown("no_counts", "the release has no counters");
  }
  if (later.version !== earlier.version) {
    return unknown("version_changed", `the counters are of ${later.version}, before of ${earlier.version}`);
  }
  if (later.epoch !== earlier.epoch) {
    return unknown("epoch_changed", `the counters of ${later.version} started again from zero`);
  }
  const latency = subtractHistograms(later.latency, earlier.latency);
  if (latency === undefined) {
    return unknown("buckets_changed", `the latency buckets of ${later.version} are others than before`);
  }
  const requests = later.requests - earlier.requests;
  const errors = later.errors - earlier.errors;
  const harmedUsers = difference(later.harmedUsers, earlier.harmedUsers);
  const all = [requests, errors, harmedUsers ?? 0, ...latency.counts];
  if (!all.every((count) => Number.isFinite(count) && count >= 0)) {
    return unknown("counter_decreased", `the counters of ${later.version} went backwards`);
  }
  if (![requests, errors, harmedUsers ?? 0].every(Number.isInteger)) {
    return unknown("counts_fractional", `${later.version} counts ${requests} requests and ${errors} errors`);
  }
  if (errors > requests) {
    return unknown(
      "counts_contradict",
      `${later.version} counts ${errors} errors in only ${requests} requests`,
    );
  }
  if (harmedUsers !== undefined && harmedUsers > errors) {
    return unknown(
      "counts_contradict",
      `${later.version} counts ${harmedUsers} users with a first error in only ${errors} errors`,
    );
  }
  return {
    known: true,
    counts: {
      version: later.version,
      requests,
      errors,
      latency,
      ...(harmedUsers === undefined ? {} : { harmedUsers }),
      ...(later.gauges === undefined ? {} : { gauges: later.gauges }),
    },
  };
}

function difference(later: number | undefined, earlier: number | undefined): number | undefined {
  return later === undefined || earlier === undefined ? undefined : later - earlier;
}

function subtractHistograms(
  later: LatencyHistogram,
  earlier: LatencyHistogram,
): LatencyHistogram | undefined {
  const isSame =
    later.boundsMs.length === earlier.boundsMs.length &&
    later.counts.length === earlier.counts.length &&
    later.counts.length === later.boundsMs.length + 1 &&
    later.boundsMs.every((bound, index) => bound === earlier.boundsMs[index]);
  if (!isSame) return undefined;
  return {
    boundsMs: later.boundsMs,
    counts: later.counts.map((count, index) => count - (earlier.counts[index] ?? Number.NaN)),
  };
}

function unknown(reason: string, text: string): CountsWindow {
  return { known: false, reason, text };
}
