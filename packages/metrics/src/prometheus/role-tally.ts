import { ActionError, type Clock, type HttpClient } from "@deploy-actions/kernel";
import { CounterTally } from "./counter-tally.ts";
import type { Series } from "./prometheus-api.ts";
import { bindSelector, parseSelector, type Selector, tellsReleases } from "./selector.ts";

/** Where the counters are, and how the series of a release are told. */
export interface PrometheusSourceOptions {
  /** Base URL of the server; `https:`, or `http:` inside a network of one's own. */
  readonly url: string;
  /** Selector of a counter of requests, e.g. `http_requests_total{version="${version}"}`. */
  readonly requests: string;
  /** Selector of the failed ones of them. */
  readonly errors: string;
  /** Selector of the `_bucket` series of a classic histogram, in seconds; `undefined`: latency is not known. */
  readonly latency: string | undefined;
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
}

/** Answers of one reading. */
export interface RoleSeries {
  readonly live: readonly Series[];
  readonly requests: readonly Series[];
  readonly errors: readonly Series[];
  readonly latency: readonly Series[];
}

/** One tally for each release there is. Errors: `config` for a selector that cannot be one. */
export function openRoles(options: PrometheusSourceOptions): readonly RoleTally[] {
  const parse = (field: "requests" | "errors" | "latency", text: string): Selector => {
    const selector = parseSelector(`metrics.${field}`, text);
    const usesWorkload = selector.matchers.some(({ value }) => value.includes("${workload}"));
    if (usesWorkload && options.workloads === undefined) {
      throw new ActionError(
        "config",
        `metrics.${field} names \${workload}, but this platform has no workloads`,
        {
          hint: "Use ${version} or ${role}.",
        },
      );
    }
    if (tellsReleases(selector)) return selector;
    throw new ActionError(
      "config",
      `metrics.${field} asks for the same series for candidate and stable: ${text}`,
      {
        hint: 'Add a label that tells them apart, e.g. version="${version}" (or ${role}, ${workload}).',
      },
    );
  };
  const requests = parse("requests", options.requests);
  const errors = parse("errors", options.errors);
  const latency = options.latency === undefined ? undefined : parse("latency", options.latency);
  if (latency !== undefined && !latency.metric.endsWith("_bucket")) {
    throw new ActionError(
      "config",
      `metrics.latency is of ${latency.metric}, expected the _bucket series of a histogram`,
      {
        hint: `e.g. ${latency.metric.replace(/_(?:sum|count)$/, "")}_bucket{…}, in seconds, without the label le.`,
      },
    );
  }
  const open = (role: RoleTally["role"], version: string | undefined): readonly RoleTally[] => {
    if (version === undefined) return [];
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
      },
    ];
  };
  return [...open("candidate", options.candidateVersion), ...open("stable", options.stableVersion)];
}
