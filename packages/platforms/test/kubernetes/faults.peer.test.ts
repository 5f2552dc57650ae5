import { describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { HTTP_ROUTES, type HttpRoute } from "../../src/kubernetes/routes/httproute-rules.ts";
import { rejection } from "../contract.ts";
import { clock } from "../support/ports.ts";
import { hasty, inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

const v2 = { version: "v2" };
/** An hour ahead, so that what only time makes certain is certain at once. */
const later = { ...hasty, now: () => clock.now() + 3_600_000 };

async function withWeb(namespace: TestNamespace, replicas = 1): Promise<void> {
  await namespace.apply(service(), service("assets"), httpRoute());
  await namespace.apply(deployment(replicas, "registry.test/shop:v1"));
}

async function allowPods(namespace: TestNamespace, pods: number): Promise<void> {
  const spec = { spec: { hard: { pods: String(pods) } } };
  await namespace.apply({ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "few-pods" }, ...spec });
}

const BACK_OFF = /event BackOff.*\n(.*\n)*log shop: fatal: no connection to the database/;

describePeer("Kubernetes candidates that fail", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  test.each([
    ["crashes again and again", "bad", "crash_loop", "container shop ends again and again", BACK_OFF],
    ["runs out of memory", "bad-oom", "out_of_memory", "OOMKilled", BACK_OFF],
    [
      "has an image that cannot be pulled",
      "bad-image-pull",
      "image_pull",
      "ImagePullBackOff",
      /^event Failed: Container could not be created$/,
    ],
    [
      "refers to a Secret that is not there",
      "bad-config-error",
      "config_error",
      'secret "missing" not found',
      /^event Failed: Container could not be created$/,
    ],
    [
      "never becomes ready",
      "bad-never-ready",
      "probe_failed",
      "HTTP probe failed with statuscode: 503",
      /event Unhealthy: .*\n(.*\n)*log shop: ready$/,
    ],
    ["fits on no node", "bad-unschedulable", "unschedulable", "no node takes it", /event FailedScheduling/],
  ])(
    "a candidate that %s fails for good, with the pod's own events and last log lines [E16]",
    (_name, version, reason, text, lines) =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const platform = await namespace.platform(targetOf(namespace.name), { clock: later });
        const state = await platform.setWeight({ version }, 0, await platform.observe(signal), signal);
        expect(state).toMatchObject({ candidate: { ready: false, failure: { reason } }, candidateWeight: 0 });
        expect(state.candidate?.failure?.text).toMatch(/^pod web-candidate-/);
        expect(state.candidate?.failure?.text).toContain(text);
        expect(state.candidate?.failure?.lines.join("\n")).toMatch(lines);
        await platform.abort(state, signal);
        expect(await leftoversIn(namespace)).toEqual([]);
      }),
  );

  describe("end a step at once, with ten minutes still to wait:", () => {
    test.each([
      ["whose image cannot be pulled", "bad-image-pull", /ImagePullBackOff.*\nevent Failed/],
      [
        "that crashes",
        "bad",
        /exit code 1.*\nevent BackOff.*\nlog shop: listening on :8080\nlog shop: fatal/,
      ],
      ["that is never ready", "bad-never-ready", /runs but is not ready.*\nevent Unhealthy.*\nlog shop: /],
    ])("one %s [E16]", (_name, version, text) =>
      inNamespace(kubeconfig, async (namespace) => {
        await withWeb(namespace);
        const target = targetOf(namespace.name, { readyTimeoutMs: 600_000 });
        const platform = await namespace.platform(target);
        const step = platform.setWeight({ version }, 25, await platform.observe(signal), signal);
        const error = await rejection(step, "conflict");
        expect(error.message).toContain(`${version} cannot get 25 % of the traffic: pod web-candidate-`);
        expect(error.message).toMatch(text);
        const { spec } = await (await namespace.admin()).require<HttpRoute>(HTTP_ROUTES, "web", signal);
        expect(spec.rules?.[1]?.backendRefs).toMatchObject([{ name: "web" }]);
      }),
    );
  });

  test("a quota that allows no further pod is said with its name, and the weight stays as it was [E16]", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace, 2);
      const platform = await namespace.platform(targetOf(namespace.name), { clock: later });
      const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      await allowPods(namespace, 3);
      const error = await rejection(platform.setWeight(v2, 100, state, signal), "conflict");
      expect(error.message).toContain("few-pods");
      const now = await platform.observe(signal);
      expect(now).toMatchObject({
        candidate: { ready: false, failure: { reason: "replica_failure" } },
        candidateWeight: 25,
      });
      expect(await platform.abort(now, signal)).toMatchObject({ candidate: null });
    }));

  test("a candidate that begins to fail later is not ready any more, and its traffic goes back [E16]", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      const platform = await namespace.platform(targetOf(namespace.name));
      const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      expect(state.candidate?.ready).toBe(true);
      await failPods(namespace, "deploy-actions/candidate-of=web");
      let now = await platform.observe(signal);
      while (now.candidate?.failure === undefined) {
        await clock.sleep(100, signal);
        now = await platform.observe(signal);
      }
      expect(now).toMatchObject({ candidate: { ready: false, failure: { reason: "crash_loop" } } });
      // Not a change of the traffic: the abort that follows is not refused.
      expect(now.revision).toBe(state.revision);
      expect(await platform.abort(state, signal)).toMatchObject({ candidate: null });
      expect(await leftoversIn(namespace)).toEqual([]);
    }));

  test("a candidate that is a share of the pods goes too when it fails, after stable has its pods again [E16]", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace, 3);
      const target = targetOf(namespace.name, { route: { kind: "replicas", service: "web" } });
      const platform = await namespace.platform(target);
      const state = await platform.setWeight(v2, 75, await platform.observe(signal), signal);
      expect(state.candidateWeight).toBe(75);
      await failPods(namespace, "deploy-actions/candidate-of=web");
      const back = await platform.setWeight({ version: "v3" }, 0, state, signal);
      expect(back).toMatchObject({ candidate: { release: { version: "v3" } }, candidateWeight: 0 });
      const bad = await platform.observe(signal);
      expect(await platform.abort(bad, signal)).toMatchObject({ stable: { ready: true }, candidate: null });
      expect(await leftoversIn(namespace)).toEqual([]);
    }));
});

/** From now on the pods with these labels crash. */
async function failPods(namespace: TestNamespace, labelSelector: string): Promise<void> {
  const pods = `/api/v1/namespaces/${namespace.name}/pods`;
  const found = await namespace.raw("GET", `${pods}?labelSelector=${encodeURIComponent(labelSelector)}`);
  const { items } = found as { readonly items: readonly { readonly metadata: { readonly name: string } }[] };
  const annotations = { "peer.test/fail": "crash-loop" };
  for (const { metadata } of items) {
    await namespace.raw("PATCH", `${pods}/${metadata.name}`, { metadata: { annotations } });
  }
}
