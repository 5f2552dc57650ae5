import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, Log } from "@deploy-actions/kernel";
import {
  createKubernetesPlatform,
  type KubernetesClient,
  openKubernetesClient,
} from "@deploy-actions/platforms";
import type { KubernetesTarget } from "@deploy-actions/rollout";

/** One change of weight: how long it took, and how much of it was not waiting for an answer of the API. */
export interface WeightChange {
  readonly ms: number;
  readonly ownMs: number;
}

const DEPLOYMENTS = { group: "apps", version: "v1", plural: "deployments", kind: "Deployment" };
const SERVICES = { group: "", version: "v1", plural: "services", kind: "Service" };
const HTTP_ROUTES = {
  group: "gateway.networking.k8s.io",
  version: "v1",
  plural: "httproutes",
  kind: "HTTPRoute",
};
const signal = new AbortController().signal;
const clock: Clock = { now: () => Date.now(), sleep: (ms) => sleep(ms) };

/** Changes the weight of an HTTPRoute `runs` times, in objects of its own of the namespace `default`. */
export async function measureWeightChanges(
  kubeconfig: string,
  runs: number,
): Promise<readonly WeightChange[]> {
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const client = await openKubernetesClient({
    access: { kind: "kubeconfig", path: kubeconfig, context: undefined },
    namespace: "default",
    clock,
    random: { next: Math.random, id: randomUUID },
    exec: { run: () => Promise.reject(new Error("the kubeconfig needs a program")) },
    secrets: { mask: (value) => value, redact: (text) => text },
    log: silent,
    env: {},
  });
  try {
    await createObjects(client, name);
    const options = { target: targetOf(name), client, clock, log: silent, workspace: tmpdir() };
    const platform = await createKubernetesPlatform(options);
    let state = await platform.setWeight({ version: "v2" }, 10, await platform.observe(signal), signal);
    const changes: WeightChange[] = [];
    for (let run = 0; run < runs; run += 1) {
      const waited = watchRequests();
      const startedAt = performance.now();
      state = await platform.setWeight({ version: "v2" }, run % 2 === 0 ? 40 : 20, state, signal);
      const ms = performance.now() - startedAt;
      changes.push({ ms, ownMs: ms - waited.end() });
    }
    await platform.abort(state, signal);
    return changes;
  } finally {
    for (const type of [HTTP_ROUTES, DEPLOYMENTS, SERVICES]) await client.remove(type, name, signal);
  }
}

/** Milliseconds in which at least one request was not answered yet, from now on. */
function watchRequests(): { end(): number } {
  let open = 0;
  let since = 0;
  let totalMs = 0;
  const onStart = (message: unknown): void => {
    if (open === 0) since = performance.now();
    open += 1;
    (message as { readonly request: ClientRequest }).request.once("close", () => {
      open -= 1;
      if (open === 0) totalMs += performance.now() - since;
    });
  };
  subscribe("http.client.request.start", onStart);
  return {
    end: () => {
      unsubscribe("http.client.request.start", onStart);
      return totalMs;
    },
  };
}

async function createObjects(client: KubernetesClient, name: string): Promise<void> {
  const labels = { app: name };
  const ports = [{ name: "http", port: 80, targetPort: 8080 }];
  const containers = [{ name: "shop", image: "registry.test/shop:v1" }];
  const template = { metadata: { labels }, spec: { terminationGracePeriodSeconds: 0, containers } };
  const rules = [{ backendRefs: [{ name, port: 80 }] }];
  const objects = [
    [SERVICES, { apiVersion: "v1", spec: { selector: labels, ports } }],
    [
      DEPLOYMENTS,
      { apiVersion: "apps/v1", spec: { replicas: 2, selector: { matchLabels: labels }, template } },
    ],
    [HTTP_ROUTES, { apiVersion: "gateway.networking.k8s.io/v1", spec: { rules } }],
  ] as const;
  for (const [type, object] of objects) {
    await client.create(type, { ...object, kind: type.kind, metadata: { name } }, signal);
  }
}

function targetOf(name: string): KubernetesTarget {
  return {
    platform: "kubernetes",
    access: { kind: "kubeconfig", path: undefined, context: undefined },
    namespace: "default",
    workload: { kind: "deployment", name },
    candidateWorkload: undefined,
    container: undefined,
    image: "registry.test/shop:${release}",
    route: { kind: "httproute", name, rule: undefined },
    services: undefined,
    header: undefined,
    mirror: 0,
    manifests: [],
    readyTimeoutMs: 30_000,
    settleMs: 10_000,
    drainMs: 0,
  };
}

const nothing = (): void => undefined;
const silent: Log = {
  info: nothing,
  debug: nothing,
  notice: nothing,
  warning: nothing,
  error: nothing,
  foreign: nothing,
  group: (_title, body) => body(),
};
