import { type Answer, type PrometheusAccess, querySeries } from "./prometheus-api.ts";
import type { CountSeries, RoleTally } from "./role-tally.ts";
import { formatSelector } from "./selector.ts";
import type { Series } from "./series.ts";

/** The samples of the counters of one release in the `windowMs` before `atMs`; without one of them there is no answer. */
export async function askCounts(
  access: PrometheusAccess,
  role: RoleTally,
  atMs: number,
  windowMs: number,
  signal: AbortSignal,
): Promise<Answer<CountSeries>> {
  const none: Answer<readonly Series[]> = { ok: true, value: [] };
  const [requests, errors, latency] = await Promise.all([
    querySeries(access, formatSelector(role.requests), atMs, windowMs, signal),
    querySeries(access, formatSelector(role.errors), atMs, windowMs, signal),
    role.latency === undefined
      ? none
      : querySeries(access, formatSelector(role.latency), atMs, windowMs, signal, "buckets"),
  ]);
  if (!requests.ok) return requests;
  if (!errors.ok) return errors;
  if (!latency.ok) return latency;
  return { ok: true, value: { requests: requests.value, errors: errors.value, latency: latency.value } };
}
