import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type RunningPrometheus, startPrometheus } from "../../../../test/peers/prometheus.ts";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { subtract } from "../../src/counts-window.ts";
import type { MetricReading, MetricSource } from "../../src/metric-source.ts";
import { createPrometheusSource } from "../../src/prometheus/prometheus-source.ts";
import {
  PROMETHEUS_TEMPLATES,
  type PrometheusTemplate,
  prometheusTemplate,
} from "../../src/prometheus/templates.ts";
import { http } from "../support/http-client.ts";
import { serve, stopServers } from "../support/local-server.ts";

const signal = new AbortController().signal;
const clock = { now: () => Date.now(), sleep: (ms: number) => wait(ms) };
const PATIENCE_MS = 30_000;
const NAMES = {
  service: "shop",
  namespace: "prod",
  workloads: { stable: "web", candidate: "web-candidate" },
  backends: { stable: "web", candidate: "web-candidate" },
};

interface Written {
  readonly requests: string;
  readonly latency: string;
  /** Name of the label with the status. */
  readonly status: string;
  readonly candidate: string;
  readonly stable: string;
  /** Bound of 100 ms, and one above it, in the unit of the metric. */
  readonly bounds: readonly [string, string];
}

/** As the exporters write them. */
const EXPORTED: Readonly<Record<PrometheusTemplate, Written>> = {
  istio: {
    requests: "istio_requests_total",
    latency: "istio_request_duration_milliseconds_bucket",
    status: "response_code",
    candidate:
      'reporter="destination",destination_workload="web-candidate",destination_workload_namespace="prod"',
    stable: 'reporter="destination",destination_workload="web",destination_workload_namespace="prod"',
    bounds: ["100", "500"],
  },
  "ingress-nginx": {
    requests: "nginx_ingress_controller_requests",
    latency: "nginx_ingress_controller_request_duration_seconds_bucket",
    status: "status",
    candidate: 'namespace="prod",ingress="web",service="web",canary="prod-web-candidate-80"',
    stable: 'namespace="prod",ingress="web",service="web",canary=""',
    bounds: ["0.1", "0.5"],
  },
  traefik: {
    requests: "traefik_service_requests_total",
    latency: "traefik_service_request_duration_seconds_bucket",
    status: "code",
    candidate: 'service="prod-web-candidate-80@kubernetescrd"',
    stable: 'service="prod-web-80@kubernetescrd"',
    bounds: ["0.1", "0.5"],
  },
  gateway: {
    requests: "envoy_cluster_upstream_rq",
    latency: "envoy_cluster_upstream_rq_time_bucket",
    status: "envoy_response_code",
    candidate: 'envoy_cluster_name="prod_web-candidate_80"',
    stable: 'envoy_cluster_name="prod_web_80"',
    bounds: ["100", "500"],
  },
  app: {
    requests: "http_requests_total",
    latency: "http_request_duration_seconds_bucket",
    status: "code",
    candidate: 'app="shop",version="v2"',
    stable: 'app="shop",version="v1"',
    bounds: ["0.1", "0.5"],
  },
};

/** What both releases counted: requests that went well and fast, and failed ones that were slow. */
function page(
  good: { candidate: number; stable: number },
  bad: { candidate: number; stable: number },
): string {
  const lines: string[] = [];
  for (const { requests, latency, status, bounds, ...labels } of Object.values(EXPORTED)) {
    for (const role of ["candidate", "stable"] as const) {
      const [fast, slow] = bounds;
      const all = good[role] + bad[role];
      lines.push(`${requests}{${labels[role]},${status}="200"} ${good[role]}`);
      if (bad[role] > 0) lines.push(`${requests}{${labels[role]},${status}="503"} ${bad[role]}`);
      for (const [le, count] of [
        [fast, good[role]],
        [slow, all],
        ["+Inf", all],
      ])
        lines.push(`${latency}{${labels[role]},le="${le}"} ${count}`);
    }
  }
  // The same request as its caller's sidecar saw it, and the neighbours' counts: of nobody's business here.
  const client = EXPORTED.istio.candidate.replace('"destination"', '"source"');
  lines.push(`istio_requests_total{${client},response_code="503"} 999`);
  lines.push('http_requests_total{app="cart",version="v2",code="500"} 999');
  lines.push('traefik_service_requests_total{service="test-web-80@kubernetescrd",code="500"} 999');
  return `${lines.join("\n")}\n`;
}

describePeer("Templates on a real Prometheus", "DEPLOY_ACTIONS_PEER_PROMETHEUS", (program) => {
  let prometheus: RunningPrometheus;
  let text = page({ candidate: 100, stable: 1_000 }, { candidate: 0, stable: 5 });
  beforeAll(async () => {
    const target = await serve((_request, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end(text);
    });
    prometheus = await startPrometheus(
      () => `global: { scrape_interval: 1s }
scrape_configs:
  - job_name: all
    static_configs: [{ targets: ["${new URL(target).host}"] }]
`,
      program,
    );
  }, 60_000);
  afterAll(async () => {
    await prometheus?.stop();
    await stopServers();
  });

  async function readUntil(
    source: MetricSource,
    isAwaited: (reading: MetricReading & { readonly known: true }) => boolean,
  ): Promise<MetricReading & { readonly known: true }> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const reading = await source.read(signal);
      if (reading.known && isAwaited(reading)) return reading;
      if (Date.now() > deadline) throw new Error(JSON.stringify(reading));
      await wait(300);
    }
  }

  test("count what each release served, the first error of the candidate too, in milliseconds", async () => {
    const sources = PROMETHEUS_TEMPLATES.map((template) => ({
      template,
      source: createPrometheusSource({
        ...prometheusTemplate(template, NAMES),
        url: prometheus.url,
        ingestDelayMs: 1_000,
        timeoutMs: 10_000,
        http,
        clock,
        candidateVersion: "v2",
        stableVersion: "v1",
        workloads: NAMES.workloads,
      }),
    }));
    const first = new Map<string, MetricReading & { readonly known: true }>();
    for (const { template, source } of sources) {
      first.set(
        template,
        await readUntil(source, ({ candidate, stable }) => candidate !== undefined && stable !== undefined),
      );
    }
    text = page({ candidate: 117, stable: 1_200 }, { candidate: 3, stable: 6 });
    for (const { template, source } of sources) {
      const before = first.get(template);
      const gainedOf = (reading: MetricReading & { readonly known: true }, role: "candidate" | "stable") => {
        const window = subtract(reading[role], before?.[role]);
        return window.known ? window.counts : undefined;
      };
      const after = await readUntil(
        source,
        (reading) =>
          gainedOf(reading, "candidate")?.requests === 20 && gainedOf(reading, "stable")?.requests === 201,
      );
      expect([template, gainedOf(after, "candidate")]).toEqual([
        template,
        { version: "v2", requests: 20, errors: 3, latency: { boundsMs: [100, 500], counts: [17, 3, 0] } },
      ]);
      expect([template, gainedOf(after, "stable")]).toMatchObject([template, { errors: 1 }]);
    }
  }, 120_000);
});
