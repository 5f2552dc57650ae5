import type { Measured } from "@deploy-actions/conditions";
import { formatCount, formatDuration, formatPercent, plural } from "@deploy-actions/kernel";
import type { CountsWindow } from "./counts-window.ts";
import type { WindowCounts } from "./metric-source.ts";
import { type Percentile, percentile } from "./percentile.ts";

/** The usual figures of a window, for a log line or a table; `undefined` where there is no value. */
export interface WindowSummary {
  readonly requests: number;
  readonly errors: number;
  readonly errorRatePercent: number | undefined;
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

/** The usual figures of a window. */
export function summarise(window: WindowCounts): WindowSummary {
  const valueMs = (percent: number): number | undefined => {
    const found = percentile(window.latency, percent);
    return found.known ? found.valueMs : undefined;
  };
  return {
    requests: window.requests,
    errors: window.errors,
    errorRatePercent: errorRatePercent(window),
    p50Ms: valueMs(50),
    p95Ms: valueMs(95),
    p99Ms: valueMs(99),
  };
}

/**
 * The share of failed requests in per cent, e.g. `8.1 % (25 of 309 requests)`; the baseline is stable's where it is
 * known. Unknown with `too_few_requests` below `minRequests`, and always without any request.
 */
export function measureErrorRate(window: CountsWindow, minRequests: number, stable?: CountsWindow): Measured {
  const evidence = enough(window, minRequests);
  if (!evidence.known) return evidence;
  const { counts } = evidence;
  const value = errorRatePercent(counts) ?? 0;
  const base = stable === undefined ? undefined : enough(stable, minRequests);
  const baseline = base?.known === true ? errorRatePercent(base.counts) : undefined;
  const text = `${formatRate(value)} (${formatCount(counts.errors)} of ${countRequests(counts.requests)})`;
  return { known: true, value, unit: "percent", text, ...(baseline === undefined ? {} : { baseline }) };
}

/**
 * A latency percentile of the candidate in ms, e.g. `p95 41ms (309 requests; stable 40ms of 940)`; the baseline is the
 * same percentile of stable over the same window, left out when stable's is unknown or of fewer than `minRequests`.
 */
export function measureLatency(
  candidate: CountsWindow,
  stable: CountsWindow,
  percent: number,
  minRequests: number,
): Measured {
  const evidence = enough(candidate, minRequests);
  if (!evidence.known) return evidence;
  const found = percentile(evidence.counts.latency, percent);
  if (!found.known) return unknownPercentile(found, evidence.counts, percent);
  const base = enough(stable, minRequests);
  const baseFound = base.known ? percentile(base.counts.latency, percent) : undefined;
  const name = `p${percent} ${formatDuration(found.valueMs)}`;
  if (baseFound?.known !== true) {
    const text = `${name} (${countRequests(found.n)})`;
    return { known: true, value: found.valueMs, unit: "ms", text };
  }
  const beside = `stable ${formatDuration(baseFound.valueMs)} of ${formatCount(baseFound.n)}`;
  return {
    known: true,
    value: found.valueMs,
    unit: "ms",
    text: `${name} (${countRequests(found.n)}; ${beside})`,
    baseline: baseFound.valueMs,
  };
}

type Enough =
  | { readonly known: true; readonly counts: WindowCounts }
  | (Measured & { readonly known: false });

function enough(window: CountsWindow, minRequests: number): Enough {
  if (!window.known) return { known: false, reason: window.reason, text: window.text };
  const needed = Math.max(1, minRequests);
  if (window.counts.requests >= needed) return window;
  return {
    known: false,
    reason: "too_few_requests",
    text: `${formatCount(window.counts.requests)} of at least ${countRequests(needed)}`,
  };
}

function unknownPercentile(
  found: Percentile & { readonly known: false },
  counts: WindowCounts,
  percent: number,
): Measured {
  const last = counts.latency.boundsMs.at(-1);
  if (last === undefined || found.reason === "no_requests") {
    return { known: false, reason: "no_latency", text: "the metric source does not measure latency" };
  }
  const text = `p${percent} lies above ${formatDuration(last)}, the last bucket (${countRequests(found.n)})`;
  return { known: false, reason: found.reason, text };
}

function errorRatePercent(counts: WindowCounts): number | undefined {
  return counts.requests > 0 ? (100 * counts.errors) / counts.requests : undefined;
}

// An error rate is shown rounded up: 5.04 % must not read "5 %" beside a limit of 5 %.
function formatRate(percent: number): string {
  return formatPercent(Math.ceil(percent * 10 - 1e-9) / 10);
}

function countRequests(count: number): string {
  return plural(count, "request").replace(String(count), formatCount(count));
}
