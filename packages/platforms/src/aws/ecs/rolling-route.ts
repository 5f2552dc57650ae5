import { ActionError } from "@deploy-actions/kernel";
import type { Release, RunningRelease } from "@deploy-actions/rollout";
import { ReleaseFailed } from "./await-steady.ts";
import { type EcsLook, lookAtTarget, runningRelease, type TargetLook, trafficOf } from "./ecs-look.ts";
import type { EcsRouteDriver } from "./ecs-route.ts";
import type { EcsSession } from "./ecs-session.ts";
import { CANDIDATE_TAG, FAILED_TAG, tagValue } from "./release-tags.ts";
import { ensureRevision, nameOf, readRevision } from "./revisions.ts";
import { removeTags, writeTags } from "./service-tags.ts";
import { releaseOf } from "./task-definition.ts";
import {
  forgetRollout,
  notePrevious,
  previousOf,
  restoreServices,
  revertServices,
  rollServices,
  wasBlank,
} from "./waves.ts";

/**
 * Nobody moves traffic: services are updated in place, task by task. At 0 % the candidate is a registered revision, noted
 * in the tags of the first service; at 100 % all services run it, and stable is what abort brings back.
 */
export function createRollingRoute(): EcsRouteDriver {
  return {
    capabilities: {
      traffic: "all-at-once",
      granularity: 100,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: false,
      keepsStableWarm: false,
    },
    look,
    setWeight: async (session, before, candidate, weight) => {
      if (weight !== 0 && weight !== 100) {
        throw new ActionError(
          "conflict",
          `Services that are updated in place hold 0 % and 100 % only, not ${weight} %`,
        );
      }
      const isOther = before.traffic.candidate?.release.version !== candidate.version;
      // What another candidate, or a step back, leaves running is taken back first.
      if (before.traffic.candidateWeight > 0 && (isOther || weight === 0)) {
        await revertServices(session, before);
      }
      const now = await look(session);
      await register(session, now, candidate);
      if (weight === 100) await rollOut(session, await look(session), candidate);
    },
    promote: async (session, before, candidate) => {
      await rollOut(session, before, candidate);
      await forgetRollout(session, before);
    },
    abort: async (session, before) => {
      await revertServices(session, before);
      await forgetRollout(session, before);
    },
    restore: async (session, before, release) => {
      await restoreServices(session, before.services, release);
      await forgetRollout(session, before);
    },
    preflight: async () => [],
  };
}

async function look(session: EcsSession): Promise<EcsLook> {
  const target = await lookAtTarget(session);
  const { primary } = target;
  const arn = tagValue(primary.service.tags, CANDIDATE_TAG);
  const candidateRevision = arn === undefined ? undefined : await readRevision(session, arn);
  if (candidateRevision === undefined) {
    const traffic = trafficOf(target, {
      stable: await stableNow(session, target),
      candidate: null,
      candidateWeight: 0,
      lock: [],
    });
    return { ...target, traffic };
  }
  const candidate = releaseOf(candidateRevision, primary.spec);
  const isRunning = primary.revision.arn === candidateRevision.arn;
  const traffic = trafficOf(target, {
    stable: isRunning ? await stableBefore(session, target) : await stableNow(session, target),
    candidate: isRunning ? await runningOf(session, target, candidate) : waitingOf(target, candidate),
    candidateWeight: isRunning ? 100 : 0,
    lock: [],
  });
  return { ...target, traffic };
}

async function stableNow(session: EcsSession, { primary }: TargetLook): Promise<RunningRelease | null> {
  if (wasBlank(primary) && primary.service.desiredCount === 0) return null;
  const { service, revision, release } = primary;
  return await runningRelease(session, service, revision.arn, release, "");
}

/** What abort brings back: it does not run. */
async function stableBefore(session: EcsSession, { primary }: TargetLook): Promise<RunningRelease | null> {
  const previous = previousOf(primary);
  if (wasBlank(primary)) return null;
  // The promotion is over but for its last tags.
  if (previous === undefined) return { release: primary.release, ready: true };
  const release = releaseOf(await readRevision(session, previous), primary.spec);
  return { release, ready: false, detail: `${nameOf(previous)} was replaced; an abort brings it back` };
}

/** Registered, not started. One that ECS took back is not ready any more, whatever runs now. */
function waitingOf({ primary }: TargetLook, release: Release): RunningRelease {
  const failed = tagValue(primary.service.tags, FAILED_TAG);
  if (failed === undefined) return { release, ready: true, detail: "registered; starts with its traffic" };
  const text = `ECS gave ${release.version} up: ${failed}`;
  return { release, ready: false, detail: text, failure: { reason: "rolled_back", text, lines: [] } };
}

/** Ready when every service runs it. */
async function runningOf(session: EcsSession, target: TargetLook, release: Release): Promise<RunningRelease> {
  for (const { spec, service, revision, release: found } of target.services) {
    if (found.version !== release.version) {
      return { release, ready: false, detail: `service ${spec.name} still runs ${found.version}` };
    }
    const running = await runningRelease(session, service, revision.arn, release, "");
    if (!running.ready) return running;
  }
  return { release, ready: true };
}

/** Registers the revisions of all services, so that nothing can fail for that later, and notes the first in its tags. */
async function register(session: EcsSession, now: EcsLook, candidate: Release): Promise<void> {
  const { services, primary } = now;
  let wanted = "";
  for (const one of services) {
    const previous = previousOf(one);
    const base = previous === undefined ? one.revision : await readRevision(session, previous);
    const revision = await ensureRevision(session, one.spec, base, candidate);
    if (one === primary) wanted = revision;
  }
  if (tagValue(primary.service.tags, FAILED_TAG) !== undefined)
    await removeTags(session, primary.arn, [FAILED_TAG]);
  if (previousOf(primary) === undefined) await notePrevious(session, primary);
  if (tagValue(primary.service.tags, CANDIDATE_TAG) !== wanted) {
    await writeTags(session, primary.arn, { [CANDIDATE_TAG]: wanted });
  }
}

async function rollOut(session: EcsSession, now: EcsLook, candidate: Release): Promise<void> {
  try {
    await rollServices(session, now, candidate, wasBlank(now.primary) ? { firstTasks: 1 } : {});
  } catch (error) {
    if (error instanceof ReleaseFailed) await noteFailure(session, now, error.message);
    throw error;
  }
}

/** ECS forgets what it took back; the tag keeps it, so that the next look does not take it for one that waits. */
async function noteFailure(session: EcsSession, { primary }: EcsLook, message: string): Promise<void> {
  const fitting = message.replace(/[^\p{L}\p{N} +\-=._:/@]+/gu, " ").slice(0, 250);
  await writeTags(session, primary.arn, { [FAILED_TAG]: fitting });
}
