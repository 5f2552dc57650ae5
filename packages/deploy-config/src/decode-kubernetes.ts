import type {
  HelmTarget,
  KubernetesAccess,
  KubernetesRoute,
  KubernetesTarget,
} from "@deploy-actions/rollout";
import { present } from "./present.ts";
import type { WrittenTarget } from "./written-target.ts";

type Written = WrittenTarget<"kubernetes">;

/** The Kubernetes target of a complete block. */
export function decodeKubernetes(target: Written): KubernetesTarget {
  return {
    platform: "kubernetes",
    access: decodeAccess(present(target.access, "access")),
    namespace: present(target.namespace, "namespace"),
    workload: present(target.workload, "workload"),
    candidateWorkload: target["candidate-workload"],
    container: target.container,
    image: target.image,
    route: decodeRoute(target),
    services: target.services,
    header: target.header,
    mirror: present(target.mirror, "mirror"),
    manifests: present(target.manifests, "manifests"),
    readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
    settleMs: present(target.settle, "settle"),
    drainMs: present(target.drain, "drain"),
  };
}

/** Where an engine moves the traffic, this project's route is nobody. */
function decodeRoute({ route = { kind: "rolling" }, preview }: Written): KubernetesRoute {
  return route.kind === "service" ? { ...route, preview } : route;
}

function decodeAccess(access: NonNullable<Written["access"]>): KubernetesAccess {
  if (access === "kubeconfig") return { kind: "kubeconfig", path: undefined, context: undefined };
  if (access === "in-cluster") return { kind: "in-cluster" };
  const { eks, aks, gke, region } = access;
  if (eks !== undefined) return { kind: "eks", cluster: eks, region };
  if (aks !== undefined) return { kind: "aks", cluster: aks };
  if (gke !== undefined) return { kind: "gke", cluster: gke };
  return { kind: "kubeconfig", path: access.kubeconfig, context: access.context };
}

/** The Helm target of a complete block. */
export function decodeHelm(target: WrittenTarget<"helm">): HelmTarget {
  return {
    platform: "helm",
    access: decodeAccess(present(target.access, "access")),
    namespace: present(target.namespace, "namespace"),
    release: present(target.release, "release"),
    chart: present(target.chart, "chart"),
    chartVersion: target["chart-version"],
    values: present(target.values, "values"),
    set: present(target.set, "set"),
    readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
  };
}
