import { isObject, utf8Length } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";

const PREFIX = "deploy-actions: ";

/**
 * A release as the description of what a platform keeps of it, `deploy-actions: {"version":…}`; commit and artifact are in
 * it as far as `maxBytes` allow. `undefined` when not even the version fits.
 */
export function describeRelease(release: Release, maxBytes: number): string | undefined {
  const { version, commit, artifact } = release;
  const withCommit = { version, ...(commit === undefined ? {} : { commit }) };
  const all = { ...withCommit, ...(artifact === undefined ? {} : { artifact }) };
  return [all, withCommit, { version }]
    .map((facts) => `${PREFIX}${JSON.stringify(facts)}`)
    .find((text) => utf8Length(text) <= maxBytes);
}

/** The release a description tells of, `undefined` when it is not one of ours. */
export function parseDescription(description: string | undefined): Release | undefined {
  if (description?.startsWith(PREFIX) !== true) return undefined;
  try {
    const facts: unknown = JSON.parse(description.slice(PREFIX.length));
    if (!isObject(facts) || typeof facts.version !== "string" || facts.version === "") return undefined;
    return {
      version: facts.version,
      ...(typeof facts.commit === "string" ? { commit: facts.commit } : {}),
      ...(typeof facts.artifact === "string" ? { artifact: facts.artifact } : {}),
    };
  } catch {
    return undefined;
  }
}
