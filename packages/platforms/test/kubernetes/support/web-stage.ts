import type { KubernetesRoute, KubernetesTarget, Release } from "@deploy-actions/rollout";
import type { KubernetesTransport } from "../../../src/kubernetes/client/transport.ts";
import type { Platform } from "../../../src/platform.ts";
import { clock } from "../../support/ports.ts";
import { signal, TestNamespace } from "./cluster.ts";
import { deployment, httpRoute, service, targetOf } from "./objects.ts";
import { ingress, inNamespace, traefikService, virtualService } from "./route-objects.ts";

/** How the requests reach the Deployment `web`, and what else the target says. */
export interface WebTarget extends Partial<KubernetesTarget> {
  readonly route: KubernetesRoute;
}

/**
 * A Deployment `web` with two pods of a release, behind a route of each kind: as every rollout leaves nothing behind, one is made
 * after another, by whatever route.
 */
export class WebStage {
  readonly namespace: TestNamespace;
  #releases = 1;

  private constructor(namespace: TestNamespace) {
    this.namespace = namespace;
  }

  static async open(kubeconfig: string): Promise<WebStage> {
    const namespace = await new TestNamespace(kubeconfig).open();
    const stage = new WebStage(namespace);
    await namespace.apply(service(), service("assets", { app: "assets" }));
    for (const route of [httpRoute(), virtualService(), traefikService(), ingress()]) {
      await namespace.apply(inNamespace(route, namespace.name));
    }
    await namespace.apply(deployment(2, "registry.test/shop:v1"));
    const platform = await stage.platform({ route: { kind: "rolling" } });
    while ((await platform.observe(signal)).stable?.ready !== true) await clock.sleep(20, signal);
    return stage;
  }

  /** One that was never here. */
  newRelease(): Release {
    this.#releases += 1;
    return { version: `v${this.#releases}` };
  }

  platform(
    target: WebTarget,
    wrap: (next: KubernetesTransport) => KubernetesTransport = (next) => next,
  ): Promise<Platform> {
    return this.namespace.platform(targetOf(this.namespace.name, target), {
      transport: (_connection, next) => wrap(next),
    });
  }

  close(): Promise<void> {
    return this.namespace.close();
  }
}
