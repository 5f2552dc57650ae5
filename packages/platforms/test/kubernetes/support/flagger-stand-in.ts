import { isComplete } from "../../../src/kubernetes/deployment/deployment-status.ts";
import {
  CANARIES,
  type Canary,
  type CanaryPhase,
  type CanaryStatus,
} from "../../../src/kubernetes/engines/flagger/canary-object.ts";
import { fingerprint } from "../../../src/kubernetes/fingerprint.ts";
import { DEPLOYMENTS, type KubernetesClient } from "../../../src/kubernetes/kubernetes-client.ts";
import type { Deployment } from "../../../src/kubernetes/objects.ts";
import { clock, http } from "../../support/ports.ts";
import { signal, type TestNamespace } from "./cluster.ts";

const TICK_MS = 250;
const MESSAGES: Readonly<Partial<Record<CanaryPhase, string>>> = {
  Initialized: "Deployment initialization completed.",
  Waiting: "Waiting for approval.",
  WaitingPromotion: "Waiting for approval.",
  Progressing: "New revision detected, progressing canary analysis.",
  Promoting: "Canary analysis completed, starting primary rolling update.",
  Finalising: "Canary analysis completed, routing all traffic to primary.",
  Succeeded: "Canary analysis completed successfully, promotion finished.",
  Failed: "Canary analysis failed, Deployment scaled to zero.",
};

interface StandInCanary extends Canary {
  readonly status?: CanaryStatus & { readonly lastPromotedSpec?: string };
  readonly spec: Canary["spec"] & {
    readonly analysis?: { readonly webhooks?: readonly { type?: string; name: string; url: string }[] };
  };
}

/**
 * Stands in for Flagger 1.36 on its real custom resource: the order of `advanceCanary` in its pkg/controller/scheduler.go, and what
 * pkg/canary writes into status and Deployments. It has no routes and no metrics, asks the webhooks, and looks every quarter of
 * a second where Flagger takes ten at the least.
 */
export class FlaggerStandIn {
  readonly #namespace: TestNamespace;
  #isOn = true;
  #loop: Promise<void> = Promise.resolve();

  constructor(namespace: TestNamespace) {
    this.#namespace = namespace;
  }

  start(): void {
    this.#loop = (async () => {
      while (this.#isOn) {
        // As Flagger, it has another look when one has failed (an object changed meanwhile).
        await this.#look().catch(() => undefined);
        await clock.sleep(TICK_MS, signal);
      }
    })();
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#loop;
  }

  async #look(): Promise<void> {
    const client = await this.#namespace.admin();
    const canaries = await client.list<StandInCanary>(CANARIES, {}, signal);
    for (const canary of canaries) if (canary.spec.suspend !== true) await this.#advance(client, canary);
  }

  async #advance(client: KubernetesClient, canary: StandInCanary): Promise<void> {
    const { name } = canary.spec.targetRef;
    const target = await client.require<Deployment>(DEPLOYMENTS, name, signal);
    const primary = await client.read<Deployment>(DEPLOYMENTS, `${name}-primary`, signal);
    const { phase = "", lastAppliedSpec, lastPromotedSpec } = canary.status ?? {};
    const hash = fingerprint(target.spec.template);
    if (primary === undefined) return this.#makePrimary(client, canary, target);
    if (phase === "" || phase === "Initializing") {
      if (!isComplete(primary)) return;
      await this.#scale(client, name, 0);
      return this.#sync(canary, "Initialized", { lastAppliedSpec: hash, lastPromotedSpec: hash });
    }
    const hasChanged = lastPromotedSpec !== hash && lastAppliedSpec !== hash;
    if (phase === "Failed") await this.#sync(canary, "Failed", { lastAppliedSpec: hash });
    if (["Initialized", "Succeeded", "Failed", "Waiting"].includes(phase)) {
      if (phase !== "Waiting" && !hasChanged) return;
      if (phase === "Failed" && lastAppliedSpec === hash) return;
      if (!(await this.#passes(canary, "confirm-rollout"))) return this.#setPhase(canary, "Waiting");
      await this.#scale(client, name, primary.spec.replicas ?? 1);
      return this.#sync(canary, "Progressing", { lastAppliedSpec: hash });
    }
    if (!isComplete(primary)) return;
    if ((phase === "Progressing" || phase === "WaitingPromotion") && hasChanged) {
      return this.#sync(canary, "Progressing", { lastAppliedSpec: hash });
    }
    if (!isComplete(target)) return;
    if (canary.spec.skipAnalysis === true) {
      await this.#promote(client, target, primary);
      await this.#scale(client, name, 0);
      return this.#setPhase(canary, "Succeeded");
    }
    if (phase === "Promoting") return this.#setPhase(canary, "Finalising");
    if (phase === "Finalising") {
      await this.#scale(client, name, 0);
      return this.#setPhase(canary, "Succeeded");
    }
    await this.#analyse(client, canary, target, primary, hash);
  }

  async #analyse(
    client: KubernetesClient,
    canary: StandInCanary,
    target: Deployment,
    primary: Deployment,
    hash: string,
  ): Promise<void> {
    const { phase, failedChecks = 0, canaryWeight = 0 } = canary.status ?? {};
    const { threshold = 1, stepWeights = [] } = canary.spec.analysis ?? {};
    if (failedChecks >= threshold) {
      await this.#scale(client, target.metadata.name, 0);
      return this.#sync(canary, "Failed", { lastAppliedSpec: hash });
    }
    // Flagger forgets the weight in its status while it waits, and reads it from the route.
    const weight = phase === "WaitingPromotion" ? (stepWeights.at(-1) ?? 100) : canaryWeight;
    if (weight > 0 && !(await this.#passes(canary, "rollout"))) {
      await this.#warn(canary, `Halt ${target.metadata.name} advancement external check failed`);
      return this.#write(canary, { failedChecks: failedChecks + 1 });
    }
    const next = stepWeights[stepWeights.indexOf(weight) + 1];
    if (weight < (stepWeights.at(-1) ?? 100) && next !== undefined) {
      if (!(await this.#passes(canary, "confirm-traffic-increase"))) return;
      return this.#write(canary, { canaryWeight: next });
    }
    if (!(await this.#passes(canary, "confirm-promotion"))) return this.#setPhase(canary, "WaitingPromotion");
    await this.#promote(client, target, primary);
    await this.#setPhase(canary, "Promoting");
  }

  async #makePrimary(client: KubernetesClient, canary: Canary, target: Deployment): Promise<void> {
    const name = `${target.metadata.name}-primary`;
    const labels = { ...target.spec.template.metadata?.labels, app: name };
    const primary: Deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: {
        name,
        labels: { app: name },
        ownerReferences: [
          {
            apiVersion: canary.apiVersion,
            kind: canary.kind,
            name: canary.metadata.name,
            uid: canary.metadata.uid ?? "",
            controller: true,
          },
        ],
      },
      spec: {
        replicas: Math.max(1, target.spec.replicas ?? 1),
        selector: { matchLabels: { app: name } },
        template: { ...target.spec.template, metadata: { ...target.spec.template.metadata, labels } },
      },
    };
    await client.create(DEPLOYMENTS, primary, signal);
    await this.#setPhase(canary, "Initializing");
  }

  async #promote(client: KubernetesClient, target: Deployment, primary: Deployment): Promise<void> {
    const { name } = primary.metadata;
    const { metadata, spec } = target.spec.template;
    const template = {
      metadata: {
        labels: { ...metadata?.labels, app: name },
        annotations: { ...metadata?.annotations, "flagger-id": fingerprint(String(clock.now())) },
      },
      spec,
    };
    const operations = [{ op: "replace", path: "/spec/template", value: template } as const];
    await client.patch(DEPLOYMENTS, name, { type: "json", operations }, signal);
  }

  async #scale(client: KubernetesClient, name: string, replicas: number): Promise<void> {
    await client.patch(DEPLOYMENTS, name, { type: "merge", body: { spec: { replicas } } }, signal);
  }

  /** Whether all webhooks of a type say yes. */
  async #passes(canary: StandInCanary, type: string): Promise<boolean> {
    for (const hook of canary.spec.analysis?.webhooks ?? []) {
      if (hook.type !== type) continue;
      const answer = await http.send({ method: "POST", url: hook.url, signal });
      if (answer.status > 202) return false;
    }
    return true;
  }

  /** `SyncStatus`: everything starts again. */
  #sync(canary: Canary, phase: CanaryPhase, hashes: object): Promise<void> {
    return this.#write(canary, {
      ...conditionsOf(phase),
      canaryWeight: 0,
      failedChecks: 0,
      iterations: 0,
      ...hashes,
    });
  }

  /** `SetStatusPhase`: the weight in the status is lost, and a promoted template is remembered. */
  #setPhase(canary: Canary, phase: CanaryPhase): Promise<void> {
    const { lastAppliedSpec } = canary.status ?? {};
    return this.#write(canary, {
      ...conditionsOf(phase),
      ...(phase === "Waiting" ? {} : { canaryWeight: 0, iterations: 0 }),
      ...(phase === "Succeeded" ? { lastPromotedSpec: lastAppliedSpec } : {}),
    });
  }

  async #write(canary: Canary, status: object): Promise<void> {
    const { name, resourceVersion } = canary.metadata;
    const path = `/apis/flagger.app/v1beta1/namespaces/${this.#namespace.name}/canaries/${name}/status`;
    const now = (await this.#namespace.raw("GET", path)) as Canary;
    // Somebody may have changed more than the status meanwhile; that is no conflict to Flagger either.
    if (now.metadata.uid !== canary.metadata.uid || resourceVersion === undefined) return;
    await this.#namespace.raw("PATCH", path, { status });
  }

  async #warn(canary: Canary, message: string): Promise<void> {
    const { name, uid } = canary.metadata;
    const namespace = this.#namespace.name;
    const now = new Date().toISOString();
    await this.#namespace.raw("POST", `/api/v1/namespaces/${namespace}/events`, {
      metadata: { generateName: `${name}.`, namespace },
      involvedObject: { apiVersion: canary.apiVersion, kind: "Canary", name, namespace, uid },
      type: "Warning",
      reason: "Synced",
      message,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component: "flagger" },
    });
  }
}

function conditionsOf(phase: CanaryPhase): object {
  const now = new Date().toISOString();
  const status =
    phase === "Failed" ? "False" : phase === "Succeeded" || phase === "Initialized" ? "True" : "Unknown";
  const times = { lastUpdateTime: now, lastTransitionTime: now };
  const condition = { type: "Promoted", status, reason: phase, message: MESSAGES[phase] ?? "", ...times };
  return { phase, conditions: [condition] };
}
