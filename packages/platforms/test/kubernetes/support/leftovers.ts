import { isComplete } from "../../../src/kubernetes/deployment/deployment-status.ts";
import {
  DEPLOYMENTS,
  INGRESSES,
  type KubernetesObject,
  SERVICES,
} from "../../../src/kubernetes/kubernetes-client.ts";
import { MARKS } from "../../../src/kubernetes/marks.ts";
import type { Deployment, Service } from "../../../src/kubernetes/objects.ts";
import { HTTP_ROUTES } from "../../../src/kubernetes/routes/httproute-rules.ts";
import { signal, type TestNamespace } from "./cluster.ts";
import { TRAEFIK_SERVICES, VIRTUAL_SERVICES } from "./route-objects.ts";

/** Kinds of objects that divide the requests. */
const ROUTE_KINDS = [HTTP_ROUTES, VIRTUAL_SERVICES, TRAEFIK_SERVICES, INGRESSES];

/** What a rollout has left in a namespace where none is on any more; empty: nothing. */
export async function leftoversIn(namespace: TestNamespace): Promise<readonly string[]> {
  const client = await namespace.admin();
  const [deployments, services, ...routesOfKinds] = await Promise.all([
    client.list<Deployment>(DEPLOYMENTS, {}, signal),
    client.list<Service>(SERVICES, {}, signal),
    ...ROUTE_KINDS.map((kind) =>
      client.list<KubernetesObject & { readonly spec: unknown }>(kind, {}, signal),
    ),
  ]);
  const routes = routesOfKinds.flat();
  const found: string[] = [];
  for (const { kind, metadata } of [...deployments, ...services]) {
    if (metadata.labels?.[MARKS.candidateOf] !== undefined) found.push(`${kind} ${metadata.name}`);
  }
  for (const { kind, metadata } of [...deployments, ...services, ...routes]) {
    const marks = [
      MARKS.candidate,
      MARKS.first,
      MARKS.replicas,
      MARKS.beside,
      MARKS.weight,
      MARKS.selector,
      MARKS.backendWeight,
    ];
    for (const mark of marks) {
      if (metadata.annotations?.[mark] !== undefined) found.push(`${kind} ${metadata.name}: ${mark}`);
    }
  }
  for (const { metadata, spec } of services) {
    if (spec.selector?.[MARKS.candidateOf] !== undefined)
      found.push(`Service ${metadata.name} selects the candidate`);
  }
  for (const { kind, metadata, spec } of routes) {
    const text = JSON.stringify(spec);
    if (text.includes("-candidate")) found.push(`${kind} ${metadata.name} knows the candidate`);
  }
  for (const deployment of deployments) {
    if (!isComplete(deployment)) found.push(`Deployment ${deployment.metadata.name} is not complete`);
  }
  return found;
}
