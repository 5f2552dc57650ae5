import { describe, expect, test } from "@jest/globals";
import {
  PROMETHEUS_TEMPLATES,
  type PrometheusTemplate,
  prometheusTemplate,
  type TemplateNames,
} from "../../src/index.ts";
import { unitMsOf } from "../../src/prometheus/bucket-histogram.ts";
import { createPrometheusSource } from "../../src/prometheus/prometheus-source.ts";
import { http } from "../support/http-client.ts";

const NAMES: TemplateNames = {
  service: "shop",
  namespace: "prod",
  workloads: { stable: "web", candidate: "web-candidate" },
  backends: { stable: "web", candidate: "web-candidate" },
};

describe("The selectors of", () => {
  test("istio go by the sidecar of the release that serves", () => {
    const labels = 'reporter="destination",destination_workload_namespace="prod",destination_workload=';
    expect(prometheusTemplate("istio", NAMES)).toEqual({
      requests: {
        candidate: `istio_requests_total{${labels}"web-candidate"}`,
        stable: `istio_requests_total{${labels}"web"}`,
      },
      errors: {
        candidate: `istio_requests_total{${labels}"web-candidate",response_code=~"5.."}`,
        stable: `istio_requests_total{${labels}"web",response_code=~"5.."}`,
      },
      latency: {
        candidate: `istio_request_duration_milliseconds_bucket{${labels}"web-candidate"}`,
        stable: `istio_request_duration_milliseconds_bucket{${labels}"web"}`,
      },
    });
  });

  test("ingress-nginx find the candidate by the label canary: its service is that of stable", () => {
    const { requests, errors } = prometheusTemplate("ingress-nginx", NAMES);
    expect(requests).toEqual({
      candidate:
        'nginx_ingress_controller_requests{namespace="prod",service="web",canary=~"prod-web-candidate-.+"}',
      stable: 'nginx_ingress_controller_requests{namespace="prod",service="web",canary=""}',
    });
    expect(errors).toMatchObject({ stable: expect.stringContaining('status=~"5.*"') });
  });

  test.each<readonly [PrometheusTemplate, string, string, readonly string[]]>([
    ["traefik", "stable", "service", ["prod-web-80@kubernetes", "prod-web-http-8080@kubernetesgateway"]],
    ["traefik", "candidate", "service", ["prod-web-candidate-http@kubernetescrd"]],
    ["gateway", "stable", "envoy_cluster_name", ["prod_web_80", "prod_web_http-web"]],
    ["gateway", "candidate", "envoy_cluster_name", ["prod_web-candidate_80"]],
  ])("%s tell %s from the other release", (template, role, label, own) => {
    const others: Readonly<Record<string, readonly string[]>> = {
      traefik: ["prod-web-candidate-80@kubernetescrd", "test-prod-web-80@kubernetes", "prod-web-80@file"],
      gateway: ["prod_web-candidate_80", "test_web_80", "prod_web"],
    };
    const { requests } = prometheusTemplate(template, NAMES);
    const text = typeof requests === "string" ? requests : requests[role as "stable"];
    const pattern = new RegExp(`^(?:${new RegExp(`${label}=~"([^"]*)"`).exec(text)?.[1]})$`);
    for (const value of own) expect(value).toMatch(pattern);
    if (role === "stable") for (const value of others[template] ?? []) expect(value).not.toMatch(pattern);
    else expect("prod-web-80@kubernetescrd prod_web_80").not.toMatch(pattern);
  });

  test("the service's own metrics go by its name and the version", () => {
    expect(prometheusTemplate("app", { ...NAMES, namespace: undefined, workloads: undefined })).toEqual({
      requests: 'http_requests_total{app="shop",version="${version}"}',
      errors: 'http_requests_total{app="shop",version="${version}",code=~"5.."}',
      latency: 'http_request_duration_seconds_bucket{app="shop",version="${version}"}',
    });
  });

  test.each(PROMETHEUS_TEMPLATES)("%s are selectors of a source, of two releases", (template) => {
    const open = () =>
      createPrometheusSource({
        ...prometheusTemplate(template, NAMES),
        url: "http://127.0.0.1:1",
        ingestDelayMs: 0,
        timeoutMs: 1_000,
        http,
        clock: { now: () => 0, sleep: () => Promise.resolve() },
        candidateVersion: "v2",
        stableVersion: "v1",
      });
    expect(open).not.toThrow();
  });

  test.each<readonly [PrometheusTemplate, Partial<TemplateNames>, string]>([
    ["istio", { namespace: undefined }, "metrics.template istio needs a namespace"],
    ["istio", { workloads: undefined }, "metrics.template istio needs two Deployments"],
    ["ingress-nginx", { backends: undefined }, "metrics.template ingress-nginx needs the two Services"],
    ["traefik", { backends: undefined }, "metrics.template traefik needs the two Services"],
    ["gateway", { namespace: undefined }, "metrics.template gateway needs a namespace"],
  ])("%s are refused without what they go by", (template, changes, message) => {
    expect(() => prometheusTemplate(template, { ...NAMES, ...changes })).toThrow(message);
  });

  test("one release cannot be those of the other", () => {
    const same = { candidate: "requests_total", stable: "requests_total" };
    const open = () =>
      createPrometheusSource({
        requests: same,
        errors: same,
        latency: undefined,
        url: "http://127.0.0.1:1",
        ingestDelayMs: 0,
        timeoutMs: 1_000,
        http,
        clock: { now: () => 0, sleep: () => Promise.resolve() },
        candidateVersion: "v2",
        stableVersion: "v1",
      });
    expect(open).toThrow("asks for the same series for candidate and stable: requests_total");
  });
});

describe("The unit of a histogram", () => {
  test.each([
    ["http_request_duration_seconds_bucket", 1_000],
    ["istio_request_duration_milliseconds_bucket", 1],
    ["shop_latency_ms_bucket", 1],
    ["envoy_cluster_upstream_rq_time_bucket", 1],
    ["shop_items_bucket", 1_000],
    ["shop_seconds_total_time_bucket", 1_000],
  ])("of %s is %i ms", (metric, unitMs) => {
    expect(unitMsOf(metric)).toBe(unitMs);
  });
});
