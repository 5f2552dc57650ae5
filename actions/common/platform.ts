import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { assertNever } from "@deploy-actions/kernel";
import { openAccess, type RunAccess } from "./access.ts";
import { withPolicyMetrics } from "./policy-metrics.ts";
import type { OpenedTarget, OpenTargetOptions, TargetAccess } from "./target-access.ts";

/**
 * The platform of a policy, with the code of that platform alone. What the policy names as its source of metrics counts in
 * place of the platform itself.
 */
export async function openTarget(
  context: ActionContext,
  policy: EffectivePolicy,
  options: OpenTargetOptions,
): Promise<TargetAccess> {
  const access = openAccess(context, policy);
  const opened = await openPlatform(context, policy, access, options);
  return { ...withPolicyMetrics(context, policy, access, opened), access };
}

async function openPlatform(
  context: ActionContext,
  policy: EffectivePolicy,
  access: RunAccess,
  options: OpenTargetOptions,
): Promise<OpenedTarget> {
  const { target } = policy;
  switch (target.platform) {
    case "local":
      return (await import("./targets/local.ts")).openLocal(context, target, options);
    case "exec":
      return (await import("./targets/exec.ts")).openExec(context, policy, target);
    case "haproxy":
      return (await import("./targets/haproxy.ts")).openHaproxy(context, policy, target);
    case "kubernetes":
      return (await import("./targets/kubernetes.ts")).openKubernetes(context, access, target);
    case "helm":
      return (await import("./targets/kubernetes.ts")).openHelm(context, access, target);
    case "aws-ecs":
      return (await import("./targets/aws.ts")).openEcs(context, access, target);
    case "aws-lambda":
      return (await import("./targets/aws.ts")).openLambda(context, access, target);
    case "aws-s3-cloudfront":
      return (await import("./targets/aws.ts")).openStaticSite(context, access, target);
    default:
      return assertNever(target);
  }
}
