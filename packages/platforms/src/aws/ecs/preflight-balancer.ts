import { type PreflightProblem, suggest } from "@deploy-actions/kernel";
import type { EcsRoute } from "@deploy-actions/rollout";
import type { TargetLook } from "./ecs-look.ts";
import type { EcsSession } from "./ecs-session.ts";
import { readWeights, shortName } from "./listener-actions.ts";
import { findBalancer, isRule, listenerName, listGroups, readActions } from "./load-balancer.ts";
import { asProblems } from "./preflight.ts";

const LISTENER_ARN = /^arn:[^:]+:elasticloadbalancing:[^:]+:\d+:listener(-rule)?\/app\/[^/]+\/[^/]+\//;

/** What of the load balancer is missing or in the way. */
export async function balancerProblems(
  session: EcsSession,
  route: Extract<EcsRoute, { kind: "target-groups" }>,
  { primary }: TargetLook,
): Promise<readonly PreflightProblem[]> {
  const groups = await groupProblems(session, [route.stable, route.candidate]);
  if (groups.length > 0) return [...groups, ...(await listenerProblems(session, route.listener))];
  return await asProblems(async () => {
    const balancer = await findBalancer(session, route);
    const missing = await listenerProblems(session, route.listener);
    if (missing.length > 0) return missing;
    const actions = await readActions(session, balancer.listener);
    const where = listenerName(balancer.listener);
    const weights = readWeights(actions, balancer.groups, where);
    const problems: PreflightProblem[] = [];
    if (!weights.isStableAttached) {
      problems.push({
        code: "not_as_expected",
        text: `The stable target group ${shortName(balancer.groups.stable)} is not attached to the ${where}`,
        hint: "Let the rule forward to it: a group that no listener forwards to is never healthy.",
      });
    }
    const registers = (primary.service.loadBalancers ?? []).map((one) => one.targetGroupArn ?? "");
    if (!registers.includes(balancer.groups.stable)) {
      const found = registers.map(shortName).join(", ") || "none";
      problems.push({
        code: "not_as_expected",
        text: `Service ${primary.spec.name} registers its tasks in ${found}, not in the stable target group ${shortName(balancer.groups.stable)}`,
        hint: "Name in `stable` the target group of the service's load balancer.",
      });
    }
    return problems;
  });
}

async function groupProblems(
  session: EcsSession,
  wanted: readonly string[],
): Promise<readonly PreflightProblem[]> {
  return await asProblems(async () => {
    const known = await listGroups(session);
    const names = [...known.keys()];
    const arns = new Set(known.values());
    return wanted
      .filter((one) => !(known.has(one) || arns.has(one)))
      .map((one) => ({
        code: "not_found",
        text: `There is no target group "${shortName(one)}".${suggest(shortName(one), names)}`,
        hint: "Both target groups are made once, in the network of the load balancer.",
      }));
  });
}

async function listenerProblems(session: EcsSession, arn: string): Promise<readonly PreflightProblem[]> {
  if (!LISTENER_ARN.test(arn)) {
    return [
      {
        code: "not_found",
        text: `"${arn}" is not the ARN of a listener or of a listener rule of an Application Load Balancer`,
        hint: "Expected arn:aws:elasticloadbalancing:<region>:<account>:listener/app/… or …:listener-rule/app/….",
      },
    ];
  }
  const found = await asProblems(async () => {
    await readActions(session, arn);
    return [];
  });
  if (found.length === 0 || found.some((one) => one.code === "permission_missing")) return found;
  const names = await nearListeners(session, arn);
  const hint =
    names.length === 0
      ? "The load balancer in its ARN has no listener."
      : `Its listeners: ${names.join(", ")}.`;
  const what = isRule(arn) ? "listener rule" : "listener";
  return [{ code: "not_found", text: `There is no ${what} ${arn}`, hint }];
}

/** The listeners of the load balancer that is named in the ARN. */
async function nearListeners(session: EcsSession, arn: string): Promise<readonly string[]> {
  const match = /^(.*):listener(?:-rule)?\/(app\/[^/]+\/[^/]+)\//.exec(arn);
  if (match === null) return [];
  try {
    const answer = await session.call("list listeners", "elasticloadbalancing:DescribeListeners", (options) =>
      session.elb.describeListeners({ LoadBalancerArn: `${match[1]}:loadbalancer/${match[2]}` }, options),
    );
    return (answer.Listeners ?? []).map((one) => `${one.Protocol}:${one.Port} ${one.ListenerArn}`);
  } catch {
    // The load balancer is not there either: nothing near can be named.
    return [];
  }
}
