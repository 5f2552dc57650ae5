import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { DEPLOYMENTS, type KubernetesObject, SERVICES } from "../../src/kubernetes/kubernetes-client.ts";
import type { Deployment, Service } from "../../src/kubernetes/objects.ts";
import { rejection } from "../contract.ts";
import { clock } from "../support/ports.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

const CONFIG_MAPS = { group: "", version: "v1", plural: "configmaps", kind: "ConfigMap" };
const rolling = { kind: "rolling" } as const;

let workspace: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), "manifests-"));
  await mkdir(join(workspace, "k8s"));
});
afterAll(() => rm(workspace, { recursive: true }));

async function write(name: string, ...objects: readonly KubernetesObject[]): Promise<void> {
  const text = objects.map((object) => JSON.stringify(object)).join("\n---\n");
  await writeFile(join(workspace, "k8s", name), text);
}

const settings = (level: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings" },
  ...{ data: { level } },
});

const load = async (namespace: TestNamespace): Promise<Deployment> =>
  (await namespace.admin()).require<Deployment>(DEPLOYMENTS, "web", signal);

describePeer("Kubernetes in place", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  describe("manifests", () => {
    test("are applied with the release's image, and the release is up when every pod is of it [E14]", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await write("10-settings.yaml", settings("one"));
        await write(
          "20-web.yaml",
          service(),
          deployment(3, "registry.test/shop:any", { "peer.test/ready-after": "1s" }),
        );
        const target = targetOf(namespace.name, {
          route: rolling,
          manifests: ["k8s/10-settings.yaml", "k8s/2*.yaml"],
        });
        const platform = await namespace.platform(target, {}, workspace);
        expect(await platform.preflight?.(signal)).toEqual([]);
        const staged = await platform.setWeight({ version: "v1" }, 0, await platform.observe(signal), signal);
        expect(staged).toMatchObject({
          stable: null,
          candidate: { release: { version: "v1" }, ready: true },
        });
        expect((await load(namespace)).spec.replicas).toBe(0);
        const done = await platform.promote({ version: "v1" }, staged, signal);
        expect(done).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
        const web = await load(namespace);
        expect(web.spec.template.spec.containers[0]?.image).toBe("registry.test/shop:v1");
        expect(web.status).toMatchObject({ updatedReplicas: 3, availableReplicas: 3 });
        expect(web.status?.observedGeneration).toBe(web.metadata.generation);
        const client = await namespace.admin();
        expect(await client.require(CONFIG_MAPS, "settings", signal)).toMatchObject({
          data: { level: "one" },
        });
        expect((await client.require<Service>(SERVICES, "web", signal)).spec.selector).toEqual({
          app: "web",
        });

        await write("10-settings.yaml", settings("two"));
        const state = await platform.setWeight({ version: "v2" }, 100, done, signal);
        expect(state).toMatchObject({ stable: { release: { version: "v1" } }, candidateWeight: 100 });
        await platform.promote({ version: "v2" }, state, signal);
        expect(await client.require(CONFIG_MAPS, "settings", signal)).toMatchObject({
          data: { level: "two" },
        });
        expect(await leftoversIn(namespace)).toEqual([]);
      }));

    test("a first deploy that does not come up is taken away again, Deployment and all", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await write("30-web.yaml", deployment(1, "registry.test/shop:any"));
        const target = targetOf(namespace.name, { route: rolling, manifests: ["k8s/30-web.yaml"] });
        const platform = await namespace.platform(target, {}, workspace);
        const failed = platform.setWeight({ version: "bad" }, 100, await platform.observe(signal), signal);
        await rejection(failed, "conflict");
        const now = await platform.observe(signal);
        expect(now).toMatchObject({ stable: null, candidate: { failure: { reason: "crash_loop" } } });
        expect(await platform.abort(now, signal)).toMatchObject({ stable: null, candidate: null });
        expect(await (await namespace.admin()).read(DEPLOYMENTS, "web", signal)).toBeUndefined();
      }));

    test("are the form of a first deploy on every route", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await write(
          "40-all.yaml",
          service(),
          service("assets"),
          httpRoute(),
          deployment(2, "registry.test/shop:any"),
        );
        const target = targetOf(namespace.name, { manifests: ["k8s/40-all.yaml"] });
        const platform = await namespace.platform(target, {}, workspace);
        expect(await platform.preflight?.(signal)).toEqual([]);
        const started = await platform.setWeight(
          { version: "v1" },
          0,
          await platform.observe(signal),
          signal,
        );
        const done = await platform.promote({ version: "v1" }, started, signal);
        expect(done).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
        expect((await load(namespace)).spec.replicas).toBe(2);
        expect(await leftoversIn(namespace)).toEqual([]);
      }));

    test("leave the count of pods to an autoscaler", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await write("50-web.yaml", deployment(1, "registry.test/shop:any"));
        await namespace.apply(deployment(4, "registry.test/shop:v1"), {
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
        // The autoscaler, not the manifest before, holds the count.
        const scale = `/apis/apps/v1/namespaces/${namespace.name}/deployments/web?fieldManager=autoscaler`;
        await namespace.raw("PATCH", scale, { spec: { replicas: 5 } });
        const target = targetOf(namespace.name, { route: rolling, manifests: ["k8s/50-web.yaml"] });
        const platform = await namespace.platform(target, {}, workspace);
        await platform.setWeight({ version: "v2" }, 100, await platform.observe(signal), signal);
        expect((await load(namespace)).spec.replicas).toBe(5);
      }));

    test.each([
      [
        "of another namespace",
        [{ ...settings("x"), metadata: { name: "settings", namespace: "elsewhere" } }],
        "is for namespace elsewhere",
      ],
      [
        "of a kind nobody serves",
        [{ apiVersion: "shop.test/v1", kind: "Basket", metadata: { name: "b" } }],
        "does not serve Basket of shop.test/v1",
      ],
      [
        "of the whole cluster",
        [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "n" } }],
        "belongs to the whole cluster",
      ],
    ])("%s are refused before anything is changed", (_name, objects, text) =>
      inNamespace(kubeconfig, async (namespace) => {
        await write("60-wrong.yaml", ...objects);
        await namespace.apply(deployment(1, "registry.test/shop:v1"));
        const target = targetOf(namespace.name, { route: rolling, manifests: ["k8s/60-wrong.yaml"] });
        const platform = await namespace.platform(target, {}, workspace);
        const problems = await platform.preflight?.(signal);
        expect(problems?.map((problem) => problem.text).join("\n")).toContain(text);
      }),
    );
  });

  describe("a rollback", () => {
    test("goes to the named release's own revision, not merely to the one before [E23]", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await namespace.apply(deployment(2, "registry.test/shop:v1"));
        const calls: string[] = [];
        const platform = await namespace.platform(targetOf(namespace.name, { route: rolling }), {
          onCall: (call) => void (call.api === "kubernetes" && calls.push(`${call.verb} ${call.resource}`)),
        });
        const first = await load(namespace);
        for (const version of ["v2", "v3"]) {
          const state = await platform.setWeight({ version }, 100, await platform.observe(signal), signal);
          await platform.promote({ version }, state, signal);
        }
        // Somebody changes more than the image meanwhile: the old revision knows nothing of it.
        const spec = { template: { spec: { terminationGracePeriodSeconds: 1 } } };
        await namespace.raw("PATCH", `/apis/apps/v1/namespaces/${namespace.name}/deployments/web`, { spec });
        const now = await platform.observe(signal);
        calls.length = 0;
        const restored = await platform.restore({ version: "v1" }, now, signal);
        expect(restored).toMatchObject({
          stable: { release: { version: "v1" }, ready: true },
          candidate: null,
        });
        // What `kubectl rollout undo --to-revision` does: one patch of the template, found among the ReplicaSets.
        expect(calls).toContain("list replicasets");
        expect(calls.filter((call) => !/^(get|list) /.test(call))).toEqual(["patch deployments"]);
        const web = await load(namespace);
        expect(web.spec.template.spec).toEqual(first.spec.template.spec);
        expect(web.status).toMatchObject({ updatedReplicas: 2, availableReplicas: 2, replicas: 2 });
        expect(namespace.log.lines).toContain("info Deployment web goes back to v1 by revision 1.");
      }));

    test("to a release whose revision is gone goes by its image [E23]", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await namespace.apply(deployment(1, "registry.test/shop:v2"));
        const platform = await namespace.platform(
          targetOf(namespace.name, { route: rolling, image: undefined }),
        );
        const release = { version: "v0", artifact: "registry.test/shop@sha256:0000" };
        const restored = await platform.restore(release, await platform.observe(signal), signal);
        expect(restored.stable?.release).toEqual(release);
        expect(namespace.log.lines).toContain(
          "info Deployment web goes back to v0 by the image of the release.",
        );
      }));

    test("to a release that does not come up says why", () =>
      inNamespace(kubeconfig, async (namespace) => {
        await namespace.apply(deployment(1, "registry.test/shop:v2"));
        const platform = await namespace.platform(targetOf(namespace.name, { route: rolling }));
        const failed = platform.restore({ version: "bad" }, await platform.observe(signal), signal);
        const error = await rejection(failed, "remote");
        expect(error.message).toContain("container shop ends again and again");
      }));
  });

  test("an image that somebody else sets becomes the stable release, and a change decided before is refused", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await namespace.apply(deployment(1, "registry.test/shop:v1"));
      const platform = await namespace.platform(targetOf(namespace.name, { route: rolling }));
      const before = await platform.observe(signal);
      const done = await platform.promote(
        { version: "v2" },
        await platform.setWeight({ version: "v2" }, 0, before, signal),
        signal,
      );
      const client = await namespace.admin();
      const path = "/spec/template/spec/containers/0/image";
      const operations = [{ op: "replace", path, value: "registry.test/shop:v9@sha256:9999" } as const];
      await client.patch(DEPLOYMENTS, "web", { type: "json", operations }, signal);
      const now = await platform.observe(signal);
      expect(now.stable?.release.version).toBe("v9");
      await rejection(platform.setWeight({ version: "v3" }, 100, done, signal), "conflict");
      await clock.sleep(1, signal);
    }));
});
