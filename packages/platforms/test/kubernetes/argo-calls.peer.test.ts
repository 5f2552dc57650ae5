import type { ApiCall } from "@deploy-actions/kernel";
import { expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { EXPLAINING_CALLS, kubernetesCalls } from "../../src/kubernetes/kubernetes-calls.ts";
import { inNamespace, signal, type TestNamespace } from "./support/cluster.ts";
import { applyRollout, NGINX, rollout, rolloutTarget, STEPS } from "./support/rollout-objects.ts";

const KUBECONFIG = process.env.DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG ?? "";
const v1 = { version: "v1" };
const v2 = { version: "v2" };

async function withStable(namespace: TestNamespace): Promise<void> {
  const { nginx } = NGINX.trafficRouting;
  // Nobody waits for pods that keep serving nobody.
  const canary = { ...NGINX, trafficRouting: { nginx }, steps: STEPS, abortScaleDownDelaySeconds: 1 };
  await applyRollout(namespace, rollout(0, { canary }));
  const platform = await namespace.platform(rolloutTarget(namespace.name));
  const started = await platform.setWeight(v1, 0, await platform.observe(signal), signal);
  await platform.promote(v1, started, signal);
}

describePeer("The calls of Argo Rollouts", "DEPLOY_ACTIONS_PEER_ARGO_ROLLOUTS", () => {
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
