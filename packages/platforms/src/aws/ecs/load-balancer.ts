import type { Action, TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ActionError, formatDuration, formatPercent, suggest } from "@deploy-actions/kernel";
import { pollMs } from "./await-steady.ts";
import { change, type EcsSession } from "./ecs-session.ts";
import { type Groups, type GroupWeights, readWeights, shortName, withWeight } from "./listener-actions.ts";

/** The listener or rule, and its two target groups by ARN. */
export interface Balancer {
  readonly listener: string;
  readonly groups: Groups;
}

/** Finds the two groups, given by ARN or by name. Throws `config` with the nearest names. */
export async function findBalancer(
  session: EcsSession,
  route: { readonly listener: string; readonly stable: string; readonly candidate: string },
): Promise<Balancer> {
  const isArn = (one: string): boolean => one.startsWith("arn:");
  if (isArn(route.stable) && isArn(route.candidate)) {
    return { listener: route.listener, groups: { stable: route.stable, candidate: route.candidate } };
  }
  const known = await listGroups(session);
  const find = (wanted: string): string => {
    if (isArn(wanted)) return wanted;
    const arn = known.get(wanted);
    if (arn !== undefined) return arn;
    throw new ActionError(
      "config",
      `There is no target group "${wanted}".${suggest(wanted, [...known.keys()])}`,
    );
  };
  return {
    listener: route.listener,
    groups: { stable: find(route.stable), candidate: find(route.candidate) },
  };
}

const LIST_CALLS = 20;

/** ARNs of all target groups of the region, by name. */
export async function listGroups(session: EcsSession): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let marker: string | undefined;
  for (let calls = 0; calls < LIST_CALLS; calls += 1) {
    const page = await session.call(
      "list target groups",
      "elasticloadbalancing:DescribeTargetGroups",
      (options) => session.elb.describeTargetGroups({ Marker: marker, PageSize: 400 }, options),
    );
    for (const group of page.TargetGroups ?? []) {
      found.set(group.TargetGroupName ?? "", group.TargetGroupArn ?? "");
    }
    marker = page.NextMarker;
    if (marker === undefined || marker === "") break;
  }
  return found;
}

/** Whether an ARN is that of a rule; else it is that of a listener, whose default action is meant. */
export function isRule(arn: string): boolean {
  return arn.includes(":listener-rule/");
}

/** `rule app/shop/…` or `default action of listener app/shop/…`. */
export function listenerName(arn: string): string {
  const path = arn.slice(arn.indexOf("/") + 1);
  return isRule(arn) ? `rule ${path}` : `default action of listener ${path}`;
}

/** The actions of the rule, or the default actions of the listener. */
export async function readActions(session: EcsSession, arn: string): Promise<readonly Action[]> {
  const what = `describe the ${listenerName(arn)}`;
  if (isRule(arn)) {
    const answer = await session.call(what, "elasticloadbalancing:DescribeRules", (options) =>
      session.elb.describeRules({ RuleArns: [arn] }, options),
    );
    return answer.Rules?.[0]?.Actions ?? [];
  }
  const answer = await session.call(what, "elasticloadbalancing:DescribeListeners", (options) =>
    session.elb.describeListeners({ ListenerArns: [arn] }, options),
  );
  return answer.Listeners?.[0]?.DefaultActions ?? [];
}

/** The weights as the load balancer has them. */
export async function observeWeights(session: EcsSession, balancer: Balancer): Promise<GroupWeights> {
  const actions = await readActions(session, balancer.listener);
  return readWeights(actions, balancer.groups, listenerName(balancer.listener));
}

/**
 * Gives the candidate's group a weight, both groups attached, and returns when it is seen. `before`: the weights the
 * change starts from; others are a `conflict`, and nothing is written. Both groups stay attached, also at 0.
 */
export async function writeWeight(
  session: EcsSession,
  balancer: Balancer,
  weight: number,
  before: GroupWeights,
): Promise<GroupWeights> {
  const { listener, groups } = balancer;
  const where = listenerName(listener);
  const actions = await readActions(session, listener);
  const now = readWeights(actions, groups, where);
  const isHeld = (one: GroupWeights): boolean =>
    one.candidate === weight && one.isCandidateAttached && one.isStableAttached;
  if (isHeld(now)) return now;
  if (now.candidate !== before.candidate) {
    throw new ActionError(
      "conflict",
      `The ${where} gave the candidate ${formatPercent(before.candidate)} a moment ago and gives it ${formatPercent(now.candidate)} now: somebody else changes it`,
      { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." },
    );
  }
  const wanted = withWeight(actions, groups, weight);
  const what = `give the candidate ${formatPercent(weight)} in the ${where}`;
  await change(
    session,
    () =>
      isRule(listener)
        ? session.call(what, "elasticloadbalancing:ModifyRule", (options) =>
            session.elb.modifyRule({ RuleArn: listener, Actions: wanted }, options),
          )
        : session.call(what, "elasticloadbalancing:ModifyListener", (options) =>
            session.elb.modifyListener({ ListenerArn: listener, DefaultActions: wanted }, options),
          ),
    async () => isHeld(await observeWeights(session, balancer)),
  );
  const deadline = session.clock.now() + session.target.settleMs;
  for (;;) {
    const seen = await observeWeights(session, balancer);
    if (isHeld(seen)) return seen;
    if (session.clock.now() >= deadline) {
      throw new ActionError(
        "remote",
        `Asked for ${formatPercent(weight)} in the ${where}, still seeing ${formatPercent(seen.candidate)} after ${formatDuration(session.target.settleMs)}`,
        { hint: "Something else may write this rule: infrastructure code, or the ECS service itself." },
      );
    }
    await session.clock.sleep(pollMs(session), session.signal);
  }
}

/** How many targets of a group take requests, and why the others do not. */
export interface GroupHealth {
  readonly healthy: number;
  /** In one line; empty when all are healthy. */
  readonly detail: string;
}

/** The health of a group as the load balancer sees it. A group that nothing forwards to is never healthy: said. */
export async function groupHealth(session: EcsSession, arn: string): Promise<GroupHealth> {
  const name = shortName(arn);
  const answer = await session.call(
    `describe the health of target group ${name}`,
    "elasticloadbalancing:DescribeTargetHealth",
    (options) => session.elb.describeTargetHealth({ TargetGroupArn: arn }, options),
  );
  const targets = (answer.TargetHealthDescriptions ?? []).filter(
    (one) => one.TargetHealth?.State !== "draining",
  );
  const healthy = targets.filter((one) => one.TargetHealth?.State === "healthy").length;
  if (targets.length === 0) return { healthy, detail: `target group ${name} has no targets` };
  if (healthy === targets.length) return { healthy, detail: "" };
  if (targets.some((one) => one.TargetHealth?.Reason === "Target.NotInUse")) {
    const text = `target group ${name} is not attached to a listener that is in use: its targets report unused`;
    return { healthy, detail: text };
  }
  const reasons = [...new Set(targets.filter((one) => one.TargetHealth?.State !== "healthy").map(reasonOf))];
  return {
    healthy,
    detail: `${healthy} of ${targets.length} targets of ${name} are healthy (${reasons.slice(0, 3).join("; ")})`,
  };
}

function reasonOf({ TargetHealth }: TargetHealthDescription): string {
  const { State = "unknown", Reason, Description } = TargetHealth ?? {};
  return [State, Reason, Description].filter((part) => part !== undefined && part !== "").join(", ");
}
