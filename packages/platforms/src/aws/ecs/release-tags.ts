import type { Tag } from "@aws-sdk/client-ecs";
import { ActionError } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";

/** Tags of a task definition: which release it is. */
export const VERSION_TAG = "deploy-actions/version";
const COMMIT_TAG = "deploy-actions/commit";
const ARTIFACT_TAG = "deploy-actions/artifact";

/** Tags of a service while a rollout is open. The revision that is being rolled out. */
export const CANDIDATE_TAG = "deploy-actions/candidate";
/** The revision the service had before, to come back to. */
export const PREVIOUS_TAG = "deploy-actions/previous";
/** How many tasks the service is to have when it was stopped, or never started. */
export const TASKS_TAG = "deploy-actions/tasks";
/** The version ECS took back by itself. */
export const FAILED_TAG = "deploy-actions/failed";
/** This service was made here, for a candidate. */
export const MADE_TAG = "deploy-actions/made";

const LONGEST_VALUE = 256;
const ALLOWED = /^[\p{L}\p{N}\s+\-=._:/@]*$/u;

/** Value of a tag. */
export function tagValue(tags: readonly Tag[] | undefined, key: string): string | undefined {
  return tags?.find((tag) => tag.key === key)?.value;
}

/** The tags that name a release. Throws `config` for a value AWS does not accept in a tag. */
export function releaseTags(release: Release): Tag[] {
  const { version, commit, artifact } = release;
  if (version.length > LONGEST_VALUE || !ALLOWED.test(version)) {
    throw new ActionError("config", `The version ${JSON.stringify(version)} does not fit into a tag of AWS`, {
      hint: "Use at most 256 letters, digits, spaces and + - = . _ : / @ in a version.",
    });
  }
  const optional = [
    { key: COMMIT_TAG, value: commit },
    { key: ARTIFACT_TAG, value: artifact },
  ].filter(
    (tag): tag is { key: string; value: string } =>
      tag.value !== undefined && tag.value.length <= LONGEST_VALUE && ALLOWED.test(tag.value),
  );
  return [{ key: VERSION_TAG, value: version }, ...optional];
}

/** The release that the tags name, if they do. */
export function readRelease(tags: readonly Tag[]): Release | undefined {
  const version = tagValue(tags, VERSION_TAG);
  if (version === undefined || version === "") return undefined;
  const commit = tagValue(tags, COMMIT_TAG);
  const artifact = tagValue(tags, ARTIFACT_TAG);
  return {
    version,
    ...(commit === undefined ? {} : { commit }),
    ...(artifact === undefined ? {} : { artifact }),
  };
}

/** Tags of the user's own: neither ours nor AWS's. */
export function userTags(tags: readonly Tag[] | undefined): Tag[] {
  return (tags ?? []).filter(({ key = "" }) => !key.startsWith("deploy-actions/") && !/^aws:/i.test(key));
}
