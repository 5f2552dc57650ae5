import type { ApiCall } from "@deploy-actions/kernel";
import type { KubernetesRoute } from "@deploy-actions/rollout";
import { describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { EXPLAINING_CALLS, kubernetesCalls } from "../../src/kubernetes/kubernetes-calls.ts";
import { DEPLOYMENTS } from "../../src/kubernetes/kubernetes-client.ts";
import { rejection } from "../contract.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

type Call = Extract<ApiCall, { api: "kubernetes" }>;

const rulesOf = (calls: readonly Call[]) =>
  calls.map(({ group, resource, verb }) => ({ apiGroups: [group], resources: [resource], verbs: [verb] }));

/** Binds the user `deployer` to just these calls. */
async function grant(namespace: TestNamespace, calls: readonly Call[]): Promise<void> {
  const api = "rbac.authorization.k8s.io/v1";
  const rules = rulesOf(calls);
  await namespace.raw("POST", `/apis/${api}/namespaces/${namespace.name}/roles`, {
    metadata: { name: "deployer" },
    rules,
  });
  await namespace.raw("POST", `/apis/${api}/namespaces/${namespace.name}/rolebindings`, {
    metadata: { name: "deployer" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "deployer" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "deployer" }],
  });
}

async function withWeb(namespace: TestNamespace): Promise<void> {
  await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute());
  await namespace.apply(deployment(2, "registry.test/shop:v1"));
}

const show = (call: ApiCall): string =>
  call.api === "kubernetes"
    ? `${call.verb} ${call.resource}.${call.group}`
    : `${call.service}:${call.operation}`;

describePeer("The Kubernetes pre-flight", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  test.each<[string, KubernetesRoute]>([
    ["httproute", { kind: "httproute", name: "web", rule: "app" }],
    ["service", { kind: "service", name: "web", preview: undefined }],
    ["replicas", { kind: "replicas", service: "web" }],
    ["rolling", { kind: "rolling" }],
  ])("lists for the route %s what suffices for a whole rollout, and no other call is made", (_name, route) =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const target = targetOf(namespace.name, { route });
      const listed = await kubernetesCalls(target);
      await grant(namespace, listed);
      const made = new Set<string>();
      const platform = await namespace.platform(target, {
        context: "deployer",
        onCall: (call) => void made.add(show(call)),
      });
      expect(await platform.preflight?.(signal)).toEqual([]);
      const weight = platform.capabilities.traffic === "all-at-once" ? 100 : 50;
      const failed = await platform.setWeight({ version: "bad" }, 0, await platform.observe(signal), signal);
      await platform.abort(failed, signal);
      const state = await platform.setWeight(
        { version: "v2" },
        weight,
        await platform.observe(signal),
        signal,
      );
      await platform.promote({ version: "v2" }, state, signal);
      const restored = await platform.restore({ version: "v1" }, await platform.observe(signal), signal);
      expect(restored).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: null,
      });
      expect(await leftoversIn(namespace)).toEqual([]);
      const allowed = new Set([...listed, ...EXPLAINING_CALLS].map(show));
      expect([...made].filter((call) => !allowed.has(call))).toEqual([]);
    }),
  );

  test("names the one verb that is missing, in one message and before anything is changed", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const target = targetOf(namespace.name);
      const listed = await kubernetesCalls(target);
      await grant(
        namespace,
        listed.filter((call) => show(call) !== "patch httproutes.gateway.networking.k8s.io"),
      );
      const platform = await namespace.platform(target, { context: "deployer" });
      const problems = await platform.preflight?.(signal);
      expect(problems).toHaveLength(1);
      expect(problems?.[0]).toMatchObject({ code: "permission_missing" });
      expect(problems?.[0]?.text).toMatch(
        / as user "deployer" may not do all .* Missing: httproutes\.gateway\.networking\.k8s\.io: patch\.$/,
      );
      expect(await (await namespace.admin()).read(DEPLOYMENTS, "web-candidate", signal)).toBeUndefined();
    }));

  test("names whichever verb is missing, for every call it lists", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const target = targetOf(namespace.name);
      const listed = await kubernetesCalls(target);
      expect(listed.length).toBeGreaterThan(15);
      await grant(namespace, []);
      const platform = await namespace.platform(target, { context: "deployer" });
      const client = await namespace.client({ context: "deployer" });
      const role = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace.name}/roles/deployer`;
      let isGranted: Call | undefined;
      for (const missing of listed) {
        await namespace.raw("PATCH", role, { rules: rulesOf(listed.filter((call) => call !== missing)) });
        // The authorizer hears of a changed Role a moment later.
        while (await client.mayI(missing, signal));
        while (isGranted !== undefined && !(await client.mayI(isGranted, signal)));
        isGranted = missing;
        const texts = (await platform.preflight?.(signal))?.map(({ text }) => text);
        const resource = missing.group === "" ? missing.resource : `${missing.resource}.${missing.group}`;
        expect(texts).toEqual([expect.stringContaining(` Missing: ${resource}: ${missing.verb}.`)]);
      }
    }));

  test("a call that is refused all the same names verb, resource, namespace and user", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const platform = await namespace.platform(targetOf(namespace.name), { context: "stranger" });
      const error = await rejection(platform.observe(signal), "permission");
      expect(error.message).toContain(`user "stranger" may not get deployments.apps "web`);
      expect(error.message).toContain(`in namespace ${namespace.name}`);
      expect(error.hint).toContain('apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"]');
    }));

  describe("says what is not there, with the nearest name:", () => {
    const look = async (
      namespace: TestNamespace,
      wishes: Parameters<typeof targetOf>[1],
      other?: string,
    ): Promise<string> => {
      const target = targetOf(other ?? namespace.name, wishes);
      const platform = await namespace.platform(target, other === undefined ? {} : { namespace: other });
      const problems = (await platform.preflight?.(signal)) ?? [];
      return problems.map(({ text }) => text).join("\n");
    };

    test("namespace, workload, container, route, rule, Service and candidate workload", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        expect(await look(namespace, {})).toBe("");
        expect(await look(namespace, {}, `${namespace.name}x`)).toContain(
          `Did you mean "${namespace.name}"?`,
        );
        expect(await look(namespace, { workload: { kind: "deployment", name: "wbe" } })).toContain(
          'There is no Deployment "wbe" in namespace',
        );
        expect(await look(namespace, { workload: { kind: "deployment", name: "wbe" } })).toContain(
          'Did you mean "web"?',
        );
        expect(await look(namespace, { container: "shpo" })).toContain(
          'has no container "shpo". Did you mean "shop"?',
        );
        expect(
          await look(namespace, { route: { kind: "httproute", name: "wep", rule: undefined } }),
        ).toContain('There is no HTTPRoute "wep"');
        expect(await look(namespace, { route: { kind: "httproute", name: "web", rule: "apps" } })).toContain(
          'has no rule "apps". Did you mean "app"?',
        );
        expect(
          await look(namespace, { route: { kind: "service", name: "webb", preview: undefined } }),
        ).toContain('There is no Service "webb"');
        expect(await look(namespace, { services: { stable: "web2", candidate: "c" } })).toContain(
          'has no backend "web2". Did you mean "web"?',
        );
        expect(await look(namespace, { candidateWorkload: "web-nxt" })).toContain(
          'There is no Deployment "web-nxt"',
        );
      }));

    test("a second route to the same Service is said: its requests go past the weights", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const route = httpRoute();
        await namespace.apply({ ...route, metadata: { name: "web-internal" } });
        expect(await look(namespace, {})).toBe("");
        expect(namespace.log.lines).toContain(
          `warning Besides HTTPRoute ${namespace.name}/web, web-internal also sends requests to Service web: they stay at stable whatever the weight is.`,
        );
      }));

    test("a kind that the cluster does not serve is said as that", () =>
      inNamespace(kubeconfig, async (namespace) => {
        const client = await namespace.admin();
        const type = { group: "shop.test", version: "v1", plural: "baskets", kind: "Basket" };
        const error = await rejection(client.require(type, "mine", signal), "config");
        expect(error.message).toContain("does not serve baskets.shop.test v1");
      }));
  });
});
