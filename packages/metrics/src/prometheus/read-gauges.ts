import type { GaugeSeries } from "./gauge-tally.ts";
import { type Answer, type PrometheusAccess, querySeries } from "./prometheus-api.ts";
import type { RoleSeries, RoleTally } from "./role-tally.ts";
import { formatSelector, type Selector } from "./selector.ts";

/** As long as Prometheus itself takes an old sample for the present value. */
const LOOK_BACK_MS = 300_000;

/** Values by role and name of gauge, and why some have none. */
export interface GaugeReading {
  readonly values: ReadonlyMap<RoleTally["role"], Readonly<Record<string, readonly number[]>>>;
  readonly notes: readonly string[];
}

/** Live series of each gauge of a release, and their samples with the times they were measured. */
export async function askGauges(
  access: PrometheusAccess,
  { gauges }: RoleTally,
  atMs: number,
  signal: AbortSignal,
): Promise<RoleSeries["gauges"]> {
  const asked = gauges.map(
    async ({ name, selector }) => [name, await askGauge(access, selector, atMs, signal)] as const,
  );
  return new Map(await Promise.all(asked));
}

async function askGauge(
  access: PrometheusAccess,
  selector: Selector,
  atMs: number,
  signal: AbortSignal,
): Promise<Answer<GaugeSeries>> {
  const text = formatSelector(selector);
  const [live, samples] = await Promise.all([
    querySeries(access, text, atMs, undefined, signal, "gauges"),
    querySeries(access, text, atMs, LOOK_BACK_MS, signal, "gauges"),
  ]);
  if (!live.ok) return live;
  return samples.ok ? { ok: true, value: { live: live.value, samples: samples.value } } : samples;
}

/**
 * The values that both releases have measured since the last ones were given, each once. A gauge that only one of them has
 * measured anew waits for the other: scraped at other moments, the two would never have values in one window.
 */
export function takeGauges(
  roles: readonly RoleTally[],
  found: readonly RoleSeries[],
  isFirst: boolean,
): GaugeReading {
  const values = new Map<RoleTally["role"], Record<string, readonly number[]>>();
  const notes: string[] = [];
  for (const { role } of roles) values.set(role, {});
  for (const { name } of roles[0]?.gauges ?? []) {
    const fresh = roles.flatMap(({ role, gauges }, index) => {
      const tally = gauges.find((gauge) => gauge.name === name)?.tally;
      const answer = found[index]?.gauges.get(name);
      if (answer?.ok === false) notes.push(`metrics.gauges.${name} of ${role}: ${answer.text}`);
      return tally === undefined || answer?.ok !== true
        ? []
        : [{ role, tally, found: tally.fresh(answer.value) }];
    });
    const haveAll = fresh.length === roles.length && fresh.every((one) => one.found.values.length > 0);
    for (const { role, tally, found: measured } of fresh) {
      // What was measured before the first reading belongs to no window.
      if (haveAll || isFirst) tally.take(measured);
      const ofRole = values.get(role);
      if (haveAll && ofRole !== undefined) ofRole[name] = measured.values;
    }
  }
  return { values, notes };
}
