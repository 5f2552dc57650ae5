import type { HelmTarget } from "@deploy-actions/rollout";

export function helmTarget(changes: Partial<HelmTarget> = {}): HelmTarget {
  return {
    platform: "helm",
    access: { kind: "kubeconfig", path: undefined, context: undefined },
    namespace: "shop",
    release: "shop",
    chart: "charts/shop",
    chartVersion: undefined,
    values: [],
    set: { tag: "${release}" },
    readyTimeoutMs: 60_000,
    ...changes,
  };
}
