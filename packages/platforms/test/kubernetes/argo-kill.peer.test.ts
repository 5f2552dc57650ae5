import { ActionError, type ApiCall } from "@deploy-actions/kernel";
import type { TrafficState } from "@deploy-actions/rollout";
import { expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { ROLLOUTS, type Rollout } from "../../src/kubernetes/engines/argo/rollout-object.ts";
import { EXPLAINING_CALLS, kubernetesCalls } from "../../src/kubernetes/kubernetes-calls.ts";
import type { Platform } from "../../src/platform.ts";
import { Killed, killedAt } from "./support/broken-transport.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { applyRollout, NGINX, rollout, rolloutTarget, STEPS } from "./support/rollout-objects.ts";

const KUBECONFIG = process.env.DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG ?? "";
const v1 = { version: "v1" };
const v2 = { version: "v2" };
const v3 = { version: "v3" };

/** What the process was doing when it died. */
const STORIES: Readonly<Record<string, (platform: Platform) => Promise<TrafficState>>> = {
  promotes: async (platform) => {
    const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    return platform.promote(v2, state, signal);
  },
  "gives all traffic and aborts": async (platform) => {
    const state = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    return platform.abort(state, signal);
  },
  "aborts and restores": async (platform) => {
    const state = await platform.setWeight(v2, 10, await platform.observe(signal), signal);
    const aborted = await platform.abort(state, signal);
    const next = await platform.setWeight(v3, 10, aborted, signal);
    return platform.restore({ version: "v0" }, next, signal);
  },
};
const TOGETHER = 4;

async function withStable(namespace: TestNamespace): Promise<void> {
  const { nginx } = NGINX.trafficRouting;
  // Nobody waits for pods that keep serving nobody.
  const canary = { ...NGINX, trafficRouting: { nginx }, steps: STEPS, abortScaleDownDelaySeconds: 1 };
  await applyRollout(namespace, rollout(0, { canary }));
  const platform = await namespace.platform(rolloutTarget(namespace.name));
  const started = await platform.setWeight(v1, 0, await platform.observe(signal), signal);
  await platform.promote(v1, started, signal);
}

/** One run after the one that died: it takes the candidate back, or finishes what was half done. */
async function oneFurtherRun(platform: Platform): Promise<TrafficState> {
  for (;;) {
    const now = await platform.observe(signal);
    if (now.candidate === null && now.stable === null) return now;
    const end =
      now.candidate === null && now.stable !== null
        ? platform.restore(now.stable.release, now, signal)
        : platform.abort(now, signal);
    try {
      return await end;
    } catch (error) {
      // Argo Rollouts still goes on by what the dead run had told it: as any run, look again.
      if (!(error instanceof ActionError) || error.code !== "conflict") throw error;
    }
  }
}

async function dieOnce(story: string, at: number): Promise<boolean> {
  return inNamespace(KUBECONFIG, async (namespace) => {
    await withStable(namespace);
    const target = rolloutTarget(namespace.name);
    const death = killedAt(at);
    const dying = await namespace.platform(target, { transport: (_connection, next) => death.wrap(next) });
    const ended = await STORIES[story]?.(dying).then(
      () => "done",
      (error: unknown) => (error instanceof Killed ? "killed" : error),
    );
    if (ended === "done") return false;
    const where = `${story}, after change ${at}`;
    expect([where, ended]).toEqual([where, "killed"]);
    const end = await oneFurtherRun(await namespace.platform(target));
    expect([where, end]).toMatchObject([
      where,
      { stable: { ready: true }, candidate: null, candidateWeight: 0, engine: { phase: "idle" } },
    ]);
    const { metadata } = await (await namespace.admin()).require<Rollout>(ROLLOUTS, "web", signal);
    const marks = Object.keys(metadata.annotations ?? {}).filter((name) => name.includes("deploy-actions"));
    expect([where, marks]).toEqual([where, []]);
    return true;
  });
}

describePeer("Argo Rollouts, killed", "DEPLOY_ACTIONS_PEER_ARGO_ROLLOUTS", () => {
  test.each(Object.keys(STORIES))(
    "a run that %s and dies at any change is over after one further run, nothing left",
    async (story) => {
      for (let first = 1, wasReached = true; wasReached; first += TOGETHER) {
        const places = Array.from({ length: TOGETHER }, (_, index) => first + index);
        const reached = await Promise.all(places.map((at) => dieOnce(story, at)));
        wasReached = reached.every(Boolean);
      }
    },
    240_000,
  );

  test("a whole rollout makes no call that is not listed, and needs each that is", () =>
    inNamespace(KUBECONFIG, async (namespace) => {
      await withStable(namespace);
      const target = rolloutTarget(namespace.name);
      const show = (call: ApiCall): string =>
        call.api === "kubernetes" ? `${call.verb} ${call.resource}.${call.group}` : "";
      const made = new Set<string>();
      const platform = await namespace.platform(target, { onCall: (call) => void made.add(show(call)) });
      expect(await platform.preflight?.(signal)).toEqual([]);
      const bad = await platform.setWeight({ version: "bad" }, 0, await platform.observe(signal), signal);
      await platform.abort(bad, signal);
      const state = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
      await platform.promote(v2, state, signal);
      await platform.restore(v1, await platform.observe(signal), signal);
      const listed = await kubernetesCalls(target);
      const allowed = new Set([...listed, ...EXPLAINING_CALLS].map(show));
      expect([...made].filter((call) => !allowed.has(call))).toEqual([]);
      // Listing Rollouts only finds the nearest name.
      const unused = listed.map(show).filter((call) => !made.has(call) && !call.startsWith("list rollouts"));
      expect(unused).toEqual([]);
    }));
});
