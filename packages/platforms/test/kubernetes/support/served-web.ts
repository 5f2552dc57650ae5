import type { KubernetesRoute } from "@deploy-actions/rollout";
import {
  INGRESSES,
  type KubernetesClient,
  type KubernetesObject,
} from "../../../src/kubernetes/kubernetes-client.ts";
import { ENDPOINT_SLICES, type EndpointSlice } from "../../../src/kubernetes/objects.ts";
import { HTTP_ROUTES, type HttpRoute } from "../../../src/kubernetes/routes/httproute-rules.ts";
import { signal, type TestNamespace } from "./cluster.ts";
import { TRAEFIK_SERVICES, VIRTUAL_SERVICES } from "./route-objects.ts";

/** Services that get requests by the route `web` of that kind and have nobody to answer them. */
export async function unserved(
  namespace: TestNamespace,
  kind: KubernetesRoute["kind"],
): Promise<readonly string[]> {
  const client = await namespace.admin();
  const found: string[] = [];
  for (const name of await servicesBehind(client, kind)) {
    const labelSelector = `kubernetes.io/service-name=${name}`;
    const slices = await client.list<EndpointSlice>(ENDPOINT_SLICES, { labelSelector }, signal);
    const isServed = slices.some(({ endpoints }) =>
      endpoints?.some(({ conditions }) => conditions?.ready !== false),
    );
    if (!isServed) found.push(name);
  }
  return found;
}

/** Where the specification of a route sends requests, whatever the platform says of it. */
async function servicesBehind(
  client: KubernetesClient,
  kind: KubernetesRoute["kind"],
): Promise<readonly string[]> {
  switch (kind) {
    case "httproute": {
      const { spec } = await client.require<HttpRoute>(HTTP_ROUTES, "web", signal);
      const backends = spec.rules?.find(({ name }) => name === "app")?.backendRefs ?? [];
      return backends.filter(({ weight }) => weight !== 0).map(({ name }) => name);
    }
    case "virtualservice": {
      const { spec } = await client.require<Routed>(VIRTUAL_SERVICES, "web", signal);
      const routes = spec.http?.find(({ name }) => name === "app")?.route ?? [];
      return routes
        .filter(({ weight }) => weight !== 0)
        .map(({ destination }) => destination.host.replace(/\..*$/, ""));
    }
    case "traefikservice": {
      const { spec } = await client.require<Routed>(TRAEFIK_SERVICES, "web", signal);
      const services = spec.weighted?.services ?? [];
      return services.filter(({ weight }) => weight !== 0).map(({ name }) => name);
    }
    case "ingress": {
      const canary = await client.read(INGRESSES, "web-candidate", signal);
      const weight = Number(canary?.metadata.annotations?.["nginx.ingress.kubernetes.io/canary-weight"] ?? 0);
      return [...(weight < 100 ? ["web"] : []), ...(weight > 0 ? ["web-candidate"] : [])];
    }
    case "service":
    case "replicas":
    case "rolling":
      return ["web"];
  }
}

interface Routed extends KubernetesObject {
  readonly spec: {
    readonly http?: readonly {
      readonly name?: string;
      readonly route: readonly {
        readonly destination: { readonly host: string };
        readonly weight?: number;
      }[];
    }[];
    readonly weighted?: { readonly services: readonly { readonly name: string; readonly weight?: number }[] };
  };
}
