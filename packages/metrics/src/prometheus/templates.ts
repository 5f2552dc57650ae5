import { ActionError, suggest } from "@deploy-actions/kernel";
import type { RoleSelector } from "./role-tally.ts";
import { escapePattern, formatSelector, type Matcher } from "./selector.ts";

/** Who counts, and by which labels it tells the releases apart. */
export const PROMETHEUS_TEMPLATES = ["istio", "ingress-nginx", "traefik", "gateway", "app"] as const;
export type PrometheusTemplate = (typeof PROMETHEUS_TEMPLATES)[number];

/** What the labels of a deployment are; what is not known is `undefined`. */
export interface TemplateNames {
  /** Name of the service in the policy: label `app` of its own metrics. */
  readonly service: string;
  readonly namespace: string | undefined;
  /** The two Deployments. */
  readonly workloads: RolePair | undefined;
  /** The two Services of Kubernetes that the traffic is divided between. */
  readonly backends: RolePair | undefined;
}

/** A name for each release. */
export interface RolePair {
  readonly candidate: string;
  readonly stable: string;
}

/** The three selectors of a Prometheus source. */
export interface TemplateSelectors {
  readonly requests: RoleSelector;
  readonly errors: RoleSelector;
  readonly latency: RoleSelector;
}

type Role = keyof RolePair;
type Labels = readonly Matcher[];

/**
 * The selectors of a common way to count:
 *
 * - `istio`: the sidecar of the release that serves (`reporter="destination"`), by `destination_workload`
 *   (istio.io/latest/docs/reference/config/metrics).
 * - `ingress-nginx`: by `service`; its canary keeps the label `service` of stable and is told by `canary`, which is
 *   `<namespace>-<Service>-<port>` (rootfs/etc/nginx/lua/monitor.lua and balancer.lua).
 * - `traefik`: by `service`, `<namespace>-<Service>-<port>@kubernetes…`.
 * - `gateway`: an Envoy whose clusters are named after Services, `<namespace>_<Service>_<port>` (Contour). Envoy Gateway has one
 *   cluster for both releases of a rule and cannot be read so.
 * - `app`: the service's own counters, by `app` and `version`, with the status in `code`.
 *
 * Errors: `config` for what the target does not say.
 */
export function prometheusTemplate(template: PrometheusTemplate, names: TemplateNames): TemplateSelectors {
  switch (template) {
    case "istio": {
      const namespace = need(template, "namespace", names.namespace);
      const workloads = need(template, "workload", names.workloads);
      return selectors(
        { requests: "istio_requests_total", latency: "istio_request_duration_milliseconds_bucket" },
        matches("response_code", "5.."),
        (role) => [
          is("reporter", "destination"),
          is("destination_workload_namespace", namespace),
          is("destination_workload", workloads[role]),
        ],
      );
    }
    case "ingress-nginx": {
      const namespace = need(template, "namespace", names.namespace);
      const backends = need(template, "services", names.backends);
      return selectors(
        {
          requests: "nginx_ingress_controller_requests",
          latency: "nginx_ingress_controller_request_duration_seconds_bucket",
        },
        // `5xx` where the controller reports classes of status.
        matches("status", "5.*"),
        (role) => [
          is("namespace", namespace),
          is("service", backends.stable),
          role === "stable"
            ? is("canary", "")
            : matches("canary", `${escapePattern(`${namespace}-${backends.candidate}-`)}.+`),
        ],
      );
    }
    case "traefik": {
      const namespace = need(template, "namespace", names.namespace);
      const backends = need(template, "services", names.backends);
      return selectors(
        {
          requests: "traefik_service_requests_total",
          latency: "traefik_service_request_duration_seconds_bucket",
        },
        matches("code", "5.."),
        // No dash in the port: `shop-web-candidate-80` must not be taken for a port of `web`.
        (role) => [
          matches(
            "service",
            `${escapePattern(`${namespace}-${backends[role]}-`)}(http-)?[0-9A-Za-z]+@kubernetes.*`,
          ),
        ],
      );
    }
    case "gateway": {
      const namespace = need(template, "namespace", names.namespace);
      const backends = need(template, "services", names.backends);
      return selectors(
        { requests: "envoy_cluster_upstream_rq", latency: "envoy_cluster_upstream_rq_time_bucket" },
        matches("envoy_response_code", "5.."),
        (role) => [
          matches("envoy_cluster_name", `${escapePattern(`${namespace}_${backends[role]}_`)}[0-9A-Za-z-]+`),
        ],
      );
    }
    case "app":
      return selectors(
        { requests: "http_requests_total", latency: "http_request_duration_seconds_bucket" },
        matches("code", "5.."),
        () => [is("app", names.service), is("version", "${version}")],
      );
    default: {
      const unknown: never = template;
      throw new ActionError("config", `metrics.template is ${JSON.stringify(unknown)}`, {
        hint: suggest(String(unknown), PROMETHEUS_TEMPLATES).trim(),
      });
    }
  }
}

function selectors(
  metrics: { readonly requests: string; readonly latency: string },
  failed: Matcher,
  labelsOf: (role: Role) => Labels,
): TemplateSelectors {
  const both = (metric: string, more: Labels): RoleSelector => {
    const of = (role: Role): string => formatSelector({ metric, matchers: [...labelsOf(role), ...more] });
    const [candidate, stable] = [of("candidate"), of("stable")];
    return candidate === stable ? candidate : { candidate, stable };
  };
  return {
    requests: both(metrics.requests, []),
    errors: both(metrics.requests, [failed]),
    latency: both(metrics.latency, []),
  };
}

function is(label: string, value: string): Matcher {
  return { label, operator: "=", value };
}

function matches(label: string, value: string): Matcher {
  return { label, operator: "=~", value };
}

const MISSING: Readonly<Record<"namespace" | "workload" | "services", readonly [string, string]>> = {
  namespace: [
    "a namespace",
    "It is for Kubernetes; elsewhere use template: app, or write requests and errors.",
  ],
  workload: [
    "two Deployments",
    "It is for workload: deployment/<name>; elsewhere write requests and errors with labels that tell the releases apart.",
  ],
  services: [
    "the two Services",
    "Name them in the target: services: { stable: web, candidate: web-candidate }; or write requests and errors.",
  ],
};

function need<T>(template: PrometheusTemplate, what: keyof typeof MISSING, value: T | undefined): T {
  if (value !== undefined) return value;
  const [missing, hint] = MISSING[what];
  throw new ActionError(
    "config",
    `metrics.template ${template} needs ${missing}, which the target does not name`,
    {
      hint,
    },
  );
}
