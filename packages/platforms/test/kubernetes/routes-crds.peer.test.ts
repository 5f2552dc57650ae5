import type { KubernetesTarget } from "@deploy-actions/rollout";
import { describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import {
  INGRESSES,
  type KubernetesObject,
  type ResourceType,
} from "../../src/kubernetes/kubernetes-client.ts";
import type { Platform } from "../../src/platform.ts";
import { rejection } from "../contract.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { deployment, service, targetOf } from "./support/objects.ts";
import {
  ingress,
  inNamespace as named,
  TRAEFIK_SERVICES,
  traefikService,
  VIRTUAL_SERVICES,
  virtualService,
} from "./support/route-objects.ts";

const v2 = { version: "v2" };
const header = { name: "x-candidate", value: "yes" };
const services = { stable: "web", candidate: "web-candidate" };

interface Routed extends KubernetesObject {
  readonly spec: {
    readonly http?: readonly Record<string, unknown>[];
    readonly weighted?: { readonly services: readonly Record<string, unknown>[] };
    readonly rules?: readonly unknown[];
    readonly [field: string]: unknown;
  };
}

/** The Deployment `web` with two pods of v1 behind a route. */
async function withRoute(
  namespace: TestNamespace,
  object: KubernetesObject,
  wishes: Partial<KubernetesTarget>,
): Promise<Platform> {
  await namespace.apply(service(), service("assets", { app: "assets" }));
  await namespace.apply(named(object, namespace.name), deployment(2, "registry.test/shop:v1"));
  return namespace.platform(targetOf(namespace.name, { settleMs: 2_000, ...wishes }));
}

const load = async (namespace: TestNamespace, type: ResourceType, name = "web"): Promise<Routed> =>
  (await namespace.admin()).require<Routed>(type, name, signal);

/** Somebody changes an object under a name of their own. */
async function edit(
  namespace: TestNamespace,
  type: ResourceType,
  name: string,
  body: object,
  sub = "",
): Promise<void> {
  const path = `/apis/${type.group}/${type.version}/namespaces/${namespace.name}/${type.plural}/${name}${sub}`;
  await namespace.raw("PATCH", `${path}?fieldManager=argocd-controller`, body);
}

describePeer(
  "Routes on their custom resources",
  "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG",
  (kubeconfig) => {
    describe("an Istio VirtualService", () => {
      const route = { kind: "virtualservice", name: "web", rule: "app" } as const;

      test("gets a second destination in its one route, with header and mirror, and is as it was after an abort", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, virtualService(), { route, header, mirror: 10 });
          const before = await load(namespace, VIRTUAL_SERVICES);
          const state = await platform.setWeight(v2, 20, await platform.observe(signal), signal);
          const during = await load(namespace, VIRTUAL_SERVICES);
          const [foreign, forHeader, ours] = during.spec.http ?? [];
          expect(foreign).toEqual(before.spec.http?.[0]);
          expect(forHeader).toMatchObject({
            match: [
              { uri: { prefix: "/" }, headers: { "x-candidate": { exact: "yes" } } },
              { headers: { "x-team": { exact: "a" }, "x-candidate": { exact: "yes" } } },
            ],
            route: [{ destination: { host: `web-candidate.${namespace.name}.svc.cluster.local` } }],
          });
          expect(ours).toMatchObject({
            ...before.spec.http?.[1],
            mirror: { host: `web-candidate.${namespace.name}.svc.cluster.local` },
            mirrorPercentage: { value: 10 },
            route: [
              { destination: { host: `web.${namespace.name}.svc.cluster.local` }, weight: 80 },
              { destination: { host: `web-candidate.${namespace.name}.svc.cluster.local` }, weight: 20 },
            ],
          });
          await platform.abort(state, signal);
          const after = await load(namespace, VIRTUAL_SERVICES);
          expect(after.spec).toEqual(before.spec);
          expect(after.metadata.annotations).toEqual(before.metadata.annotations);
        }));

      test("changed by somebody else is reported with their name and not written over", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, virtualService(), { route });
          const state = await platform.setWeight(v2, 20, await platform.observe(signal), signal);
          const { spec } = await load(namespace, VIRTUAL_SERVICES);
          const theirs = JSON.parse(
            JSON.stringify(spec.http)
              .replace('"weight":80', '"weight":30')
              .replace('"weight":20', '"weight":70'),
          );
          await edit(namespace, VIRTUAL_SERVICES, "web", { spec: { http: theirs } });
          expect((await platform.observe(signal)).candidateWeight).toBe(70);
          const error = await rejection(platform.setWeight(v2, 50, state, signal), "conflict");
          expect(error.message).toContain("The route was last written by argocd-controller.");
          expect((await load(namespace, VIRTUAL_SERVICES)).spec.http).toEqual(theirs);
        }));

      test("whose acceptance Istio reports is waited for, and its refusal quoted", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, virtualService(), { route });
          const report = (status: object): Promise<void> =>
            edit(namespace, VIRTUAL_SERVICES, "web", { status }, "/status");
          const lastTransitionTime = new Date().toISOString();
          const ahead = "1000";
          await report({
            observedGeneration: ahead,
            conditions: [{ type: "Reconciled", status: "False", reason: "0/2 proxies", lastTransitionTime }],
          });
          const waiting = platform.setWeight(v2, 20, await platform.observe(signal), signal);
          const error = await rejection(waiting, "remote");
          expect(error.message).toContain("not all proxies have it (0/2 proxies)");
          await report({ conditions: [{ type: "Reconciled", status: "True", lastTransitionTime }] });
          const state = await platform.setWeight(v2, 30, await platform.observe(signal), signal);
          expect(state.candidateWeight).toBe(30);
        }));

      test("without the named route, or with two that match, or with subsets is refused", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const named = await withRoute(namespace, virtualService(), { route: { ...route, rule: "apps" } });
          const none = await rejection(named.observe(signal), "config");
          expect(none.message).toContain('has no http route "apps". Did you mean "app"?');
          const to = (host: string, name?: string, subset?: string) => ({
            ...(name === undefined ? {} : { name }),
            route: [{ destination: { host, ...(subset === undefined ? {} : { subset }) } }],
          });
          const platform = await withRoute(namespace, virtualService([to("web", "first"), to("web")]), {
            route: { ...route, rule: undefined },
            services,
          });
          const two = await rejection(platform.observe(signal), "config");
          expect(two.message).toContain('have the Service "web" as destination: "first", number 2');
          await namespace.apply(virtualService([to("web", "app", "blue")]));
          const subset = await rejection(platform.observe(signal), "config");
          expect(subset.message).toContain("goes to subsets (web/blue)");
        }));
    });

    describe("a TraefikService", () => {
      const route = { kind: "traefikservice", name: "web" } as const;

      test("gets a second service, keeps every other field, and is as it was after an abort", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, traefikService(), { route });
          const before = await load(namespace, TRAEFIK_SERVICES);
          const state = await platform.setWeight(v2, 20, await platform.observe(signal), signal);
          const [own] = before.spec.weighted?.services ?? [];
          expect((await load(namespace, TRAEFIK_SERVICES)).spec).toEqual({
            weighted: {
              ...before.spec.weighted,
              services: [
                { ...own, weight: 80 },
                { ...own, name: "web-candidate", weight: 20 },
              ],
            },
          });
          await platform.abort(state, signal);
          const after = await load(namespace, TRAEFIK_SERVICES);
          expect(after.spec).toEqual(before.spec);
          expect(after.metadata.annotations).toEqual(before.metadata.annotations);
        }));

      test("changed by somebody else is reported with their name and not written over", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, traefikService(), { route });
          const state = await platform.setWeight(v2, 20, await platform.observe(signal), signal);
          const entry = (name: string, weight: number) => ({ name, port: 80, weight });
          const theirs = [entry("web", 40), entry("web-candidate", 60)];
          await edit(namespace, TRAEFIK_SERVICES, "web", { spec: { weighted: { services: theirs } } });
          expect((await platform.observe(signal)).candidateWeight).toBe(60);
          const error = await rejection(platform.setWeight(v2, 50, state, signal), "conflict");
          expect(error.message).toContain("The route was last written by argocd-controller.");
          expect((await load(namespace, TRAEFIK_SERVICES)).spec.weighted?.services).toEqual(theirs);
        }));

      test("with services that are not the two releases, or that only mirrors, is refused", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const entry = (name: string) => ({ name, port: 80 });
          const third = traefikService([entry("web"), entry("assets")]);
          const platform = await withRoute(namespace, third, { route });
          const two = await rejection(platform.observe(signal), "config");
          expect(two.message).toContain("divides the requests between web, assets: which one is the stable");
          const wrong = targetOf(namespace.name, { route, services: { ...services, stable: "wbe" } });
          const unknown = await rejection((await namespace.platform(wrong)).observe(signal), "config");
          expect(unknown.message).toContain('has no Service "wbe" in its list. Did you mean "web"?');
          const mirroring = { ...third, metadata: { name: "copies" }, spec: { mirroring: entry("web") } };
          await namespace.apply(mirroring);
          const copies = targetOf(namespace.name, { route: { ...route, name: "copies" } });
          const mirror = await rejection((await namespace.platform(copies)).observe(signal), "config");
          expect(mirror.message).toContain("has no list of weighted services, but `mirroring` in it");
        }));
    });

    describe("an Ingress of ingress-nginx", () => {
      const route = { kind: "ingress", name: "web" } as const;
      const CANARY = "nginx.ingress.kubernetes.io/canary";

      test("gets a canary beside it with the paths of stable only, is never changed itself, and is called legacy", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, ingress(), { route, services, header });
          const before = await load(namespace, INGRESSES);
          const state = await platform.setWeight(v2, 20, await platform.observe(signal), signal);
          const ours = await load(namespace, INGRESSES, "web-candidate");
          expect(ours.metadata.annotations).toEqual({
            [CANARY]: "true",
            [`${CANARY}-weight`]: "20",
            [`${CANARY}-by-header`]: "x-candidate",
            [`${CANARY}-by-header-value`]: "yes",
          });
          expect(ours.spec).toMatchObject({
            ingressClassName: "nginx",
            tls: [{ hosts: ["shop.test"], secretName: "shop-tls" }],
            rules: [
              {
                host: "shop.test",
                http: { paths: [{ path: "/", backend: { service: { name: "web-candidate" } } }] },
              },
            ],
          });
          expect(await load(namespace, INGRESSES)).toMatchObject({
            spec: before.spec,
            metadata: before.metadata,
          });
          await platform.abort(state, signal);
          expect(await (await namespace.admin()).read(INGRESSES, "web-candidate", signal)).toBeUndefined();
          expect(await load(namespace, INGRESSES)).toMatchObject({
            spec: before.spec,
            metadata: before.metadata,
          });
          const legacy = namespace.log.lines.filter((line) => line.startsWith("warning"));
          expect(legacy).toEqual([
            "warning Route ingress/web is moved by annotations of ingress-nginx, which was retired in March 2026: plan for httproute/<name> of the Gateway API.",
          ]);
        }));

      test("changed by somebody else is reported with their name and not written over", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, ingress(), { route, services });
          const state = await platform.setWeight(v2, 20, await platform.observe(signal), signal);
          const annotations = { [`${CANARY}-weight`]: "65" };
          await edit(namespace, INGRESSES, "web-candidate", { metadata: { annotations } });
          expect((await platform.observe(signal)).candidateWeight).toBe(65);
          const error = await rejection(platform.setWeight(v2, 50, state, signal), "conflict");
          expect(error.message).toContain("The route was last written by argocd-controller.");
          const ours = await load(namespace, INGRESSES, "web-candidate");
          expect(ours.metadata.annotations?.[`${CANARY}-weight`]).toBe("65");
        }));

      test("with another canary, several Services, another's Ingress in the way, or another controller is refused", () =>
        inNamespace(kubeconfig, async (namespace) => {
          const other = ingress({}, "web-other", { [CANARY]: "true" });
          const platform = await withRoute(namespace, ingress(), { route, services });
          await namespace.apply(other);
          const second = await rejection(platform.observe(signal), "config");
          expect(second.message).toContain("web-other is a canary of shop.test/ already");
          await (await namespace.admin()).remove(INGRESSES, "web-other", signal);
          const open = await namespace.platform(targetOf(namespace.name, { route }));
          const several = await rejection(open.observe(signal), "config");
          expect(several.message).toContain(
            "go to 2 Services (assets, web): which one is the stable release?",
          );
          await namespace.apply(ingress({}, "web-candidate"));
          const taken = await rejection(platform.observe(signal), "config");
          expect(taken.message).toContain("web-candidate is there, but was not made by deploy-actions");
          await (await namespace.admin()).remove(INGRESSES, "web-candidate", signal);
          await namespace.apply(ingress({ ingressClassName: "traefik" }));
          const traefik = await rejection(platform.observe(signal), "config");
          expect(traefik.message).toContain('has the class "traefik"');
        }));
    });

    test.each([
      ["VirtualService", { kind: "virtualservice", name: "wbe", rule: "app" }, virtualService()],
      ["TraefikService", { kind: "traefikservice", name: "wbe" }, traefikService()],
      ["Ingress", { kind: "ingress", name: "wbe" }, ingress()],
    ] as const)(
      "a %s that is not there is named with the nearest one, before anything is changed",
      (_kind, route, object) =>
        inNamespace(kubeconfig, async (namespace) => {
          const platform = await withRoute(namespace, object, { route });
          const problems = (await platform.preflight?.(signal)) ?? [];
          expect(problems).toMatchObject([{ code: "not_found" }]);
          expect(problems[0]?.text).toContain('Did you mean "web"?');
          await rejection(platform.observe(signal), "config");
        }),
    );
  },
);
