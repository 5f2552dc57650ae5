import type { KubernetesRoute } from "@deploy-actions/rollout";
import { describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import type { KubernetesTransport } from "../../src/kubernetes/client/transport.ts";
import { desiredOf, isComplete } from "../../src/kubernetes/deployment/deployment-status.ts";
import { DEPLOYMENTS, PODS } from "../../src/kubernetes/kubernetes-client.ts";
import type { Deployment, Pod } from "../../src/kubernetes/objects.ts";
import { HTTP_ROUTES, type HttpRoute } from "../../src/kubernetes/routes/httproute-rules.ts";
import type { Platform } from "../../src/platform.ts";
import { rejection } from "../contract.ts";
import { clock } from "../support/ports.ts";
import { isChange } from "./support/broken-transport.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

const v2 = { version: "v2" };
const SLOW = { "peer.test/ready-after": "400ms" };
const POLICIES = {
  group: "policy",
  version: "v1",
  plural: "poddisruptionbudgets",
  kind: "PodDisruptionBudget",
};

async function withWeb(namespace: TestNamespace, replicas = 2): Promise<void> {
  await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute());
  await namespace.apply(deployment(replicas, "registry.test/shop:v1", SLOW));
}

async function untilServing(platform: Platform): Promise<void> {
  while ((await platform.observe(signal)).stable?.ready !== true) await clock.sleep(50, signal);
}

/** Asks after each change that took effect. */
function afterChanges(next: KubernetesTransport, ask: (path: string) => Promise<void>): KubernetesTransport {
  return {
    close: () => next.close(),
    send: async (request) => {
      const answer = await next.send(request);
      if (isChange(request) && answer.status < 300) await ask(request.path);
      return answer;
    },
  };
}

/** What an autoscaler does, or a person; its end is awaited. */
async function scale(namespace: TestNamespace, replicas: number): Promise<void> {
  const path = `/apis/apps/v1/namespaces/${namespace.name}/deployments/web/scale?fieldManager=autoscaler`;
  await namespace.raw("PATCH", path, { spec: { replicas } });
  const client = await namespace.admin();
  const isDone = async (): Promise<boolean> =>
    isComplete(await client.require<Deployment>(DEPLOYMENTS, "web", signal));
  while (!(await isDone())) await clock.sleep(50, signal);
}

describePeer("Kubernetes capacity", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  describe("stable", () => {
    /** What the route gave requests to that was not up, asked at each change of the route. */
    const watching = (namespace: TestNamespace, found: string[]) => ({
      transport: (_connection: unknown, next: KubernetesTransport) =>
        afterChanges(next, async (path) => {
          if (!path.includes("/httproutes/")) return;
          const client = await namespace.admin();
          const { spec } = await client.require<HttpRoute>(HTTP_ROUTES, "web", signal);
          for (const { name, weight = 1 } of spec.rules?.[1]?.backendRefs ?? []) {
            const workload = await client.require<Deployment>(DEPLOYMENTS, name, signal);
            const { availableReplicas = 0, updatedReplicas = 0 } = workload.status ?? {};
            const missing = desiredOf(workload) - Math.min(availableReplicas, updatedReplicas);
            if (weight > 0) found.push(`${name}: ${missing} pods missing`);
          }
        }),
    });

    test("has all its pods of the new release before a promotion gives it the traffic", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace, 3);
        const found: string[] = [];
        const platform = await namespace.platform(targetOf(namespace.name), watching(namespace, found));
        await untilServing(platform);
        const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
        await platform.promote(v2, state, signal);
        expect(found.length).toBeGreaterThan(3);
        expect(found.filter((line) => !line.endsWith(": 0 pods missing"))).toEqual([]);
      }));

    test("that somebody scaled to nothing is up again before an abort gives it the traffic", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const found: string[] = [];
        const platform = await namespace.platform(targetOf(namespace.name), watching(namespace, found));
        await untilServing(platform);
        const state = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
        await scale(namespace, 0);
        found.length = 0;
        const aborted = await platform.abort(state, signal);
        expect(aborted).toMatchObject({ stable: { release: { version: "v1" }, ready: true } });
        expect([...new Set(found)]).toEqual(["web: 0 pods missing"]);
        expect(await leftoversIn(namespace)).toEqual([]);
      }));

    test("that does not come up again gets nothing: the traffic stays where it is answered, and that is said", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace, 1);
        const platform = await namespace.platform(targetOf(namespace.name, { readyTimeoutMs: 5_000 }));
        await untilServing(platform);
        const state = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
        await scale(namespace, 0);
        const quota = { spec: { hard: { pods: "1" } } };
        await namespace.apply({
          apiVersion: "v1",
          kind: "ResourceQuota",
          metadata: { name: "few-pods" },
          ...quota,
        });
        const error = await rejection(platform.abort(state, signal), "remote");
        expect(error.message).toMatch(/has 0 of 1 pods available: traffic stays where it is\./);
        expect(await platform.observe(signal)).toMatchObject({ candidateWeight: 100 });
      }));
  });

  test("the count that an autoscaler gives stable in the middle is not written over", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      await namespace.apply({
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: { name: "web" },
        ...{
          spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
            minReplicas: 2,
            maxReplicas: 8,
          },
        },
      });
      const platform = await namespace.platform(targetOf(namespace.name));
      await untilServing(platform);
      const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
      await scale(namespace, 4);
      const done = await platform.promote(v2, state, signal);
      expect(done).toMatchObject({ stable: { release: v2, ready: true }, candidate: null });
      const web = await (await namespace.admin()).require<Deployment>(DEPLOYMENTS, "web", signal);
      expect(web).toMatchObject({ spec: { replicas: 4 }, status: { availableReplicas: 4 } });
      expect(await leftoversIn(namespace)).toEqual([]);
    }));

  describe("a PodDisruptionBudget", () => {
    test.each<[string, KubernetesRoute]>([
      ["httproute", { kind: "httproute", name: "web", rule: "app" }],
      ["service", { kind: "service", name: "web", preview: undefined }],
      ["replicas", { kind: "replicas", service: "web" }],
      ["rolling", { kind: "rolling" }],
    ])("of stable's pods is kept at every change of a rollout by the route %s", (_name, route) =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        await namespace.apply({
          apiVersion: "policy/v1",
          kind: "PodDisruptionBudget",
          metadata: { name: "web" },
          ...{ spec: { minAvailable: 2, selector: { matchLabels: { app: "web" } } } },
        });
        const client = await namespace.admin();
        const ready: number[] = [];
        const platform = await namespace.platform(targetOf(namespace.name, { route }), {
          transport: (_connection, next) =>
            afterChanges(next, async () => {
              const pods = await client.list<Pod>(PODS, { labelSelector: "app=web" }, signal);
              const isReady = ({ metadata, status }: Pod): boolean =>
                metadata.deletionTimestamp === undefined &&
                status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true;
              ready.push(pods.filter(isReady).length);
            }),
        });
        await scale(namespace, 2);
        ready.length = 0;
        const weight = platform.capabilities.traffic === "all-at-once" ? 100 : 50;
        const state = await platform.setWeight(v2, weight, await platform.observe(signal), signal);
        await platform.promote(v2, state, signal);
        const again = await platform.setWeight(
          { version: "v3" },
          weight,
          await platform.observe(signal),
          signal,
        );
        await platform.abort(again, signal);
        expect(ready.length).toBeGreaterThan(3);
        expect(Math.min(...ready)).toBeGreaterThanOrEqual(2);
        const budget = await client.require(POLICIES, "web", signal);
        expect(budget).toMatchObject({ spec: { minAvailable: 2 } });
      }),
    );

    test("does not count the candidate's pods, which have a Service of their own", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const platform = await namespace.platform(targetOf(namespace.name));
        await untilServing(platform);
        await platform.setWeight(v2, 100, await platform.observe(signal), signal);
        const client = await namespace.admin();
        const counted = await client.list<Pod>(PODS, { labelSelector: "app=web" }, signal);
        expect(counted.map(({ spec }) => spec.containers[0]?.image)).toEqual([
          "registry.test/shop:v1",
          "registry.test/shop:v1",
        ]);
      }));
  });
});
