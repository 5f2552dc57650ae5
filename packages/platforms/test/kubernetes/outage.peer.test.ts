import type { Clock } from "@deploy-actions/kernel";
import type { TrafficState } from "@deploy-actions/rollout";
import { expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import type { Platform } from "../../src/platform.ts";
import { rejection } from "../contract.ts";
import { clock } from "../support/ports.ts";
import { hasty, inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { leftoversIn } from "./support/leftovers.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";
import { Outage } from "./support/outage.ts";

const v2 = { version: "v2" };
const GONE_MS = 700;

async function withWeb(namespace: TestNamespace): Promise<void> {
  await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute());
  await namespace.apply(deployment(2, "registry.test/shop:v1"));
}

/** Changes of the whole story, in order: candidate, its Service, weight, then those of the end. */
const STORIES: Readonly<Record<string, (platform: Platform) => Promise<TrafficState>>> = {
  promoted: async (platform) => {
    const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
    return platform.promote(v2, state, signal);
  },
  aborted: async (platform) => {
    const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
    return platform.abort(state, signal);
  },
};

describePeer("A Kubernetes API server", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  const goneAfter = (story: string, at: number): Promise<TrafficState | undefined> =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      let back: Promise<void> | undefined;
      const outage = new Outage(at, () => {
        back = clock.sleep(GONE_MS, signal).then(() => outage.comeBack());
      });
      try {
        const platform = await namespace.platform(targetOf(namespace.name), { transport: outage.transport });
        const end = await STORIES[story]?.(platform);
        expect([at, back === undefined]).toEqual([at, false]);
        expect([at, await leftoversIn(namespace)]).toEqual([at, []]);
        return end;
      } finally {
        await back;
        await outage.close();
      }
    });

  test.each([
    ["promoted", "v2", 9],
    ["aborted", "v1", 6],
  ])(
    "that is gone for a while after any change is waited for, and the rollout is %s as if nothing had been",
    async (story, stable, changes) => {
      const places = Array.from({ length: changes }, (_, index) => index + 1);
      const ends = await Promise.all(places.map((at) => goneAfter(story, at)));
      for (const end of ends) {
        expect(end).toMatchObject({
          stable: { release: { version: stable }, ready: true },
          candidate: null,
          candidateWeight: 0,
        });
      }
    },
    240_000,
  );

  test("that does not come back is given up with the traffic as it was last seen, and the next run goes on", () =>
    inNamespace(kubeconfig, async (namespace) => {
      await withWeb(namespace);
      let aheadMs = 0;
      // The candidate, its Service and its weight; then the candidate's second pod, and nothing more.
      const outage = new Outage(4);
      const impatient: Clock = {
        now: () => clock.now() + aheadMs,
        sleep: (ms, until) => {
          if (!outage.isGone) return hasty.sleep(ms, until);
          aheadMs += ms;
          return clock.sleep(1, until);
        },
      };
      try {
        const platform = await namespace.platform(targetOf(namespace.name), {
          transport: outage.transport,
          clock: impatient,
        });
        const at25 = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
        const error = await rejection(platform.setWeight(v2, 100, at25, signal), "remote");
        expect(aheadMs).toBeGreaterThan(60_000);
        expect(error.message).toMatch(/nothing accepts connections .* after \d+ attempts in 1m/);
        expect(error.message).toContain(
          "The traffic was last seen as stable v1, candidate v2 at 25 %; whether this call changed it is not known.",
        );
        expect(error.hint).toContain("run again");
      } finally {
        await outage.close();
      }
      const next = await namespace.platform(targetOf(namespace.name));
      const now = await next.observe(signal);
      expect(now).toMatchObject({ stable: { ready: true }, candidate: { release: v2 }, candidateWeight: 25 });
      expect(await next.abort(now, signal)).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: null,
      });
      expect(await leftoversIn(namespace)).toEqual([]);
    }));
});
