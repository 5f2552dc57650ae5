import type { KubernetesClient } from "../kubernetes-client.ts";
import { HTTP_ROUTES, type HttpRoute, isBackend } from "./httproute-rules.ts";

/** Other HTTPRoutes of the namespace that send requests to the stable Service, and so past the weights of this one. */
export async function routesElsewhere(
  client: KubernetesClient,
  route: string,
  stable: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const all = await client.list<HttpRoute>(HTTP_ROUTES, {}, signal);
  return all
    .filter(({ metadata }) => metadata.name !== route)
    .filter(({ spec }) =>
      spec.rules?.some((rule) => rule.backendRefs?.some((backend) => isBackend(backend, stable))),
    )
    .map(({ metadata }) => metadata.name)
    .sort();
}
