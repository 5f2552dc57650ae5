import { ranges } from "./decode-checks.ts";
import type { MetricsPolicy } from "./policy.ts";
import { present, unlessOff } from "./present.ts";
import type { Block } from "./schema.ts";

/** Who counts in a complete block. */
export function decodeMetrics(written: Block["metrics"]): MetricsPolicy | undefined {
  const metrics = unlessOff(written);
  if (metrics === undefined) return undefined;
  if ("prometheus" in metrics) {
    return {
      source: "prometheus",
      url: present(metrics.prometheus, "prometheus"),
      template: metrics.template,
      requests: metrics.requests,
      errors: metrics.errors,
      latency: metrics.latency,
      gauges: metrics.gauges,
      token: metrics.token,
      ingestDelayMs: present(metrics["ingest-delay"], "ingest-delay"),
      timeoutMs: present(metrics.timeout, "timeout"),
    };
  }
  if ("json" in metrics) {
    return {
      source: "json",
      url: present(metrics.json, "json"),
      requests: present(metrics.requests, "requests"),
      errors: present(metrics.errors, "errors"),
      latency: metrics.latency,
      users: metrics.users,
      epoch: metrics.epoch,
      version: metrics.version,
      gauges: metrics.gauges,
      token: metrics.token,
      timeoutMs: present(metrics.timeout, "timeout"),
    };
  }
  if ("synthetic" in metrics) {
    return {
      source: "synthetic",
      url: present(metrics.synthetic, "synthetic"),
      candidate: metrics.candidate,
      stable: metrics.stable,
      perSecond: present(metrics.rate, "rate"),
      timeoutMs: present(metrics.timeout, "timeout"),
      status: ranges(present(metrics.status, "status")),
      version: metrics.version,
    };
  }
  const cloudwatch = "cloudwatch" in metrics ? metrics : {};
  return {
    source: "cloudwatch",
    region: typeof cloudwatch.cloudwatch === "string" ? cloudwatch.cloudwatch : undefined,
    loadBalancer: cloudwatch["load-balancer"],
    alarms: cloudwatch.alarms ?? [],
    ingestDelayMs: present(cloudwatch["ingest-delay"], "ingest-delay"),
  };
}
