import type { ApiCall, Clock, Log } from "@deploy-actions/kernel";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import type { KubernetesClient } from "./kubernetes-client.ts";

/** What a platform on Kubernetes needs, whatever drives the rollout. */
export interface KubernetesPlatformOptions {
  readonly target: KubernetesTarget;
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder the target's manifests are relative to. */
  readonly workspace: string;
}

type Verb = Extract<ApiCall, { api: "kubernetes" }>["verb"];

/** One call per verb, for the lists of what an adapter calls. */
export function callsOf(
  type: { readonly group: string; readonly plural: string },
  ...verbs: readonly Verb[]
): readonly Extract<ApiCall, { api: "kubernetes" }>[] {
  return verbs.map((verb) => ({ api: "kubernetes", verb, group: type.group, resource: type.plural }));
}
