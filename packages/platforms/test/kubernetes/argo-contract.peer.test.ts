import { describePeer } from "../../../../test/peers/require-peer.ts";
import { describePlatform } from "../contract.ts";
import { TestNamespace } from "./support/cluster.ts";
import { applyRollout, NGINX, rollout, rolloutTarget, STEPS } from "./support/rollout-objects.ts";

const KUBECONFIG = process.env.DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG ?? "";

describePeer("Argo Rollouts", "DEPLOY_ACTIONS_PEER_ARGO_ROLLOUTS", () => {
  describePlatform("a Rollout of Argo Rollouts [A28]", async () => {
    const namespace = await new TestNamespace(KUBECONFIG).open();
    await applyRollout(namespace, rollout(0, { canary: { ...NGINX, steps: STEPS } }));
    const target = rolloutTarget(namespace.name);
    return {
      platform: await namespace.platform(target),
      other: await namespace.platform(target),
      badDetail: "ends again and again",
      close: () => namespace.close(),
    };
  });
});
