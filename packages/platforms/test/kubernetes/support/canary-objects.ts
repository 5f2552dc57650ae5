import { createServer, type Server } from "node:http";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import { CANARIES, type Canary } from "../../../src/kubernetes/engines/flagger/canary-object.ts";
import type { KubernetesObject } from "../../../src/kubernetes/kubernetes-client.ts";
import { clock } from "../../support/ports.ts";
import { inNamespace, signal, type TestNamespace } from "./cluster.ts";
import { FlaggerStandIn } from "./flagger-stand-in.ts";
import { deployment, targetOf } from "./objects.ts";
import { ingress } from "./route-objects.ts";

/** Set where the real controller serves the cluster: then nobody stands in for it. */
const REAL = process.env.DEPLOY_ACTIONS_PEER_FLAGGER;

/** Time that a scenario may take: a look of the real controller is ten seconds. */
export const FLAGGER_TEST_MS = REAL === undefined ? 60_000 : 300_000;

/** What Flagger asks: each name of `shut` is answered with no. */
export class Gates {
  readonly shut = new Set<string>();
  #server: Server | undefined;
  #port = 0;

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      response.statusCode = this.shut.has(request.url?.slice(1) ?? "") ? 403 : 200;
      request.resume();
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) this.#port = address.port;
    this.#server = server;
  }

  /** The webhook of a type, which is its name too. */
  webhook(type: string): object {
    return { name: type, type, url: `http://127.0.0.1:${this.#port}/${type}` };
  }

  async close(): Promise<void> {
    const server = this.#server;
    const closed = new Promise((resolve) => server?.close(resolve));
    server?.closeAllConnections();
    await closed;
  }
}

/** A Canary `web` of the Deployment `web`, with weights of 20 and 50 % by ingress-nginx. */
export function canary(webhooks: readonly object[] = []): KubernetesObject {
  const object = {
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    metadata: { name: "web" },
    spec: {
      provider: "nginx",
      targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      ingressRef: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "web" },
      service: { port: 80, targetPort: 8080 },
      analysis: { interval: "10s", threshold: 2, stepWeights: [20, 50], webhooks },
    },
  };
  return object;
}

/** A target of the Canary `web`. */
export function canaryTarget(namespace: string): KubernetesTarget {
  return targetOf(namespace, {
    workload: { kind: "canary", name: "web" },
    route: { kind: "rolling" },
    readyTimeoutMs: REAL === undefined ? 20_000 : 90_000,
  });
}

export async function loadCanary(namespace: TestNamespace): Promise<Canary> {
  return (await namespace.admin()).require<Canary>(CANARIES, "web", signal);
}

/** A namespace in which Flagger (or who stands in for it) has made a Canary of v1 ready. */
export async function withCanary(
  kubeconfig: string,
  webhooks: readonly object[],
  body: (namespace: TestNamespace) => Promise<void>,
): Promise<void> {
  await inNamespace(kubeconfig, async (namespace) => {
    const standIn = new FlaggerStandIn(namespace);
    if (REAL === undefined) standIn.start();
    try {
      const host = `${namespace.name}.test`;
      const backend = { service: { name: "web", port: { number: 80 } } };
      const rules = [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }];
      await namespace.apply(ingress({ rules, tls: [] }), deployment(2, "registry.test/shop:v1"));
      await namespace.apply(canary(webhooks));
      await untilPhase(namespace, "Initialized");
      await body(namespace);
    } finally {
      await standIn.stop();
    }
  });
}

export async function untilPhase(namespace: TestNamespace, phase: string, weight?: number): Promise<Canary> {
  for (let look = 0; look < 1_200; look += 1) {
    const found = await loadCanary(namespace);
    const isAt = weight === undefined || found.status?.canaryWeight === weight;
    if (found.status?.phase === phase && isAt) return found;
    await clock.sleep(100, signal);
  }
  throw new Error(`not ${phase}: ${JSON.stringify((await loadCanary(namespace)).status)}`);
}
