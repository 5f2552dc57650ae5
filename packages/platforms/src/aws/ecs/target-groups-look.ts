import type { Service } from "@aws-sdk/client-ecs";
import { formatPercent } from "@deploy-actions/kernel";
import type { EcsRoute, RunningRelease } from "@deploy-actions/rollout";
import { findCandidate } from "./candidate-service.ts";
import { type EcsLook, lookAtTarget, runningRelease, type TargetLook, trafficOf } from "./ecs-look.ts";
import type { EcsSession } from "./ecs-session.ts";
import type { GroupWeights } from "./listener-actions.ts";
import { type Balancer, findBalancer, groupHealth, observeWeights } from "./load-balancer.ts";
import { readRevision } from "./revisions.ts";
import type { ServiceLook } from "./services.ts";
import { releaseOf } from "./task-definition.ts";

export type TargetGroupsRoute = Extract<EcsRoute, { kind: "target-groups" }>;

/** The look of this route: with the load balancer and the candidate's service. */
export interface GroupsLook extends EcsLook {
  readonly balancer: Balancer;
  readonly weights: GroupWeights;
  readonly candidateService: Service | undefined;
}

/** Reads services, rule, target health and the candidate's service. */
export async function lookAtGroups(session: EcsSession, route: TargetGroupsRoute): Promise<GroupsLook> {
  const target = await lookAtTarget(session);
  const { primary } = target;
  const balancer = await findBalancer(session, route);
  const weights = await observeWeights(session, balancer);
  const candidateService = await findCandidate(session, route.candidateService);
  const stable = await stableOf(session, primary, balancer);
  const candidate = await candidateOf(session, target, balancer, route, candidateService, weights);
  const traffic = trafficOf(target, {
    stable,
    candidate,
    candidateWeight: candidate === null ? 0 : weights.candidate,
    lock: [candidateService?.serviceArn, candidateService?.taskDefinition, weights.candidate],
  });
  return { ...target, traffic, balancer, weights, candidateService };
}

async function stableOf(
  session: EcsSession,
  primary: ServiceLook,
  balancer: Balancer,
): Promise<RunningRelease | null> {
  if (primary.isBlank) return null;
  const unready = await missingCapacity(session, primary.service, balancer.groups.stable);
  const { service, revision, release } = primary;
  const running = await runningRelease(session, service, revision.arn, release, unready);
  // While its tasks are moved about, stable serves as long as enough of them are healthy.
  return unready === "" && !running.ready && running.failure === undefined
    ? { ...running, ready: true }
    : running;
}

async function candidateOf(
  session: EcsSession,
  { primary }: TargetLook,
  balancer: Balancer,
  route: TargetGroupsRoute,
  service: Service | undefined,
  weights: GroupWeights,
): Promise<RunningRelease | null> {
  if (service?.taskDefinition === undefined) {
    if (weights.candidate === 0) return null;
    const detail = `service ${route.candidateService} does not run, but its target group has ${formatPercent(weights.candidate)} of the traffic`;
    return { release: { version: "(none)" }, ready: false, detail };
  }
  const revision = await readRevision(session, service.taskDefinition);
  const unready = await missingCapacity(session, service, balancer.groups.candidate);
  return await runningRelease(session, service, revision.arn, releaseOf(revision, primary.spec), unready);
}

/** Empty when enough tasks of a service take requests: its own minimum while it is deployed. */
export async function missingCapacity(session: EcsSession, service: Service, group: string): Promise<string> {
  const { desiredCount = 0, deploymentConfiguration } = service;
  const share = Math.min(100, deploymentConfiguration?.minimumHealthyPercent ?? 100);
  const needed = Math.max(1, Math.ceil((desiredCount * share) / 100));
  const { healthy, detail } = await groupHealth(session, group);
  if (healthy >= needed) return "";
  return detail === "" ? `${healthy} of ${needed} needed targets are healthy` : detail;
}
