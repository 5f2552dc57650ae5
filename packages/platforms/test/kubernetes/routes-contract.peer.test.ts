import type { KubernetesRoute, KubernetesTarget } from "@deploy-actions/rollout";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import type { KubernetesObject } from "../../src/kubernetes/kubernetes-client.ts";
import { describePlatform } from "../contract.ts";
import { TestNamespace } from "./support/cluster.ts";
import { deployment, service, targetOf } from "./support/objects.ts";
import { ingress, inNamespace, traefikService, virtualService } from "./support/route-objects.ts";

interface RouteCase {
  readonly route: KubernetesRoute;
  readonly object: KubernetesObject;
  readonly wishes?: Partial<KubernetesTarget>;
}

const header = { name: "x-candidate", value: "yes" };
const services = { stable: "web", candidate: "web-candidate" };
const ROUTES: Readonly<Record<string, RouteCase>> = {
  "a Deployment behind an Istio VirtualService": {
    route: { kind: "virtualservice", name: "web", rule: "app" },
    object: virtualService(),
    wishes: { header },
  },
  "a Deployment behind a TraefikService": {
    route: { kind: "traefikservice", name: "web" },
    object: traefikService(),
  },
  "a Deployment behind an Ingress of ingress-nginx": {
    route: { kind: "ingress", name: "web" },
    object: ingress(),
    wishes: { header, services },
  },
};

describePeer("Kubernetes routes", "DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG", (kubeconfig) => {
  for (const [name, { route, object, wishes }] of Object.entries(ROUTES)) {
    describePlatform(name, async () => {
      const namespace = await new TestNamespace(kubeconfig).open();
      await namespace.apply(
        service(),
        service("assets", { app: "assets" }),
        inNamespace(object, namespace.name),
        deployment(0),
      );
      const target = targetOf(namespace.name, { route, ...wishes });
      return {
        platform: await namespace.platform(target),
        other: await namespace.platform(target),
        badDetail: "ends again and again",
        close: () => namespace.close(),
      };
    });
  }
});
