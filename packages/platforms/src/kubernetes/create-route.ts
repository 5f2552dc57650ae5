import { ActionError, assertNever } from "@deploy-actions/kernel";
import type { KubernetesRoute, KubernetesTarget } from "@deploy-actions/rollout";
import type { KubernetesClient, ObjectMeta } from "./kubernetes-client.ts";
import type { TrafficRoute, TrafficRouteOptions } from "./traffic-route.ts";

/** A route that moves traffic between two sets of pods. */
export type MovingRoute = Exclude<KubernetesRoute, { kind: "rolling" }>;

/** Makes the route once the owner of what it creates is known. */
export type RouteFactory = (owner: ObjectMeta | undefined) => TrafficRoute;

/** Loads the code of the route's kind, and of no other. */
export async function loadRoute(
  target: KubernetesTarget,
  route: MovingRoute,
  client: KubernetesClient,
  untilComplete: (deployment: string, signal: AbortSignal) => Promise<void>,
): Promise<RouteFactory> {
  const { services, header, mirror, workload, candidateWorkload } = target;
  const optionsFor = (owner: ObjectMeta | undefined): TrafficRouteOptions => ({
    client,
    services,
    header,
    mirror,
    owner,
  });
  switch (route.kind) {
    case "replicas": {
      if (candidateWorkload !== undefined) {
        throw new ActionError(
          "config",
          `The route replicas makes the candidate's Deployment itself, with labels that the Service ${route.service} picks or not: candidate-workload ${candidateWorkload} cannot be used.`,
          { hint: "Leave candidate-workload out, or use another route." },
        );
      }
      const { createReplicasRoute } = await import("./routes/replicas.ts");
      const names = { stable: workload.name, candidate: `${workload.name}-candidate` };
      return (owner) => createReplicasRoute(optionsFor(owner), route, { ...names, untilComplete });
    }
    case "service": {
      const { createServiceSelectorRoute } = await import("./routes/service-selector.ts");
      return (owner) => createServiceSelectorRoute(optionsFor(owner), route, workload.name);
    }
    case "httproute": {
      const { createHttpRoute } = await import("./routes/httproute.ts");
      return (owner) => createHttpRoute(optionsFor(owner), route);
    }
    case "virtualservice": {
      const { createVirtualServiceRoute } = await import("./routes/virtualservice.ts");
      return (owner) => createVirtualServiceRoute(optionsFor(owner), route);
    }
    case "traefikservice": {
      const { createTraefikServiceRoute } = await import("./routes/traefikservice.ts");
      return (owner) => createTraefikServiceRoute(optionsFor(owner), route);
    }
    case "ingress": {
      const { createIngressRoute } = await import("./routes/ingress.ts");
      return (owner) => createIngressRoute(optionsFor(owner), route);
    }
    default:
      return assertNever(route);
  }
}
