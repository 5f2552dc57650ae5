import { type ApiCall, assertNever } from "@deploy-actions/kernel";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import { loadRoute, type MovingRoute } from "./create-route.ts";
import {
  DEPLOYMENTS,
  EVENTS,
  type KubernetesClient,
  PODS,
  REPLICA_SETS,
  SERVICES,
} from "./kubernetes-client.ts";
import { AUTOSCALERS, ENDPOINT_SLICES } from "./objects.ts";
import { callsOf } from "./platform-options.ts";

type KubernetesCall = Extract<ApiCall, { api: "kubernetes" }>;

/** What only explains: without it events, log lines and nearest names are missing from messages. */
export const EXPLAINING_CALLS: readonly KubernetesCall[] = [
  ...callsOf(EVENTS, "list"),
  ...callsOf({ group: "", plural: "pods/log" }, "get"),
  ...callsOf({ group: "", plural: "namespaces" }, "get", "list"),
];

/**
 * Every call the platform of a target makes but those of {@link EXPLAINING_CALLS} and of its manifests' own kinds: what the
 * pre-flight asks for and the page of least permissions lists.
 */
export async function kubernetesCalls(target: KubernetesTarget): Promise<readonly KubernetesCall[]> {
  const { workload, route } = target;
  switch (workload.kind) {
    case "rollout": {
      const { argoRolloutsCalls } = await import("./engines/argo-rollouts.ts");
      return unique(argoRolloutsCalls(target));
    }
    case "canary": {
      const { flaggerCalls } = await import("./engines/flagger.ts");
      return unique(flaggerCalls(target));
    }
    case "deployment":
      return unique([
        ...callsOf(DEPLOYMENTS, "get", "list", "create", "patch", "delete"),
        ...callsOf(REPLICA_SETS, "list"),
        ...callsOf(PODS, "list"),
        ...callsOf(AUTOSCALERS, "list"),
        ...(route.kind === "rolling" ? [] : await movingCalls(target, route)),
      ]);
    default:
      return assertNever(workload);
  }
}

async function movingCalls(target: KubernetesTarget, route: MovingRoute): Promise<readonly ApiCall[]> {
  // The list of calls is known without a cluster.
  const client = { namespace: target.namespace, describe: "" } as KubernetesClient;
  const routeFor = await loadRoute(target, route, client, async () => undefined);
  const traffic = routeFor(undefined);
  const isShare = traffic.capabilities.traffic === "replicas";
  return [
    ...traffic.calls,
    ...(isShare
      ? []
      : [
          ...callsOf(SERVICES, "get", "list", "create", "patch", "delete"),
          ...callsOf(ENDPOINT_SLICES, "list"),
        ]),
  ];
}

function unique(calls: readonly ApiCall[]): readonly KubernetesCall[] {
  const byName = new Map<string, KubernetesCall>();
  for (const call of calls) {
    if (call.api === "kubernetes") byName.set(`${call.group}/${call.resource} ${call.verb}`, call);
  }
  return [...byName.values()];
}
