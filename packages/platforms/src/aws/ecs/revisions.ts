import { ActionError } from "@deploy-actions/kernel";
import type { EcsService, Release } from "@deploy-actions/rollout";
import { change, type EcsSession, type Revision } from "./ecs-session.ts";
import { readRelease } from "./release-tags.ts";
import { definitionFor, imageOf, isSameDefinition, releaseOf, runningImage } from "./task-definition.ts";

/** How many revisions back a release is looked for. */
const DEPTH = 50;

/** A revision by ARN, or by `family:revision`. */
export async function readRevision(session: EcsSession, arn: string): Promise<Revision> {
  const known = session.revisions.get(arn);
  if (known !== undefined) return known;
  const answer = await session.call(
    `describe task definition ${arn}`,
    "ecs:DescribeTaskDefinition",
    (options) => session.ecs.describeTaskDefinition({ taskDefinition: arn, include: ["TAGS"] }, options),
  );
  const definition = answer.taskDefinition;
  if (definition === undefined)
    throw new ActionError("remote", `AWS described task definition ${arn} as nothing`);
  const revision = { arn: definition.taskDefinitionArn ?? arn, definition, tags: answer.tags ?? [] };
  session.revisions.set(arn, revision);
  return revision;
}

/** The revision of a release, made from `base` when no revision that is the same is there. Returns its ARN. */
export async function ensureRevision(
  session: EcsSession,
  service: EcsService,
  base: Revision,
  release: Release,
): Promise<string> {
  const wanted = definitionFor(base, service, session.target, release);
  const find = (): Promise<Revision | undefined> =>
    findNewest(session, wanted.family ?? "", (revision) => isSameDefinition(revision, wanted));
  const found = isSameDefinition(base, wanted) ? base : await find();
  if (found !== undefined) return found.arn;
  let made: Revision | undefined;
  await change(
    session,
    async () => {
      const answer = await session.call(
        `register a task definition ${wanted.family} for ${release.version}`,
        "ecs:RegisterTaskDefinition",
        (options) => session.ecs.registerTaskDefinition(wanted, options),
      );
      const { taskDefinition: definition, tags = wanted.tags ?? [] } = answer;
      const arn = definition?.taskDefinitionArn;
      if (definition !== undefined && arn !== undefined) made = { arn, definition, tags };
    },
    async () => {
      made = await find();
      return made !== undefined;
    },
  );
  if (made === undefined) {
    throw new ActionError("remote", `AWS registered task definition ${wanted.family} without saying its ARN`);
  }
  const { arn } = made;
  session.log.info(`Registered ${nameOf(arn)} for ${release.version} of service ${service.name}`);
  session.revisions.set(arn, made);
  return arn;
}

/**
 * The revision an earlier release had: by its tags, else by its image. When it is gone, one is made from what runs, with
 * the image of that release, and the log says so. Returns its ARN.
 */
export async function findRevision(
  session: EcsSession,
  service: EcsService,
  running: Revision,
  release: Release,
): Promise<string> {
  const { version } = release;
  if (releaseOf(running, service).version === version) return running.arn;
  const family = running.definition.family ?? "";
  let byImage: string | undefined;
  const tagged = await findNewest(session, family, (revision) => {
    const known = readRelease(revision.tags);
    if (known !== undefined) return known.version === version;
    if (byImage === undefined && isImageOf(session, service, revision, release)) byImage = revision.arn;
    return false;
  });
  const arn = tagged?.arn ?? byImage;
  if (arn !== undefined) return arn;
  session.log.warning(
    `No revision of ${family} is ${version} any more (the ${DEPTH} newest were looked at): one is made from what runs, with that release's image`,
  );
  return await ensureRevision(session, service, running, release);
}

function isImageOf(session: EcsSession, service: EcsService, revision: Revision, release: Release): boolean {
  if (releaseOf(revision, service).version === release.version) return true;
  try {
    return runningImage(revision.definition, service) === imageOf(session.target, service, release);
  } catch {
    // The release has no image that could be compared.
    return false;
  }
}

async function findNewest(
  session: EcsSession,
  family: string,
  isWanted: (revision: Revision) => boolean,
): Promise<Revision | undefined> {
  const list = await session.call(`list revisions of ${family}`, "ecs:ListTaskDefinitions", (options) =>
    session.ecs.listTaskDefinitions(
      { familyPrefix: family, sort: "DESC", status: "ACTIVE", maxResults: DEPTH },
      options,
    ),
  );
  const arns = (list.taskDefinitionArns ?? [])
    .filter((arn) => nameOf(arn).startsWith(`${family}:`))
    .sort((a, b) => numberOf(b) - numberOf(a))
    .slice(0, DEPTH);
  for (const arn of arns) {
    const revision = await readRevision(session, arn);
    if (isWanted(revision)) return revision;
  }
  return undefined;
}

/** `shop:7` of a task definition's ARN. */
export function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function numberOf(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(":") + 1));
}
