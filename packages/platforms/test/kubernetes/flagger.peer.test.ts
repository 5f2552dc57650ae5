import type { ApiCall } from "@deploy-actions/kernel";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { EXPLAINING_CALLS, kubernetesCalls } from "../../src/kubernetes/kubernetes-calls.ts";
import { DEPLOYMENTS } from "../../src/kubernetes/kubernetes-client.ts";
import type { Deployment } from "../../src/kubernetes/objects.ts";
import type { Platform } from "../../src/platform.ts";
import { rejection } from "../contract.ts";
import { Killed, killedAt } from "./support/broken-transport.ts";
import {
  canary,
  canaryTarget,
  FLAGGER_TEST_MS,
  Gates,
  loadCanary,
  untilPhase,
  withCanary,
} from "./support/canary-objects.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { deployment } from "./support/objects.ts";

const v2 = { version: "v2", commit: "2".repeat(40) };
const v3 = { version: "v3" };
const gates = new Gates();
beforeAll(() => gates.open());
afterAll(() => gates.close());
beforeEach(() => gates.shut.clear());

/** All stable, the analysis as it was, no candidate's pods, nothing of ours. */
async function expectAtRest(namespace: TestNamespace, image: string): Promise<void> {
  const { spec, metadata } = await loadCanary(namespace);
  expect(spec.skipAnalysis ?? false).toBe(false);
  expect(Object.keys(metadata.annotations ?? {}).filter((name) => name.includes("deploy-actions"))).toEqual(
    [],
  );
  const client = await namespace.admin();
  const [target, primary] = await Promise.all(
    ["web", "web-primary"].map((name) => client.require<Deployment>(DEPLOYMENTS, name, signal)),
  );
  expect(target?.spec.template.spec.containers[0]?.image).toBe(`registry.test/shop:${image}`);
  expect(primary?.spec.template.spec.containers[0]?.image).toBe(`registry.test/shop:${image}`);
}

describePeer("The engine Flagger", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  const scenario = (
    name: string,
    types: readonly string[],
    body: (platform: Platform, namespace: TestNamespace) => Promise<void>,
  ): void =>
    test(
      name,
      () =>
        withCanary(
          kubeconfig,
          types.map((type) => gates.webhook(type)),
          async (namespace) => body(await namespace.platform(canaryTarget(namespace.name)), namespace),
        ),
      FLAGGER_TEST_MS,
    );

  scenario(
    "is started by a change of the Deployment, and goes to its end by itself",
    [],
    async (platform, namespace) => {
      const before = await platform.observe(signal);
      expect(before).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: null,
        engine: { phase: "idle" },
      });
      const started = await platform.setWeight(v2, 0, before, signal);
      expect(started).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: { release: v2, ready: true },
        engine: { phase: "running" },
      });
      expect(started.revision).not.toBe(before.revision);
      const done = await platform.promote(v2, started, signal);
      expect(done).toMatchObject({
        stable: { release: v2, ready: true },
        candidate: null,
        engine: { phase: "idle" },
      });
      await expectAtRest(namespace, "v2");
    },
  );

  scenario(
    "tells its weight and the gate that holds it, and opens none",
    ["confirm-promotion"],
    async (platform, namespace) => {
      gates.shut.add("confirm-promotion");
      const started = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      await untilPhase(namespace, "WaitingPromotion");
      const held = await platform.observe(signal);
      expect(held).toMatchObject({ candidateWeight: 50, engine: { phase: "waiting", inconclusive: false } });
      expect(held.engine?.message).toBe(
        'WaitingPromotion: Waiting for approval, gate "confirm-promotion" (confirm-promotion) of the Canary decides',
      );
      // Its own moves are no change by somebody else.
      expect(held.revision).toBe(started.revision);
      const error = await rejection(platform.promote(v2, held, signal), "remote");
      expect(error.message).toContain("v2 cannot be promoted: Flagger waits for a person");
      gates.shut.clear();
      expect(await platform.promote(v2, held, signal)).toMatchObject({
        stable: { release: v2 },
        candidate: null,
      });
    },
  );

  scenario("that waits to begin has its release taken away again", ["confirm-rollout"], async (platform) => {
    gates.shut.add("confirm-rollout");
    const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    expect(state).toMatchObject({ candidate: { release: v2, ready: false }, engine: { phase: "waiting" } });
    const aborted = await platform.abort(state, signal);
    expect(aborted).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
  });

  scenario(
    "is aborted in the middle without a second analysis, and its own is as it was",
    ["confirm-traffic-increase"],
    async (platform, namespace) => {
      gates.shut.add("confirm-traffic-increase");
      const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      gates.shut.clear();
      await untilPhase(namespace, "Progressing", 20);
      gates.shut.add("confirm-traffic-increase");
      expect((await platform.observe(signal)).candidateWeight).toBeGreaterThanOrEqual(20);
      const aborted = await platform.abort(state, signal);
      expect(aborted).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: null,
        candidateWeight: 0,
        engine: { phase: "idle" },
      });
      await expectAtRest(namespace, "v1");
    },
  );

  scenario(
    "is aborted at its last gate, which stays shut",
    ["confirm-promotion"],
    async (platform, namespace) => {
      gates.shut.add("confirm-promotion");
      await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      await untilPhase(namespace, "WaitingPromotion");
      const aborted = await platform.abort(await platform.observe(signal), signal);
      expect(aborted).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
      await expectAtRest(namespace, "v1");
    },
  );

  scenario(
    "that takes a release back is reported with its reason, and tries it again when asked",
    ["rollout"],
    async (platform, namespace) => {
      gates.shut.add("rollout");
      await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      await untilPhase(namespace, "Failed");
      const failed = await platform.observe(signal);
      expect(failed).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: { release: v2, ready: false, failure: { reason: "rolled_back" } },
        candidateWeight: 0,
        engine: { phase: "failed" },
      });
      expect(failed.engine?.message).toContain("Canary analysis failed, Deployment scaled to zero");
      expect(failed.candidate?.failure?.lines.join("\n")).toContain("external check");
      gates.shut.clear();
      const again = await platform.setWeight(v2, 0, failed, signal);
      expect(again).toMatchObject({ candidate: { release: v2, ready: true }, engine: { phase: "running" } });
      const done = await platform.promote(v2, again, signal);
      expect(done).toMatchObject({ stable: { release: v2, ready: true }, candidate: null });
    },
  );

  scenario("that took a release back is left clean by an abort", ["rollout"], async (platform, namespace) => {
    gates.shut.add("rollout");
    await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    await untilPhase(namespace, "Failed");
    const aborted = await platform.abort(await platform.observe(signal), signal);
    expect(aborted).toMatchObject({ stable: { release: { version: "v1" } }, candidate: null });
    await expectAtRest(namespace, "v1");
  });

  scenario("brings an earlier release back without an analysis", ["rollout"], async (platform, namespace) => {
    const started = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    const done = await platform.promote(v2, started, signal);
    // An analysis would fail now.
    gates.shut.add("rollout");
    const restored = await platform.restore({ version: "v1" }, done, signal);
    expect(restored).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
    await expectAtRest(namespace, "v1");
  });

  scenario(
    "starts a newer release in the place of the one before",
    ["confirm-traffic-increase"],
    async (platform) => {
      gates.shut.add("confirm-traffic-increase");
      const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      const newer = await platform.setWeight(v3, 0, state, signal);
      expect(newer).toMatchObject({
        stable: { release: { version: "v1" } },
        candidate: { release: v3, ready: true },
        candidateWeight: 0,
      });
      const stale = await rejection(platform.abort(state, signal), "conflict");
      expect(stale.message).toContain(newer.revision);
      const other = await rejection(platform.promote(v2, newer, signal), "conflict");
      expect(other.message).toContain("the candidate is v3");
    },
  );

  scenario("that gets no pods up says what the pods have", [], async (platform) => {
    const bad = { version: "bad" };
    const state = await platform.setWeight(bad, 0, await platform.observe(signal), signal);
    expect(state).toMatchObject({
      stable: { release: { version: "v1" }, ready: true },
      candidate: { release: bad, ready: false, failure: { reason: "crash_loop" } },
      candidateWeight: 0,
    });
    expect(state.candidate?.failure?.text).toContain("ends again and again");
    expect(await platform.abort(state, signal)).toMatchObject({ candidate: null });
  });

  scenario("is asked for no weight of its own", [], async (platform, namespace) => {
    const sentence = `Canary ${namespace.name}/web is driven by Flagger, which moves the weight itself and stops nowhere: 25 % cannot be held`;
    expect(await platform.planProblems?.([0, 25], signal)).toEqual([sentence]);
    const error = await rejection(
      platform.setWeight(v2, 25, await platform.observe(signal), signal),
      "config",
    );
    expect(error.message).toBe(sentence);
    expect(error.hint).toContain("driven-by: engine");
    await rejection(
      platform.setWeight({ version: "v1" }, 0, await platform.observe(signal), signal),
      "conflict",
    );
  });

  test(
    "makes no call that is not listed",
    () =>
      withCanary(kubeconfig, [], async (namespace) => {
        const target = canaryTarget(namespace.name);
        const show = (call: ApiCall): string =>
          call.api === "kubernetes" ? `${call.verb} ${call.resource}.${call.group}` : "";
        const made = new Set<string>();
        const platform = await namespace.platform(target, { onCall: (call) => void made.add(show(call)) });
        expect(await platform.preflight?.(signal)).toEqual([]);
        const bad = await platform.setWeight({ version: "bad" }, 0, await platform.observe(signal), signal);
        await platform.abort(bad, signal);
        const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
        await platform.promote(v2, state, signal);
        await platform.restore({ version: "v1" }, await platform.observe(signal), signal);
        const listed = await kubernetesCalls(target);
        const allowed = new Set([...listed, ...EXPLAINING_CALLS].map(show));
        expect([...made].filter((call) => !allowed.has(call))).toEqual([]);
        // Listing Canaries only finds the nearest name.
        const unused = listed
          .map(show)
          .filter((call) => !made.has(call) && !/^list (canaries|deployments)/.test(call));
        expect(unused).toEqual([]);
      }),
    FLAGGER_TEST_MS,
  );

  test.each([1, 2, 3, 4])(
    "a run that dies after change %i of an aborted rollout is over after one further run",
    (at) =>
      withCanary(kubeconfig, [], async (namespace) => {
        const target = canaryTarget(namespace.name);
        const death = killedAt(at);
        const dying = await namespace.platform(target, {
          transport: (_connection, next) => death.wrap(next),
        });
        const run = async (): Promise<void> => {
          const state = await dying.setWeight(v2, 0, await dying.observe(signal), signal);
          await dying.abort(state, signal);
        };
        await expect(run()).rejects.toThrow(Killed);
        const platform = await namespace.platform(target);
        const now = await platform.observe(signal);
        const end =
          now.candidate === null
            ? await platform.restore(now.stable?.release ?? v3, now, signal)
            : await platform.abort(now, signal);
        expect(end).toMatchObject({
          stable: { release: { version: "v1" }, ready: true },
          candidate: null,
          candidateWeight: 0,
        });
        await expectAtRest(namespace, "v1");
      }),
    FLAGGER_TEST_MS,
  );

  test("that is not there, or has no primary yet, is said before anything is touched", () =>
    inNamespace(kubeconfig, async (namespace) => {
      const suspended = canary() as { spec: { suspend?: boolean } } & ReturnType<typeof canary>;
      suspended.spec.suspend = true;
      await namespace.apply(deployment(1, "registry.test/shop:v1"), suspended);
      const look = async (name: string) => {
        const target = { ...canaryTarget(namespace.name), workload: { kind: "canary", name } as const };
        const platform = await namespace.platform(target);
        const problems = (await platform.preflight?.(signal)) ?? [];
        return problems.map(({ text }) => text).join("\n");
      };
      expect(await look("wbe")).toContain('Did you mean "web"?');
      expect(await look("web")).toContain("has no primary yet");
      const platform = await namespace.platform(canaryTarget(namespace.name));
      const state = await platform.observe(signal);
      expect(state).toMatchObject({ stable: null, candidate: null });
      const error = await rejection(platform.setWeight(v2, 0, state, signal), "config");
      expect(error.hint).toContain("Flagger makes the primary");
    }));
});
