import type {
  EcsTarget,
  KubernetesRoute,
  KubernetesTarget,
  KubernetesWorkload,
  LambdaTarget,
  StaticSiteTarget,
} from "@deploy-actions/rollout";

/** Targets of which only what decides about calls matters. */

export function ecsTarget(route: EcsTarget["route"]): EcsTarget {
  return {
    platform: "aws-ecs",
    region: undefined,
    cluster: "shop",
    services: [],
    image: undefined,
    environment: {},
    secrets: {},
    route,
    readyTimeoutMs: 0,
    settleMs: 0,
  };
}

export function lambdaTarget(code: LambdaTarget["code"]): LambdaTarget {
  return {
    platform: "aws-lambda",
    region: undefined,
    function: "shop",
    alias: "live",
    code,
    readyTimeoutMs: 0,
    settleMs: 0,
  };
}

export const SITE_TARGET: StaticSiteTarget = {
  platform: "aws-s3-cloudfront",
  region: undefined,
  bucket: "shop",
  distribution: "E2EXAMPLE51",
  origin: undefined,
  folder: "dist",
  prefix: "releases/${release}",
  invalidate: ["/*"],
  settleMs: 0,
};

export function kubernetesTarget(
  workload: KubernetesWorkload,
  route: KubernetesRoute,
  manifests: readonly string[] = [],
): KubernetesTarget {
  return {
    platform: "kubernetes",
    access: { kind: "in-cluster" },
    namespace: "shop",
    workload,
    candidateWorkload: undefined,
    container: undefined,
    image: undefined,
    route,
    services: undefined,
    header: undefined,
    mirror: 0,
    manifests,
    readyTimeoutMs: 0,
    settleMs: 0,
    drainMs: 0,
  };
}
