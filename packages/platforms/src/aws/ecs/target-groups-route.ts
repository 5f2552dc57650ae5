import type { Service } from "@aws-sdk/client-ecs";
import { ActionError, formatDuration, formatPercent, type PreflightProblem } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { awaitSteady, pollMs } from "./await-steady.ts";
import { ensureTasks, findCandidate, removeCandidate, startCandidate } from "./candidate-service.ts";
import { lookAtTarget, runningRelease } from "./ecs-look.ts";
import type { EcsRouteDriver } from "./ecs-route.ts";
import type { EcsSession } from "./ecs-session.ts";
import type { GroupWeights } from "./listener-actions.ts";
import { type Balancer, groupHealth, observeWeights, writeWeight } from "./load-balancer.ts";
import { balancerProblems } from "./preflight-balancer.ts";
import { ensureRevision, readRevision } from "./revisions.ts";
import type { ServiceLook } from "./services.ts";
import {
  type GroupsLook,
  lookAtGroups,
  missingCapacity,
  type TargetGroupsRoute,
} from "./target-groups-look.ts";
import {
  forgetRollout,
  previousOf,
  restoreServices,
  revertServices,
  rollServices,
  type WaveOptions,
  wasBlank,
} from "./waves.ts";

/** Two services behind two target groups of one listener or rule, which get weights. */
export function createTargetGroupsRoute(route: TargetGroupsRoute): EcsRouteDriver {
  const look = (session: EcsSession): Promise<GroupsLook> => lookAtGroups(session, route);
  const name = route.candidateService;
  return {
    capabilities: {
      traffic: "weights",
      granularity: 0.1,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: false,
      keepsStableWarm: true,
    },
    look,
    setWeight: async (session, _before, candidate, weight) => {
      const now = await look(session);
      const isOther =
        now.traffic.candidate !== null && now.traffic.candidate.release.version !== candidate.version;
      if (isOther || weight < now.weights.candidate) {
        // Another candidate takes over without traffic, whatever the one before had.
        await giveStable(session, now, isOther ? 0 : weight);
      }
      const weights = await start(session, await look(session), candidate, name);
      if (weight > 0 && weight !== weights.candidate)
        await giveCandidate(session, now, candidate, name, weight);
    },
    promote: async (session, _before, candidate) => {
      const now = await look(session);
      const { balancer } = now;
      if (now.weights.candidate < 100) await giveCandidate(session, now, candidate, name, 100);
      const firstTasks = wasBlank(now.primary) ? tasksOf(now.candidateService) : undefined;
      await rollServices(session, now, candidate, {
        ...healthyIn(now.primary, session, balancer),
        ...(firstTasks === undefined ? {} : { firstTasks }),
      });
      await giveStable(session, await look(session), 0);
      await forgetRollout(session, now);
      await removeCandidate(session, name);
    },
    abort: async (session) => {
      const now = await look(session);
      const options = healthyIn(now.primary, session, now.balancer);
      // A promotion that was begun had changed stable: it has to be what it was before it gets traffic again.
      await revertServices(session, { ...now, services: [now.primary] }, options);
      await giveStable(session, await look(session), 0);
      await revertServices(session, now, options);
      await forgetRollout(session, now);
      await removeCandidate(session, name);
    },
    restore: async (session, _before, release) => {
      const now = await look(session);
      if (now.traffic.stable?.ready === true) await giveStable(session, now, 0);
      await restoreServices(session, now.services, release, healthyIn(now.primary, session, now.balancer));
      await giveStable(session, await look(session), 0);
      await forgetRollout(session, now);
      await removeCandidate(session, name);
    },
    preflight: async (session, target): Promise<readonly PreflightProblem[]> =>
      await balancerProblems(session, route, target),
  };
}

/** The candidate runs at the weight it has; returns the weights. Not being ready is no error here. */
async function start(
  session: EcsSession,
  now: GroupsLook,
  candidate: Release,
  name: string,
): Promise<GroupWeights> {
  const { primary, balancer } = now;
  const base = previousOf(primary);
  const revision = await ensureRevision(
    session,
    primary.spec,
    base === undefined ? primary.revision : await readRevision(session, base),
    candidate,
  );
  // A group that no listener forwards to is not health-checked, and ECS refuses a service for it.
  const weights = now.weights.isCandidateAttached
    ? now.weights
    : await writeWeight(session, balancer, now.weights.candidate, now.weights);
  const place = {
    name,
    stable: primary.service,
    stableGroup: balancer.groups.stable,
    group: balancer.groups.candidate,
    tasks: Math.max(1, primary.service.desiredCount ?? 0),
  };
  const hasFailed = now.traffic.candidate?.failure !== undefined;
  await startCandidate(session, place, revision, { isAgain: hasFailed && weights.candidate === 0 });
  const wait = await awaitSteady(session, name, revision, (service) =>
    notHealthy(session, service, balancer),
  );
  if (!wait.isSteady)
    session.log.info(`${candidate.version} is not ready: ${wait.failure?.text ?? wait.detail}`);
  return weights;
}

async function notHealthy(
  session: EcsSession,
  service: Service,
  balancer: Balancer,
): Promise<string | undefined> {
  const missing = await missingCapacity(session, service, balancer.groups.candidate);
  return missing === "" ? undefined : missing;
}

/** Traffic for the candidate, which has to be ready. */
async function giveCandidate(
  session: EcsSession,
  before: GroupsLook,
  candidate: Release,
  name: string,
  weight: number,
): Promise<void> {
  const { balancer } = before;
  const service = await findCandidate(session, name);
  const missing = service === undefined ? "it does not run" : await notHealthy(session, service, balancer);
  if (missing !== undefined || service?.taskDefinition === undefined) {
    const revision = service?.taskDefinition ?? "";
    const running =
      service === undefined
        ? undefined
        : await runningRelease(session, service, revision, candidate, missing ?? "");
    const why = running?.detail ?? missing;
    throw new ActionError(
      "conflict",
      `${candidate.version} cannot get ${formatPercent(weight)} of the traffic: ${why}`,
    );
  }
  const weights = await observeWeights(session, balancer);
  await writeWeight(session, balancer, weight, weights);
}

/** Traffic back to stable, when stable has the tasks for it. `weight`: what the candidate keeps. */
async function giveStable(session: EcsSession, now: GroupsLook, weight: number): Promise<void> {
  const { weights, balancer, primary } = now;
  if (weights.candidate === weight && weights.isStableAttached) return;
  if (primary.isBlank) {
    // A first deploy has nothing to go back to.
    await writeWeight(session, balancer, weight, weights);
    return;
  }
  await ensureTasks(session, primary.spec.name, tasksOf(now.candidateService));
  const { clock, target, signal } = session;
  const deadline = clock.now() + target.readyTimeoutMs;
  for (;;) {
    const [service, look] = [primary.spec.name, await lookAtTarget(session)];
    const missing = await missingCapacity(session, look.primary.service, balancer.groups.stable);
    if (missing === "") break;
    const [stable, candidate] = [
      await groupHealth(session, balancer.groups.stable),
      await groupHealth(session, balancer.groups.candidate),
    ];
    // Few tasks are better than none at all.
    if (candidate.healthy === 0 && stable.healthy > 0) break;
    if (clock.now() >= deadline) {
      throw new ActionError(
        "remote",
        `Traffic stays where it is: ${service} cannot take it back after ${formatDuration(target.readyTimeoutMs)}: ${missing}`,
        { hint: "Bring stable's tasks back, then run again." },
      );
    }
    await clock.sleep(pollMs(session), signal);
  }
  await writeWeight(session, balancer, weight, weights);
}

function healthyIn(primary: ServiceLook, session: EcsSession, balancer: Balancer): WaveOptions {
  return {
    isReady: async (look, service) => {
      if (look.spec.name !== primary.spec.name) return undefined;
      const missing = await missingCapacity(session, service, balancer.groups.stable);
      return missing === "" ? undefined : missing;
    },
  };
}

function tasksOf(service: Service | undefined): number {
  return Math.max(1, service?.desiredCount ?? 1);
}
