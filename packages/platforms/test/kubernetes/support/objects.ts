import type { KubernetesTarget } from "@deploy-actions/rollout";
import type { KubernetesObject } from "../../../src/kubernetes/kubernetes-client.ts";
import type { Deployment, Service } from "../../../src/kubernetes/objects.ts";

/** A Deployment `web` with one container. */
export function deployment(
  replicas: number,
  image = "registry.test/shop:form",
  annotations: Readonly<Record<string, string>> = {},
  name = "web",
): Deployment {
  const labels = { app: name, tier: "front" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels, annotations },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: "shop",
              image,
              ports: [{ containerPort: 8080, name: "http" }],
              readinessProbe: { httpGet: { path: "/", port: "http" }, periodSeconds: 1, failureThreshold: 1 },
            },
          ],
        },
      },
    },
  };
}

/** The Service of {@link deployment}. */
export function service(name = "web", selector: Readonly<Record<string, string>> = { app: "web" }): Service {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name },
    spec: { selector, ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }] },
  };
}

/** An HTTPRoute with a rule of somebody else before ours. */
export function httpRoute(rules?: readonly unknown[]): KubernetesObject {
  const route = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "web", annotations: { "team.test/owner": "shop" } },
    spec: {
      parentRefs: [{ name: "public" }],
      hostnames: ["shop.test"],
      rules: rules ?? [
        {
          name: "static",
          matches: [{ path: { type: "PathPrefix", value: "/static" } }],
          backendRefs: [{ name: "assets", port: 80 }],
        },
        {
          name: "app",
          matches: [{ path: { type: "PathPrefix", value: "/" } }],
          timeouts: { request: "10s" },
          backendRefs: [{ name: "web", port: 80 }],
        },
      ],
    },
  };
  return route;
}

/** A target of the Deployment `web`. */
export function targetOf(namespace: string, wishes: Partial<KubernetesTarget> = {}): KubernetesTarget {
  return {
    platform: "kubernetes",
    access: { kind: "kubeconfig", path: undefined, context: undefined },
    namespace,
    workload: { kind: "deployment", name: "web" },
    candidateWorkload: undefined,
    container: undefined,
    image: "registry.test/shop:${release}",
    route: { kind: "httproute", name: "web", rule: "app" },
    services: undefined,
    header: undefined,
    mirror: 0,
    manifests: [],
    readyTimeoutMs: 60_000,
    settleMs: 20_000,
    drainMs: 0,
    ...wishes,
  };
}
