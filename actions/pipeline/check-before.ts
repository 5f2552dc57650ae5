import type { Verdict } from "@deploy-actions/conditions";
import { substitute } from "@deploy-actions/deploy-config";
import { placeholdersOf } from "../common/deployment.ts";
import { lookOnce } from "../health-verify/watch.ts";
import type { Pipeline } from "./phases.ts";

/**
 * Looks once at what serves now: a system that is unhealthy before the change cannot say whether the change was good,
 * and rolling back would not heal it. A hotfix may go on: it may be the cure.
 */
export async function checkBefore({
  context,
  policy,
  openPolicy,
  target,
}: Pipeline): Promise<Verdict | undefined> {
  if (openPolicy.verify === undefined || openPolicy.verify.checks.length === 0) return undefined;
  const traffic = await target.platform.observe(context.signal);
  if (traffic.stable === null) return undefined;
  const { release } = traffic.stable;
  // Asked about the release that serves, not about the one that is to come.
  const { verify } = substitute(openPolicy, placeholdersOf(release, policy.environment));
  if (verify === undefined) return undefined;
  const { verdict } = await lookOnce(context, verify);
  if (verdict.outcome === "pass") return verdict;
  const live = release.version;
  const sentence = `${policy.environment} is not healthy before the deployment (${live}): ${verdict.sentence}`;
  if (context.inputs.kind === "hotfix") {
    context.log.warning(`${sentence}. Going on: this is a hotfix.`);
    return { ...verdict, outcome: "pass", reason: "already_unhealthy_hotfix", sentence };
  }
  return {
    ...verdict,
    reason: "already_unhealthy",
    sentence: `${sentence}; deploy a cure with kind: hotfix`,
  };
}
