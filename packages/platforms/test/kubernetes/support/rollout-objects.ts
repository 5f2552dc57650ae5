import { randomUUID } from "node:crypto";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import type { Rollout } from "../../../src/kubernetes/engines/argo/rollout-object.ts";
import type { TestNamespace } from "./cluster.ts";
import { service, targetOf } from "./objects.ts";
import { ingress } from "./route-objects.ts";

/** Pauses at 0, 10, 25 and 50 %, the first with a pod of the candidate. */
export const STEPS = [
  { setCanaryScale: { replicas: 1 } },
  { pause: {} },
  { setCanaryScale: { matchTrafficWeight: true } },
  ...[10, 25, 50].flatMap((setWeight) => [{ setWeight }, { pause: {} }]),
];

/** Weights by ingress-nginx: Argo Rollouts writes its annotations without asking whether a controller is there. */
export const NGINX = {
  canaryService: "web-candidate",
  stableService: "web",
  trafficRouting: { nginx: { stableIngress: "web" } },
};

/** A Rollout `web` with one container. */
export function rollout(replicas: number, strategy: object, image = "registry.test/shop:form"): Rollout {
  const labels = { app: "web", tier: "front" };
  const object = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Rollout",
    metadata: { name: "web", labels },
    spec: {
      replicas,
      selector: { matchLabels: { app: "web" } },
      strategy,
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [{ name: "shop", image, ports: [{ containerPort: 8080, name: "http" }] }],
        },
      },
    },
  };
  return object as Rollout;
}

/** What stands around a Rollout of {@link NGINX}, and the Rollout itself. */
export async function applyRollout(namespace: TestNamespace, object: Rollout): Promise<void> {
  const onlyOurs = {
    rules: [
      {
        host: `${randomUUID().slice(0, 8)}.test`,
        http: {
          paths: [
            { path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } },
          ],
        },
      },
    ],
  };
  await namespace.apply(service("web"), service("web-candidate"), ingress(onlyOurs), object);
}

/** A target of the Rollout `web`. */
export function rolloutTarget(namespace: string, wishes: Partial<KubernetesTarget> = {}): KubernetesTarget {
  return targetOf(namespace, {
    workload: { kind: "rollout", name: "web" },
    route: { kind: "rolling" },
    ...wishes,
  });
}
