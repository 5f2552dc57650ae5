import { describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { DEPLOYMENTS, SERVICES } from "../../src/kubernetes/kubernetes-client.ts";
import type { Deployment, Service } from "../../src/kubernetes/objects.ts";
import { HTTP_ROUTES, type HttpRoute } from "../../src/kubernetes/routes/httproute-rules.ts";
import { rejection } from "../contract.ts";
import { clock } from "../support/ports.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

const v2 = { version: "v2", commit: "2".repeat(40) };
const v3 = { version: "v3" };

/** The Deployment `web` with two pods of v1, deployed by somebody else, its Service and its route. */
async function withWeb(namespace: TestNamespace, replicas = 2): Promise<void> {
  await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute());
  await namespace.apply(deployment(replicas, "registry.test/shop:v1"));
}

describePeer("Kubernetes routes", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  describe("a Gateway API route", () => {
    const load = async (namespace: TestNamespace): Promise<HttpRoute> =>
      (await namespace.admin()).require<HttpRoute>(HTTP_ROUTES, "web", signal);

    test("gets a second backend in its one rule, and is as it was after an abort", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const before = await load(namespace);
        const platform = await namespace.platform(targetOf(namespace.name));
        const adopted = await platform.observe(signal);
        expect(adopted).toMatchObject({ stable: { release: { version: "v1" } }, candidate: null });
        const state = await platform.setWeight(v2, 12.5, adopted, signal);
        expect(state.candidateWeight).toBe(12.5);
        const during = await load(namespace);
        expect(during.spec.rules?.[0]).toEqual(before.spec.rules?.[0]);
        expect(during.spec.rules?.[1]).toEqual({
          ...before.spec.rules?.[1],
          backendRefs: [
            { group: "", kind: "Service", name: "web", port: 80, weight: 8750 },
            { group: "", kind: "Service", name: "web-candidate", port: 80, weight: 1250 },
          ],
        });
        await platform.abort(state, signal);
        const after = await load(namespace);
        expect(after.spec).toEqual(before.spec);
        expect(after.metadata.annotations).toEqual(before.metadata.annotations);
        expect(await leftoversIn(namespace)).toEqual([]);
      }));

    test("is as it was after a promotion, and stable runs the new image with its marks", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace, 3);
        const before = await load(namespace);
        const platform = await namespace.platform(targetOf(namespace.name));
        const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
        const client = await namespace.admin();
        const candidate = await client.require<Deployment>(DEPLOYMENTS, "web-candidate", signal);
        expect(candidate.spec.replicas).toBe(2);
        expect(candidate.metadata.ownerReferences).toMatchObject([{ kind: "Deployment", name: "web" }]);
        await platform.promote(v2, state, signal);
        expect((await load(namespace)).spec).toEqual(before.spec);
        const stable = await client.require<Deployment>(DEPLOYMENTS, "web", signal);
        expect(stable.spec).toMatchObject({
          replicas: 3,
          template: {
            metadata: {
              labels: { app: "web", tier: "front" },
              annotations: { "deploy-actions/version": "v2", "deploy-actions/commit": v2.commit },
            },
            spec: { containers: [{ name: "shop", image: "registry.test/shop:v2" }] },
          },
        });
        expect(await leftoversIn(namespace)).toEqual([]);
      }));

    test("sends requests with the header to the candidate and mirrors, until the rollout is over", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const before = await load(namespace);
        const header = { name: "x-canary", value: "yes" };
        const platform = await namespace.platform(targetOf(namespace.name, { header, mirror: 10 }));
        expect(platform.capabilities.candidateHeader).toEqual(header);
        const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
        const during = await load(namespace);
        expect(during.spec.rules).toHaveLength(3);
        expect(during.spec.rules?.[1]?.filters).toMatchObject([
          {
            type: "RequestMirror",
            requestMirror: { backendRef: { name: "web-candidate", port: 80 }, percent: 10 },
          },
        ]);
        expect(during.spec.rules?.[2]).toMatchObject({
          matches: [{ path: { value: "/" }, headers: [{ type: "Exact", ...header }] }],
          backendRefs: [{ name: "web-candidate", weight: 1 }],
        });
        const same = await platform.setWeight(v2, 0, state, signal);
        expect(same.revision).toBe((await platform.observe(signal)).revision);
        await platform.abort(same, signal);
        expect((await load(namespace)).spec).toEqual(before.spec);
        expect(await leftoversIn(namespace)).toEqual([]);
      }));

    test("that its controller does not accept is an error that quotes the controller; accepted is done", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const report = async (status: string, reason: string): Promise<void> => {
          const route = await load(namespace);
          const conditions = ["Accepted", "ResolvedRefs"].map((type) => ({
            type,
            status,
            reason,
            message: "no such listener",
            observedGeneration: (route.metadata.generation ?? 0) + 1,
            lastTransitionTime: new Date().toISOString(),
          }));
          const parents = [
            { parentRef: { name: "public" }, controllerName: "gateway.test/controller", conditions },
          ];
          const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace.name}/httproutes/web/status`;
          await namespace.raw("PATCH", path, { status: { parents } });
        };
        const platform = await namespace.platform(targetOf(namespace.name, { settleMs: 2_000 }));
        await report("False", "NoMatchingParent");
        const refused = platform.setWeight(v2, 25, await platform.observe(signal), signal);
        const error = await rejection(refused, "remote");
        expect(error.message).toContain("public reports Accepted False (NoMatchingParent: no such listener)");
        await report("True", "Accepted");
        const state = await platform.setWeight(v2, 30, await platform.observe(signal), signal);
        expect(state.candidateWeight).toBe(30);
      }));

    test("with two rules that match is refused with their names; with a third backend too", () =>
      inNamespace(kubeconfig, async (namespace) => {
        const rule = (name: string, ...backends: string[]) => ({
          name,
          matches: [{ path: { type: "PathPrefix", value: `/${name}` } }],
          backendRefs: backends.map((backend) => ({ name: backend, port: 80 })),
        });
        await namespace.apply(service(), deployment(1, "registry.test/shop:v1"));
        await namespace.apply(httpRoute([rule("first", "web"), rule("second", "web")]));
        const services = { stable: "web", candidate: "web-candidate" };
        const route = { kind: "httproute", name: "web", rule: undefined } as const;
        const platform = await namespace.platform(targetOf(namespace.name, { route, services }));
        const two = await rejection(platform.observe(signal), "config");
        expect(two.message).toContain("2 rules of HTTPRoute");
        expect(two.message).toContain('have the Service "web" as backend: "first", "second"');
        await namespace.apply(httpRoute([rule("first", "web", "other")]));
        const third = await rejection(platform.observe(signal), "config");
        expect(third.message).toContain("backends other than the two releases: other");
      }));
  });

  describe("a Service as route", () => {
    test("picks the candidate's pods at 100 % and stable's again, its selector unchanged in the end", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const client = await namespace.admin();
        const route = { kind: "service", name: "web", preview: "web-preview" } as const;
        const platform = await namespace.platform(targetOf(namespace.name, { route }));
        const tested = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
        const preview = await client.require<Service>(SERVICES, "web-preview", signal);
        expect(preview.spec).toMatchObject({
          type: "ClusterIP",
          ports: [{ name: "http", port: 80, targetPort: "http" }],
        });
        await rejection(platform.setWeight(v2, 50, tested, signal), "config");
        const switched = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
        expect(switched).toMatchObject({
          stable: { release: { version: "v1" }, ready: true },
          candidateWeight: 100,
        });
        const during = await client.require<Service>(SERVICES, "web", signal);
        expect(during.spec.selector).toEqual({ "deploy-actions/candidate-of": "web" });
        await platform.abort(switched, signal);
        const after = await client.require<Service>(SERVICES, "web", signal);
        expect(after.spec.selector).toEqual({ app: "web" });
        expect(await leftoversIn(namespace)).toEqual([]);
      }));
  });

  describe("pods as the share", () => {
    const route = { kind: "replicas", service: "web" } as const;

    test("are counted truly, and stable has its pods again before the candidate goes", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace, 4);
        const client = await namespace.admin();
        const platform = await namespace.platform(targetOf(namespace.name, { route }));
        const at25 = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
        expect(at25).toMatchObject({ candidateWeight: 25, actualShare: 20 });
        const at75 = await platform.setWeight(v2, 75, at25, signal);
        expect(at75).toMatchObject({ candidateWeight: 75, actualShare: 80 });
        const all = await platform.setWeight(v2, 100, at75, signal);
        expect(all.actualShare).toBeUndefined();
        expect((await client.require<Deployment>(DEPLOYMENTS, "web", signal)).spec.replicas).toBe(0);
        await platform.abort(all, signal);
        expect((await client.require<Deployment>(DEPLOYMENTS, "web", signal)).status).toMatchObject({
          availableReplicas: 4,
        });
        expect(await leftoversIn(namespace)).toEqual([]);
      }));

    test("at 0 % the candidate's pod is not behind the Service", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const platform = await namespace.platform(targetOf(namespace.name, { route }));
        const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
        expect(state).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 0 });
        const client = await namespace.admin();
        const candidate = await client.require<Deployment>(DEPLOYMENTS, "web-candidate", signal);
        expect(candidate.spec.template.metadata?.labels).toMatchObject({
          app: "web-candidate",
          tier: "front",
        });
      }));

    test("replicas changed by hand are a changed weight, and no step goes over them", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace, 4);
        const client = await namespace.admin();
        const platform = await namespace.platform(targetOf(namespace.name, { route }));
        const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
        await client.patch(
          DEPLOYMENTS,
          "web-candidate",
          { type: "merge", body: { spec: { replicas: 4 } } },
          signal,
        );
        const now = await platform.observe(signal);
        expect(now.candidateWeight).toBe(50);
        await rejection(platform.setWeight(v2, 75, state, signal), "conflict");
      }));

    test("an autoscaler is not fought: what it makes impossible is said in the plan", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace, 4);
        await namespace.apply({
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name: "web" },
          ...{
            spec: {
              scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
              minReplicas: 4,
              maxReplicas: 8,
            },
          },
        });
        const platform = await namespace.platform(targetOf(namespace.name, { route }));
        const problems = await platform.planProblems?.([0, 20, 90, 100], signal);
        expect(problems).toEqual([
          "4 replicas can give the candidate 20 %, 33.3 %, 42.9 %, 50 % while an autoscaler holds stable's count: a step of 90 % would be 50 %",
        ]);
        const state = await platform.setWeight(v2, 90, await platform.observe(signal), signal);
        expect(state).toMatchObject({ candidateWeight: 90, actualShare: 50 });
        const client = await namespace.admin();
        expect((await client.require<Deployment>(DEPLOYMENTS, "web", signal)).spec.replicas).toBe(4);
        const weighted = await namespace.platform(targetOf(namespace.name));
        await platform.abort(state, signal);
        await weighted.setWeight(v3, 50, await weighted.observe(signal), signal);
        expect(namespace.log.lines).toContain(
          "info HorizontalPodAutoscaler web scales web (4 pods now). The candidate is not autoscaled: it gets 2 for 50 %.",
        );
      }));
  });

  test("a Deployment of the user's own is used for the candidate and left without pods", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const own = deployment(0, "registry.test/shop:none", {}, "web-next");
      await namespace.apply(own, service("web-next", { app: "web-next" }));
      const target = targetOf(namespace.name, {
        candidateWorkload: "web-next",
        services: { stable: "web", candidate: "web-next" },
      });
      const platform = await namespace.platform(target);
      const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
      expect(state).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 50 });
      await platform.promote(v2, state, signal);
      const client = await namespace.admin();
      const after = await client.require<Deployment>(DEPLOYMENTS, "web-next", signal);
      expect(after.spec.replicas).toBe(0);
      expect(after.metadata.annotations?.["deploy-actions/version"]).toBeUndefined();
      await client.require(SERVICES, "web-next", signal);
    }));

  describe("a Deployment of the user's own for the candidate", () => {
    const next = (labels: Readonly<Record<string, string>>): Deployment => {
      const own = deployment(0, "registry.test/shop:none", {}, "web-next");
      const { template } = own.spec;
      const metadata = { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } };
      return { ...own, spec: { ...own.spec, template: { ...template, metadata } } };
    };

    test("is switched to by a Service that is the route", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        await namespace.apply(next({}));
        const route = { kind: "service", name: "web", preview: undefined } as const;
        const platform = await namespace.platform(
          targetOf(namespace.name, { route, candidateWorkload: "web-next" }),
        );
        const state = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
        expect(state).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 100 });
        const client = await namespace.admin();
        const { spec } = await client.require<Service>(SERVICES, "web", signal);
        const own = await client.require<Deployment>(DEPLOYMENTS, "web-next", signal);
        expect(own.spec.template.metadata?.labels).toMatchObject({ ...spec.selector });
        await platform.abort(state, signal);
        // Its pods end by themselves.
        while ((await leftoversIn(namespace)).length > 0) await clock.sleep(100, signal);
      }));

    test("is refused when stable's Service picks its pods too", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await namespace.apply(service("web", { tier: "front" }), service("assets"), httpRoute());
        await namespace.apply(deployment(1, "registry.test/shop:v1"), next({}));
        const platform = await namespace.platform(
          targetOf(namespace.name, { candidateWorkload: "web-next" }),
        );
        const step = platform.setWeight(v2, 0, await platform.observe(signal), signal);
        const error = await rejection(step, "config");
        expect(error.message).toBe(
          "Stable's Service (tier=front) picks the pods of Deployment web-next too: they would get requests at any weight.",
        );
      }));

    test("is refused where the pods are the share", () =>
      inNamespace(kubeconfig, async (namespace) => {
        const wishes = {
          route: { kind: "replicas", service: "web" },
          candidateWorkload: "web-next",
        } as const;
        const error = await rejection(namespace.platform(targetOf(namespace.name, wishes)), "config");
        expect(error.message).toContain("candidate-workload web-next cannot be used");
      }));
  });
});
