import { ActionError, type Clock, errorMessage } from "@deploy-actions/kernel";
import type { MetricReading, MetricSource, ReleaseCounts } from "./metric-source.ts";
import { type PrometheusSample, parsePrometheusText } from "./prometheus-text.ts";

/** Where the text comes from and whose counters are read. */
export interface PrometheusTextOptions {
  /** The metrics text as served now; a rejection makes the reading unknown. */
  readonly fetchText: (signal: AbortSignal) => Promise<string>;
  readonly candidateVersion: string | undefined;
  readonly stableVersion: string | undefined;
  readonly clock: Clock;
  readonly name?: string;
}

const REQUESTS = "deploy_actions_requests_total";
const BUCKET = "deploy_actions_request_duration_ms_bucket";

/**
 * Reads `deploy_actions_requests_total{release,role,epoch,outcome}` and the cumulative buckets of
 * `deploy_actions_request_duration_ms_bucket{release,role,epoch,le}`. Outcome `ok` and `error` are requests, `cancelled`
 * is none (the client left before there was an answer to judge). Unknown when the text, a name or a value is not as expected.
 */
export function createPrometheusTextSource(options: PrometheusTextOptions): MetricSource {
  const { clock, fetchText, candidateVersion, stableVersion } = options;
  return {
    name: options.name ?? "prometheus",
    async read(signal) {
      let text: string;
      try {
        text = await fetchText(signal);
      } catch (error) {
        if (error instanceof ActionError && error.code === "cancelled") throw error;
        if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
        return unknown("metrics_unreachable", `the metrics could not be read: ${errorMessage(error)}`);
      }
      return readCounts(text, candidateVersion, stableVersion, clock.now());
    },
  };
}

/** The embedded target's counters; `fetchText` is the supervisor's `/metrics`. */
export function createLocalMetricSource(options: Omit<PrometheusTextOptions, "name">): MetricSource {
  return createPrometheusTextSource({ ...options, name: "local" });
}

function readCounts(
  text: string,
  candidateVersion: string | undefined,
  stableVersion: string | undefined,
  at: number,
): MetricReading {
  const parsed = parsePrometheusText(text);
  if (!parsed.ok) {
    const read = `line ${parsed.line} is ${JSON.stringify(parsed.read)}`;
    return unknown("metrics_unreadable", `${read}, expected ${parsed.expected}`);
  }
  if (!parsed.samples.some((sample) => sample.name === REQUESTS)) {
    return unknown("metric_missing", `no ${REQUESTS} among ${parsed.samples.length} samples`);
  }
  const candidate = countsOf(parsed.samples, candidateVersion);
  const stable = countsOf(parsed.samples, stableVersion);
  if (typeof candidate === "string") return unknown("metrics_unreadable", candidate);
  if (typeof stable === "string") return unknown("metrics_unreadable", stable);
  return { known: true, at, candidate, stable };
}

/** The counts of one release, `undefined` without any series of it, or what is wrong with them. */
function countsOf(
  samples: readonly PrometheusSample[],
  version: string | undefined,
): ReleaseCounts | undefined | string {
  if (version === undefined) return undefined;
  const all = samples.filter((sample) => sample.labels.release === version);
  // A retired process of the same version may still drain beside the one that has the traffic.
  const live = all.filter((sample) => sample.labels.role !== "retired");
  const own = live.length > 0 ? live : all;
  const totals = own.filter((sample) => sample.name === REQUESTS);
  if (totals.length === 0) return undefined;
  const epochs = new Set(own.map((sample) => sample.labels.epoch ?? ""));
  if (epochs.size !== 1) return `release ${version} has ${epochs.size} sets of counters at once`;
  let ok = 0;
  let errors = 0;
  for (const { labels, value } of totals) {
    if (value === undefined || value < 0) return `${REQUESTS} of ${version} has no countable value`;
    if (labels.outcome === "ok") ok += value;
    else if (labels.outcome === "error") errors += value;
    else if (labels.outcome !== "cancelled") {
      return `${REQUESTS} of ${version} has the outcome ${JSON.stringify(labels.outcome)}, expected ok, error or cancelled`;
    }
  }
  const latency = histogramOf(own, version);
  if (typeof latency === "string") return latency;
  return { version, epoch: [...epochs][0] ?? "", requests: ok + errors, errors, latency };
}

function histogramOf(
  samples: readonly PrometheusSample[],
  version: string,
): ReleaseCounts["latency"] | string {
  const sums = new Map<number, number>();
  for (const { name, labels, value } of samples) {
    if (name !== BUCKET) continue;
    const bound = labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le ?? Number.NaN);
    if (Number.isNaN(bound) || value === undefined) return `${BUCKET} of ${version} has an unreadable bucket`;
    sums.set(bound, (sums.get(bound) ?? 0) + value);
  }
  if (!sums.has(Number.POSITIVE_INFINITY)) return `${BUCKET} of ${version} has no bucket le="+Inf"`;
  const ordered = [...sums].sort(([a], [b]) => a - b);
  const counts = ordered.map(([, value], index) => value - (ordered[index - 1]?.[1] ?? 0));
  if (counts.some((count) => count < 0)) return `the buckets of ${BUCKET} of ${version} are not cumulative`;
  return { boundsMs: ordered.slice(0, -1).map(([bound]) => bound), counts };
}

function unknown(reason: string, text: string): MetricReading {
  return { known: false, reason, text };
}
