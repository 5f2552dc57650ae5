import type { Service } from "@aws-sdk/client-ecs";
import type { Release } from "@deploy-actions/rollout";
import { requireSteady } from "./await-steady.ts";
import type { TargetLook } from "./ecs-look.ts";
import type { EcsSession } from "./ecs-session.ts";
import { CANDIDATE_TAG, FAILED_TAG, PREVIOUS_TAG, TASKS_TAG, tagValue } from "./release-tags.ts";
import { ensureRevision, findRevision, nameOf, readRevision } from "./revisions.ts";
import { removeTags, writeTags } from "./service-tags.ts";
import type { ServiceLook } from "./services.ts";
import { rollService } from "./update-service.ts";

/** What a route says of the services that are rolled. */
export interface WaveOptions {
  /** A service is more than steady when this says `undefined`, e.g. healthy in its target group. */
  readonly isReady?: (look: ServiceLook, service: Service) => Promise<string | undefined>;
  /** Tasks for a service that was never deployed to. */
  readonly firstTasks?: number;
  /** Does the service itself, where ECS rolls it another way. `false`: not its service, the usual way. */
  readonly rollOwn?: (look: ServiceLook, revision: string) => Promise<boolean>;
}

/** The revision a service had before this rollout, if one was noted. */
export function previousOf(look: ServiceLook): string | undefined {
  return tagValue(look.service.tags, PREVIOUS_TAG);
}

/**
 * Gives every service its revision of the release, wave by wave, one service after the other; each is awaited before the
 * next begins. What a service had before is noted in its tags first, the primary service's before all others, so that
 * {@link revertServices} can bring it back.
 */
export async function rollServices(
  session: EcsSession,
  { services, primary }: TargetLook,
  release: Release,
  options: WaveOptions = {},
): Promise<void> {
  if (previousOf(primary) === undefined) await notePrevious(session, primary);
  for (const look of services) {
    const revision = await ensureRevision(session, look.spec, await baseOf(session, look), release);
    const isNoted = look === primary || previousOf(look) !== undefined;
    if (look.revision.arn !== revision && !isNoted) await notePrevious(session, look);
    await roll(session, look, revision, release.version, options);
  }
}

/** Gives every service the revision that an earlier release had, wave by wave. */
export async function restoreServices(
  session: EcsSession,
  looks: readonly ServiceLook[],
  release: Release,
  options: WaveOptions = {},
): Promise<void> {
  for (const look of looks) {
    const revision = await findRevision(session, look.spec, look.revision, release);
    await roll(session, look, revision, release.version, options);
  }
}

/**
 * Gives back what services had before the rollout, the last wave first. Those without a note were not touched; when the
 * primary service has none, the rollout was over, and notes of others are leftovers.
 */
export async function revertServices(
  session: EcsSession,
  { services, primary }: TargetLook,
  options: WaveOptions = {},
): Promise<void> {
  if (previousOf(primary) === undefined) return;
  for (const look of [...services].reverse()) {
    const previous = previousOf(look);
    if (previous === undefined) continue;
    await roll(session, look, previous, nameOf(previous), { ...options, firstTasks: 0 });
  }
}

/**
 * Ends the rollout in the tags. The primary service's note goes first: from then on nothing is taken back any more. That
 * there is a candidate goes last, so that a run which dies in between is followed by one that finishes.
 */
export async function forgetRollout(session: EcsSession, { services, primary }: TargetLook): Promise<void> {
  // A singleton's number of tasks is kept until it runs again.
  const notes = (look: ServiceLook): readonly string[] =>
    look.spec.singleton ? [PREVIOUS_TAG, FAILED_TAG] : [PREVIOUS_TAG, FAILED_TAG, TASKS_TAG];
  await removeTags(session, primary.arn, notes(primary));
  for (const look of services) {
    if (look !== primary) await removeTags(session, look.arn, notes(look));
  }
  await removeTags(session, primary.arn, [CANDIDATE_TAG]);
}

/** Notes the revision a service has, once. A service that was never deployed to had no tasks. */
export async function notePrevious(session: EcsSession, look: ServiceLook): Promise<void> {
  const tasks = look.isBlank ? { [TASKS_TAG]: "0" } : {};
  await writeTags(session, look.arn, { [PREVIOUS_TAG]: look.revision.arn, ...tasks });
}

/** Whether the service had never been deployed to when the rollout began. */
export function wasBlank(look: ServiceLook): boolean {
  return look.isBlank || (!look.spec.singleton && tagValue(look.service.tags, TASKS_TAG) === "0");
}

/** A new revision is made from what ran before the rollout, not from another candidate. */
async function baseOf(session: EcsSession, look: ServiceLook) {
  const previous = previousOf(look);
  return previous === undefined ? look.revision : await readRevision(session, previous);
}

async function roll(
  session: EcsSession,
  look: ServiceLook,
  revision: string,
  what: string,
  options: WaveOptions,
): Promise<void> {
  if ((await options.rollOwn?.(look, revision)) === true) return;
  const { isReady, firstTasks } = options;
  const tasks = wasBlank(look) && (look.service.desiredCount ?? 0) !== firstTasks ? firstTasks : undefined;
  // What goes back to no tasks has none that could be healthy.
  const isEmptied = wasBlank(look) && firstTasks === 0;
  const wait = await rollService(session, look, revision, {
    ...(tasks === undefined ? {} : { tasks }),
    ...(isReady === undefined || isEmptied ? {} : { isReady: (service: Service) => isReady(look, service) }),
  });
  requireSteady(wait, `Service ${look.spec.name} did not come up with ${what}`);
}
