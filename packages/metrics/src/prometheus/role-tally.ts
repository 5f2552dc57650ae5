import { ActionError, type Clock, type HttpClient } from "@deploy-actions/kernel";
import { CounterTally } from "./counter-tally.ts";
import { type GaugeSeries, GaugeTally } from "./gauge-tally.ts";
import type { Answer } from "./prometheus-api.ts";
import { bindSelector, parseSelector, type Selector, tellsReleases } from "./selector.ts";
import type { Series } from "./series.ts";

/** A selector for both releases with placeholders, or one for each. */
export type RoleSelector = string | { readonly candidate: string; readonly stable: string };

/** Where the counters are, and how the series of a release are told. */
export interface PrometheusSourceOptions {
  /** Base URL of the server; `https:`, or `http:` inside a network of one's own. */
  readonly url: string;
  /** Selector of a counter of requests, e.g. `http_requests_total{version="${version}"}`. */
  readonly requests: RoleSelector;
  /** Selector of the failed ones of them. */
  readonly errors: RoleSelector;
  /**
   * Selector of the `_bucket` series of a classic histogram, or of a native histogram; `undefined`: latency is not known.
   * In seconds, unless the name says milliseconds (`…_milliseconds_bucket`, `…_ms_bucket`) or is one of Envoy's times
   * (`envoy_…_time_bucket`).
   */
  readonly latency: RoleSelector | undefined;
  /** By name of gauge: the selector of its series, with placeholders. */
  readonly gauges?: Readonly<Record<string, string>> | undefined;
  /** Bearer token, masked already. */
  readonly token?: string | undefined;
  /** Samples younger than this may still be missing: nothing younger is read. */
  readonly ingestDelayMs: number;
  /** Longest answer to one query. */
  readonly timeoutMs: number;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly candidateVersion: string | undefined;
  readonly stableVersion: string | undefined;
  /** What `${workload}` is for each release. */
  readonly workloads?: { readonly candidate: string; readonly stable: string } | undefined;
}

/** What is counted of one release. */
export interface RoleTally {
  readonly role: "candidate" | "stable";
  readonly version: string;
  readonly requests: Selector;
  readonly errors: Selector;
  readonly latency: Selector | undefined;
  readonly counts: {
    readonly requests: CounterTally;
    readonly errors: CounterTally;
    readonly latency: CounterTally;
  };
  readonly gauges: readonly RoleGauge[];
}

/** A gauge of one release. */
export interface RoleGauge {
  readonly name: string;
  readonly selector: Selector;
  readonly tally: GaugeTally;
}

/** Raw samples of what is counted of one release. */
export interface CountSeries {
  readonly requests: readonly Series[];
  readonly errors: readonly Series[];
  readonly latency: readonly Series[];
}

/** Answers of one reading. */
export interface RoleSeries extends CountSeries {
  readonly live: readonly Series[];
  /** By name; a gauge that could not be asked for says nothing of the rest. */
  readonly gauges: ReadonlyMap<string, Answer<GaugeSeries>>;
}

/** One tally for each release there is. Errors: `config` for a selector that cannot be one. */
export function openRoles(options: PrometheusSourceOptions): readonly RoleTally[] {
  const parse = (
    field: string,
    written: RoleSelector | undefined,
    role: RoleTally["role"],
  ): Selector | undefined => {
    if (written === undefined) return undefined;
    const text = typeof written === "string" ? written : written[role];
    const selector = parseSelector(`metrics.${field}`, text);
    refuseUnusable(options, field, selector);
    if (typeof written !== "string" ? written.candidate !== written.stable : tellsReleases(selector)) {
      return selector;
    }
    throw new ActionError(
      "config",
      `metrics.${field} asks for the same series for candidate and stable: ${text}`,
      { hint: 'Add a label that tells them apart, e.g. version="${version}" (or ${role}, ${workload}).' },
    );
  };
  const open = (role: RoleTally["role"], version: string | undefined): readonly RoleTally[] => {
    const [requests, errors, latency] = [
      parse("requests", options.requests, role),
      parse("errors", options.errors, role),
      parse("latency", options.latency, role),
    ];
    const gauges = Object.entries(options.gauges ?? {}).flatMap(([name, written]) => {
      const selector = parse(`gauges.${name}`, written, role);
      return selector === undefined ? [] : [{ name, selector }];
    });
    if (version === undefined || requests === undefined || errors === undefined) return [];
    const values = { version, role, workload: options.workloads?.[role] };
    const counts = { requests: new CounterTally(), errors: new CounterTally(), latency: new CounterTally() };
    return [
      {
        role,
        version,
        requests: bindSelector(requests, values),
        errors: bindSelector(errors, values),
        latency: latency === undefined ? undefined : bindSelector(latency, values),
        counts,
        gauges: gauges.map(({ name, selector }) => ({
          name,
          selector: bindSelector(selector, values),
          tally: new GaugeTally(),
        })),
      },
    ];
  };
  return [...open("candidate", options.candidateVersion), ...open("stable", options.stableVersion)];
}

function refuseUnusable(
  options: PrometheusSourceOptions,
  field: string,
  { metric, matchers }: Selector,
): void {
  const usesWorkload = matchers.some(({ value }) => value.includes("${workload}"));
  if (usesWorkload && options.workloads === undefined) {
    throw new ActionError(
      "config",
      `metrics.${field} names \${workload}, but this platform has no workloads`,
      { hint: "Use ${version} or ${role}." },
    );
  }
  if (field === "latency" && /_(?:sum|count|total)$/.test(metric)) {
    throw new ActionError(
      "config",
      `metrics.latency is of ${metric}, expected the _bucket series of a histogram, or a native one`,
      {
        hint: `e.g. ${metric.replace(/_(?:sum|count|total)$/, "")}_bucket{…}, in seconds, without the label le.`,
      },
    );
  }
}
