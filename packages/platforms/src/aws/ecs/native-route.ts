import { ActionError, formatPercent, type PreflightProblem } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import type { TargetLook } from "./ecs-look.ts";
import type { EcsRouteDriver } from "./ecs-route.ts";
import type { EcsSession } from "./ecs-session.ts";
import { newestDeployment } from "./native-deployment.ts";
import { driveBack, driveTo } from "./native-drive.ts";
import { lookAtNative, type NativeLook } from "./native-look.ts";
import {
  heldConfiguration,
  type NativeRoute,
  stopProblems,
  straightConfiguration,
} from "./native-strategy.ts";
import { CANDIDATE_TAG } from "./release-tags.ts";
import { ensureRevision } from "./revisions.ts";
import { writeTags } from "./service-tags.ts";
import { describeService, type ServiceLook } from "./services.ts";
import { updateService } from "./update-service.ts";
import {
  forgetRollout,
  notePrevious,
  previousOf,
  restoreServices,
  revertServices,
  rollServices,
  type WaveOptions,
  wasBlank,
} from "./waves.ts";

/**
 * ECS moves the traffic by its own strategy and stops at a PAUSE hook before every shift; a weight is reached by letting it
 * go on. Nobody has to wait while it is stopped: without an answer it takes the candidate back by itself.
 */
export function createNativeRoute(route: NativeRoute): EcsRouteDriver {
  return {
    capabilities: {
      traffic: "weights",
      granularity: 0.1,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: true,
      keepsStableWarm: true,
    },
    look: lookAtNative,
    setWeight: async (session, _before, candidate, weight) => {
      const [problem] = stopProblems(route, [weight]);
      if (problem !== undefined) throw new ActionError("conflict", problem);
      await setWeight(session, route, await lookAtNative(session), candidate, weight);
    },
    promote: async (session, _before, candidate) => {
      const now = await lookAtNative(session);
      await rollServices(session, now, candidate, ownService(session, now.primary, "held"));
      await forgetRollout(session, now);
    },
    abort: async (session) => {
      const now = await lookAtNative(session);
      await driveBack(session, now.primary.spec.name);
      const after = await lookAtNative(session);
      await revertServices(session, after, ownService(session, after.primary, "straight"));
      await forgetRollout(session, after);
    },
    restore: async (session, _before, release) => {
      const now = await lookAtNative(session);
      await driveBack(session, now.primary.spec.name);
      const after = await lookAtNative(session);
      await restoreServices(session, after.services, release, ownService(session, after.primary, "straight"));
      await forgetRollout(session, after);
    },
    preflight: async (_session, target) => nativeProblems(target),
    planProblems: (weights) => stopProblems(route, weights),
  };
}

async function setWeight(
  session: EcsSession,
  route: NativeRoute,
  now: NativeLook,
  candidate: Release,
  weight: number,
): Promise<void> {
  const { primary, traffic } = now;
  const { name } = primary.spec;
  const isRunning =
    now.deployment?.state === "forward" && traffic.candidate?.release.version === candidate.version;
  if (isRunning && traffic.candidateWeight > weight) {
    throw new ActionError(
      "conflict",
      `ECS does not go back from ${formatPercent(traffic.candidateWeight)} to ${formatPercent(weight)}: it can only take ${candidate.version} back altogether`,
      { hint: "Abort the rollout, and begin again." },
    );
  }
  if (!isRunning) await driveBack(session, name);
  const revision = isRunning
    ? (now.deployment?.target ?? "")
    : await begin(session, route, await lookAtNative(session), candidate);
  const drive = await driveTo(session, name, revision, weight);
  if (drive.kind === "there") return;
  if (weight > 0) {
    const failed = drive.failure?.reason === "rolled_back" ? "remote" : "conflict";
    throw new ActionError(
      failed,
      `${candidate.version} cannot get ${formatPercent(weight)} of the traffic: ${drive.text}`,
    );
  }
  session.log.info(`${candidate.version} is not ready: ${drive.text}`);
}

/** Starts ECS's rollout; the note of what runs now and of what is brought comes first. Returns the revision's ARN. */
async function begin(
  session: EcsSession,
  route: NativeRoute,
  now: NativeLook,
  candidate: Release,
): Promise<string> {
  const { primary } = now;
  const { name } = primary.spec;
  const revision = await ensureRevision(session, primary.spec, primary.revision, candidate);
  if (previousOf(primary) !== primary.revision.arn) await notePrevious(session, primary);
  await writeTags(session, primary.arn, { [CANDIDATE_TAG]: revision });
  const service = await describeService(session, name);
  await updateService(
    session,
    {
      service: name,
      taskDefinition: revision,
      deploymentConfiguration: heldConfiguration(route, service.deploymentConfiguration),
      ...(wasBlank(primary) ? { desiredCount: 1 } : {}),
    },
    revision,
  );
  return revision;
}

/** The service with the traffic is rolled by ECS: to the end of what is held, or straight to an earlier revision. */
function ownService(session: EcsSession, primary: ServiceLook, how: "held" | "straight"): WaveOptions {
  return {
    rollOwn: async (look, revision) => {
      const { name } = look.spec;
      if (name !== primary.spec.name) return false;
      const newest = await newestDeployment(session, name);
      const isThere = newest?.state !== "forward" && look.revision.arn === revision;
      if (isThere) return true;
      if (how === "straight") {
        const service = await describeService(session, name);
        const deploymentConfiguration = straightConfiguration(service.deploymentConfiguration);
        const tasks = wasBlank(look) ? { desiredCount: 0 } : {};
        const request = { service: name, taskDefinition: revision, deploymentConfiguration, ...tasks };
        await updateService(session, request, revision);
      }
      const drive = await driveTo(session, name, revision, "end");
      if (drive.kind === "not-there") throw new ActionError("remote", drive.text);
      return true;
    },
  };
}

function nativeProblems({ primary }: TargetLook): readonly PreflightProblem[] {
  const { name } = primary.spec;
  const advanced = primary.service.loadBalancers?.some(
    (one) => one.advancedConfiguration?.alternateTargetGroupArn !== undefined,
  );
  if (advanced === true) return [];
  return [
    {
      code: "not_found",
      text: `Service ${name} has no load balancer with an alternate target group, so ECS cannot shift its traffic`,
      hint: "Give its load balancer an advancedConfiguration: alternateTargetGroupArn, productionListenerRule and roleArn.",
    },
  ];
}
