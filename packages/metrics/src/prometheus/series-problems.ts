import { formatDuration, suggest } from "@deploy-actions/kernel";
import type { MetricReading } from "../metric-source.ts";
import { explainNoSeries } from "./explain-no-series.ts";
import { labelNames, type PrometheusAccess } from "./prometheus-api.ts";
import type { RoleSeries, RoleTally } from "./role-tally.ts";
import { formatSelector, type Selector } from "./selector.ts";

type Unknown = MetricReading & { readonly known: false };

const LOOK_BACK_MS = 300_000;

/** Why a reading of one release says nothing, `undefined` when it does. */
export async function problemOf(
  access: PrometheusAccess,
  tally: RoleTally,
  series: RoleSeries,
  atMs: number,
  signal: AbortSignal,
): Promise<Unknown | undefined> {
  const noSeries = async (field: string, selector: Selector): Promise<Unknown> => {
    const text = await explainNoSeries(access, `metrics.${field}`, selector, atMs, signal);
    return { known: false, reason: "no_series", text };
  };
  if (tally.counts.requests.size === 0) return noSeries("requests", tally.requests);
  if (series.live.length === 0) {
    const lastMs = Math.max(0, ...series.requests.map(({ samples }) => samples.at(-1)?.[0] ?? 0));
    const ago =
      lastMs === 0 ? "" : `; the last sample is ${formatDuration(atMs - lastMs)} older than it could be`;
    const text = `Prometheus does not get ${formatSelector(tally.requests)} any more: its target is gone or cannot be scraped${ago}`;
    return { known: false, reason: "stale_series", text };
  }
  if (tally.latency !== undefined && tally.counts.latency.size === 0) {
    return noSeries("latency", tally.latency);
  }
  return tally.counts.errors.size > 0 ? undefined : problemOfNoErrors(access, tally, atMs, signal);
}

/** No series of errors is no error so far, but only when the selector could match one: a misspelt one never would. */
export async function problemOfNoErrors(
  access: PrometheusAccess,
  tally: Pick<RoleTally, "errors">,
  atMs: number,
  signal: AbortSignal,
): Promise<Unknown | undefined> {
  const { errors } = tally;
  const range = { fromMs: atMs - LOOK_BACK_MS, toMs: atMs };
  const labels = await labelNames(access, errors.metric, range, signal);
  if (!labels.ok) return { known: false, reason: labels.reason, text: labels.text };
  if (labels.value.length === 0) {
    const text = await explainNoSeries(access, "metrics.errors", errors, atMs, signal);
    return { known: false, reason: "no_series", text };
  }
  const missing = errors.matchers.find(
    // A label that has to be empty is one that need not be there.
    ({ label, operator, value }) =>
      (operator === "=" || operator === "=~") && value !== "" && !labels.value.includes(label),
  );
  if (missing === undefined) return undefined;
  const near = suggest(
    missing.label,
    labels.value.filter((name) => name !== "__name__"),
  );
  const text = `metrics.errors matches no series and never will: ${formatSelector(errors)}. No series of ${errors.metric} has the label ${missing.label}.${near}`;
  return { known: false, reason: "no_series", text };
}
