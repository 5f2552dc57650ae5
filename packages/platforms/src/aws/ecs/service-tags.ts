import { change, type EcsSession } from "./ecs-session.ts";

/** Writes tags of a service; others stay. */
export async function writeTags(
  session: EcsSession,
  arn: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const tags = Object.entries(values).map(([key, value]) => ({ key, value }));
  const write = (): Promise<unknown> =>
    session.call(`tag ${arn}`, "ecs:TagResource", (options) =>
      session.ecs.tagResource({ resourceArn: arn, tags }, options),
    );
  // Twice is once.
  await change(session, write, async () => false);
}

/** Removes tags of a service; one that is not there is removed already. */
export async function removeTags(
  session: EcsSession,
  arn: string,
  tagKeys: readonly string[],
): Promise<void> {
  const remove = (): Promise<unknown> =>
    session.call(`untag ${arn}`, "ecs:UntagResource", (options) =>
      session.ecs.untagResource({ resourceArn: arn, tagKeys: [...tagKeys] }, options),
    );
  await change(session, remove, async () => false);
}
