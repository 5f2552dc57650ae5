import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy, MetricsPolicy } from "@deploy-actions/deploy-config";
import { ActionError } from "@deploy-actions/kernel";
import {
  createPrometheusSource,
  type MetricSource,
  type PrometheusSourceOptions,
  prometheusTemplate,
} from "@deploy-actions/metrics";
import type { Target } from "@deploy-actions/rollout";

/** What a Prometheus source of a rollout stands on. */
export interface PrometheusParts {
  readonly token: string | undefined;
  readonly candidateVersion: string;
  readonly stableVersion: string | undefined;
}

/**
 * Counts of Prometheus by the selectors of the policy, or those of its template. Throws `config` for selectors that cannot
 * tell the releases of the target apart.
 */
export function prometheusSource(
  { http, clock }: Pick<ActionContext, "http" | "clock">,
  policy: Pick<EffectivePolicy, "service" | "target">,
  metrics: Extract<MetricsPolicy, { source: "prometheus" }>,
  parts: PrometheusParts,
): MetricSource {
  const { url, gauges, ingestDelayMs, timeoutMs } = metrics;
  const workloads = workloadsOf(policy.target);
  return createPrometheusSource({
    ...selectorsOf(policy, metrics),
    ...parts,
    url,
    gauges,
    ingestDelayMs,
    timeoutMs,
    http,
    clock,
    workloads,
  });
}

function selectorsOf(
  { service, target }: Pick<EffectivePolicy, "service" | "target">,
  metrics: Extract<MetricsPolicy, { source: "prometheus" }>,
): Pick<PrometheusSourceOptions, "requests" | "errors" | "latency"> {
  const { template, requests, errors, latency } = metrics;
  if (template === undefined) {
    if (requests !== undefined && errors !== undefined) return { requests, errors, latency };
    throw new ActionError("internal", "metrics without a template and without selectors");
  }
  const known = prometheusTemplate(template, {
    service,
    namespace: target.platform === "kubernetes" ? target.namespace : undefined,
    workloads: workloadsOf(target),
    backends: target.platform === "kubernetes" ? target.services : undefined,
  });
  return {
    requests: requests ?? known.requests,
    errors: errors ?? known.errors,
    latency: latency ?? known.latency,
  };
}

/** Names of the two workloads, where the platform has one for each release. */
function workloadsOf(target: Target): { readonly candidate: string; readonly stable: string } | undefined {
  switch (target.platform) {
    case "kubernetes": {
      const { workload, candidateWorkload } = target;
      if (workload.kind !== "deployment") return undefined;
      return { stable: workload.name, candidate: candidateWorkload ?? `${workload.name}-candidate` };
    }
    case "haproxy":
      return undefined;
    case "aws-ecs": {
      const [first] = target.services;
      return first === undefined || target.route.kind !== "target-groups"
        ? undefined
        : { stable: first.name, candidate: target.route.candidateService };
    }
    default:
      return undefined;
  }
}
