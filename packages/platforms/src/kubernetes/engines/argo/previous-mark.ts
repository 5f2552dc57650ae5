import { isObject } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import type { ObjectMeta } from "../../kubernetes-client.ts";

/**
 * Annotation of a Rollout whose new release has all traffic but is not promoted here yet: the release to go back to, as JSON.
 * Argo Rollouts calls a release stable as soon as its last step is through.
 */
export const PREVIOUS = "deploy-actions/previous";

/** The release of before, and the hash of its ReplicaSet. */
export interface Previous {
  readonly release: Release;
  readonly hash: string;
}

export function writePrevious({ release, hash }: Previous): string {
  return JSON.stringify({ ...release, hash });
}

/** What the annotation remembers; `undefined`: nothing, or nothing that can be read. */
export function previousOf(metadata: ObjectMeta): Previous | undefined {
  try {
    const facts: unknown = JSON.parse(metadata.annotations?.[PREVIOUS] ?? "null");
    if (!isObject(facts) || typeof facts.version !== "string" || typeof facts.hash !== "string")
      return undefined;
    return {
      release: {
        version: facts.version,
        ...(typeof facts.commit === "string" ? { commit: facts.commit } : {}),
        ...(typeof facts.artifact === "string" ? { artifact: facts.artifact } : {}),
      },
      hash: facts.hash,
    };
  } catch {
    return undefined;
  }
}
