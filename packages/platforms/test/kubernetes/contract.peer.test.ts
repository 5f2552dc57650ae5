import type { KubernetesTarget } from "@deploy-actions/rollout";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { describePlatform } from "../contract.ts";
import { TestNamespace } from "./support/cluster.ts";
import { deployment, httpRoute, service, targetOf } from "./support/objects.ts";

const ROUTES: Readonly<Record<string, KubernetesTarget["route"]>> = {
  "a Deployment behind a Gateway API route": { kind: "httproute", name: "web", rule: "app" },
  "a Deployment behind the selector of a Service": { kind: "service", name: "web", preview: undefined },
  "a Deployment whose pods are the share": { kind: "replicas", service: "web" },
  "a Deployment updated in place": { kind: "rolling" },
};

describePeer("Kubernetes", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  for (const [name, route] of Object.entries(ROUTES)) {
    describePlatform(name, async () => {
      const namespace = await new TestNamespace(kubeconfig).open();
      // 0 replicas: the form of the first release.
      await namespace.apply(service(), service("assets", { app: "assets" }), httpRoute(), deployment(0));
      const target = targetOf(namespace.name, { route });
      return {
        platform: await namespace.platform(target),
        other: await namespace.platform(target),
        badDetail: "ends again and again",
        badShows: route.kind === "rolling" ? "with traffic" : "at once",
        close: () => namespace.close(),
      };
    });
  }
});
