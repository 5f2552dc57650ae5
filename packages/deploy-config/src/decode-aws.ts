import type {
  EcsRoute,
  EcsService,
  EcsTarget,
  LambdaTarget,
  StaticSiteTarget,
} from "@deploy-actions/rollout";
import { present } from "./present.ts";
import type { WrittenTarget } from "./written-target.ts";

type WrittenEcs = WrittenTarget<"aws-ecs">;

/** The ECS target of a complete block. */
export function decodeEcs(target: WrittenEcs): EcsTarget {
  return {
    platform: "aws-ecs",
    region: target.region,
    cluster: present(target.cluster, "cluster"),
    services: present(target.services, "services").map(decodeService),
    image: target.image,
    environment: present(target.environment, "environment"),
    secrets: present(target.secrets, "secrets"),
    route: decodeRoute(present(target.route, "route")),
    readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
    settleMs: present(target.settle, "settle"),
  };
}

function decodeService(service: NonNullable<WrittenEcs["services"]>[number]): EcsService {
  const { name, container, image, wave, singleton } =
    typeof service === "string" ? { name: service } : service;
  return { name, container, image, wave: wave ?? 1, singleton: singleton ?? false };
}

function decodeRoute(route: NonNullable<WrittenEcs["route"]>): EcsRoute {
  if (route === "rolling") return { kind: "rolling" };
  if ("native" in route) return { kind: "native", strategy: route.native, stepPercent: route.step };
  const groups = route["target-groups"];
  return {
    kind: "target-groups",
    listener: present(groups.listener, "listener"),
    stable: present(groups.stable, "stable"),
    candidate: present(groups.candidate, "candidate"),
    candidateService: present(groups["candidate-service"], "candidate-service"),
  };
}

/** The Lambda target of a complete block. */
export function decodeLambda(target: WrittenTarget<"aws-lambda">): LambdaTarget {
  return {
    platform: "aws-lambda",
    region: target.region,
    function: present(target.function, "function"),
    alias: present(target.alias, "alias"),
    code: present(target.code, "code"),
    readyTimeoutMs: present(target["ready-timeout"], "ready-timeout"),
    settleMs: present(target.settle, "settle"),
  };
}

/** The static site of a complete block. */
export function decodeStaticSite(target: WrittenTarget<"aws-s3-cloudfront">): StaticSiteTarget {
  return {
    platform: "aws-s3-cloudfront",
    region: target.region,
    bucket: present(target.bucket, "bucket"),
    distribution: present(target.distribution, "distribution"),
    origin: target.origin,
    folder: present(target.folder, "folder"),
    prefix: present(target.prefix, "prefix"),
    invalidate: present(target.invalidate, "invalidate"),
    settleMs: present(target.settle, "settle"),
  };
}
