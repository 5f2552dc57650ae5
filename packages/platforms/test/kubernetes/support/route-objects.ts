import type { KubernetesObject, ResourceType } from "../../../src/kubernetes/kubernetes-client.ts";

export const VIRTUAL_SERVICES: ResourceType = {
  group: "networking.istio.io",
  version: "v1",
  plural: "virtualservices",
  kind: "VirtualService",
};
export const TRAEFIK_SERVICES: ResourceType = {
  group: "traefik.io",
  version: "v1alpha1",
  plural: "traefikservices",
  kind: "TraefikService",
};

const annotations = { "team.test/owner": "shop" };

/** An Istio VirtualService with a route of somebody else before ours. */
export function virtualService(http?: readonly unknown[]): KubernetesObject {
  const object = {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { name: "web", annotations },
    spec: {
      hosts: ["shop.test"],
      gateways: ["public"],
      http: http ?? [
        {
          name: "static",
          match: [{ uri: { prefix: "/static" } }],
          route: [{ destination: { host: "assets", port: { number: 80 } } }],
        },
        {
          name: "app",
          match: [{ uri: { prefix: "/" } }, { headers: { "x-team": { exact: "a" } } }],
          timeout: "10s",
          retries: { attempts: 2, perTryTimeout: "2s" },
          route: [{ destination: { host: "web.NAMESPACE.svc.cluster.local", port: { number: 80 } } }],
        },
      ],
    },
  };
  return object;
}

/** The same with the namespace in its hosts. */
export function inNamespace<T extends KubernetesObject>(object: T, namespace: string): T {
  return JSON.parse(JSON.stringify(object).replaceAll("NAMESPACE", namespace)) as T;
}

/** A weighted TraefikService with one Service. */
export function traefikService(services?: readonly unknown[]): KubernetesObject {
  const object = {
    apiVersion: "traefik.io/v1alpha1",
    kind: "TraefikService",
    metadata: { name: "web", annotations },
    spec: {
      weighted: {
        services: services ?? [{ name: "web", port: 80, passHostHeader: true, scheme: "http" }],
        sticky: { cookie: { name: "release" } },
      },
    },
  };
  return object;
}

/** An Ingress of ingress-nginx with a path of somebody else. */
export function ingress(
  spec: object = {},
  name = "web",
  more: Record<string, string> = {},
): KubernetesObject {
  const path = (prefix: string, service: string) => ({
    path: prefix,
    pathType: "Prefix",
    backend: { service: { name: service, port: { number: 80 } } },
  });
  const object = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name,
      annotations: { ...annotations, "nginx.ingress.kubernetes.io/proxy-body-size": "8m", ...more },
    },
    spec: {
      ingressClassName: "nginx",
      tls: [{ hosts: ["shop.test"], secretName: "shop-tls" }],
      rules: [
        { host: "shop.test", http: { paths: [path("/static", "assets"), path("/", "web")] } },
        { host: "static.test", http: { paths: [path("/", "assets")] } },
      ],
      ...spec,
    },
  };
  return object;
}
