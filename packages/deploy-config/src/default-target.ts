import { type MapTree, textAt } from "./tree.ts";

const LOCAL = { "pass-env": [], ready: "/health", "ready-timeout": "30s", drain: "10s" };

const TARGETS: Readonly<Record<string, object>> = {
  exec: { "pass-env": [], timeout: "5m", settle: "2m", granularity: 1 },
  kubernetes: {
    access: "kubeconfig",
    mirror: "0%",
    manifests: [],
    "ready-timeout": "10m",
    settle: "1m",
    drain: "30s",
  },
  helm: { access: "kubeconfig", values: [], set: {}, "ready-timeout": "10m" },
  "aws-ecs": { environment: {}, secrets: {}, "ready-timeout": "10m", settle: "1m" },
  "aws-lambda": { "ready-timeout": "5m", settle: "1m" },
  // A change of a distribution takes minutes to reach every edge.
  "aws-s3-cloudfront": { prefix: "releases/${release}", invalidate: ["/*"], settle: "15m" },
  haproxy: { "pass-env": [], ready: "/health", timeout: "5m", "ready-timeout": "1m", drain: "30s" },
};

/** What a target of the platform of a block is when nobody says otherwise. */
export function targetDefaults(block: MapTree, environment: string): object {
  const platform = textAt(block, ["target", "platform"]) ?? "";
  // Each environment has a supervisor of its own.
  if (platform === "local")
    return { ...LOCAL, state: `.deploy-actions/${environment.replace(/[^A-Za-z0-9_-]+/g, "-")}` };
  return Object.hasOwn(TARGETS, platform) ? (TARGETS[platform] ?? {}) : {};
}
