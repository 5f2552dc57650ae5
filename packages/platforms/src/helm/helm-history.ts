import { isObject } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { parseDescription } from "../release-description.ts";

/** One revision of a Helm release. */
export interface HelmRevision {
  readonly revision: number;
  /** `deployed`, `superseded`, `failed`, `pending-install`, `pending-upgrade`, `pending-rollback`, `uninstalled`, … */
  readonly status: string;
  readonly description: string;
  /** Milliseconds since the epoch; `undefined` when Helm's text is no time. */
  readonly updatedAt: number | undefined;
}

/** Revisions in the JSON of `helm history`, the oldest first; `undefined` when it is something else. */
export function parseHistory(output: string): readonly HelmRevision[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const revisions: HelmRevision[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!isObject(entry) || typeof entry.revision !== "number" || typeof entry.status !== "string") {
      return undefined;
    }
    const updatedAt = typeof entry.updated === "string" ? Date.parse(entry.updated) : Number.NaN;
    revisions.push({
      revision: entry.revision,
      status: entry.status,
      description: typeof entry.description === "string" ? entry.description : "",
      updatedAt: Number.isNaN(updatedAt) ? undefined : updatedAt,
    });
  }
  return revisions.sort((a, b) => a.revision - b.revision);
}

/**
 * The release of a revision: from its description, or from the one of the revision it was rolled back to; else
 * `helm-revision-<number>` of the revision where the trail ends: not one of ours, or no longer in the history.
 */
export function releaseOfRevision(history: readonly HelmRevision[], revision: number): Release {
  let wanted = revision;
  for (let hops = 0; hops <= history.length; hops += 1) {
    const found = history.find((entry) => entry.revision === wanted);
    const release = parseDescription(found?.description);
    if (release !== undefined) return release;
    const earlier = /^Rollback to ([0-9]+)$/.exec(found?.description ?? "")?.[1];
    if (earlier === undefined) break;
    wanted = Number(earlier);
  }
  return { version: `helm-revision-${wanted}` };
}

/** The newest revision of a release that was deployed to its end; `undefined` when the history has none. */
export function findRevision(history: readonly HelmRevision[], version: string): number | undefined {
  return history
    .filter(({ status }) => status === "deployed" || status === "superseded")
    .findLast(({ revision }) => releaseOfRevision(history, revision).version === version)?.revision;
}

/** The revision that serves: the newest that Helm calls deployed. */
export function deployedRevision(history: readonly HelmRevision[]): HelmRevision | undefined {
  return history.findLast(({ status }) => status === "deployed");
}

/** The newest revision, when it was not carried out to its end: it failed, or Helm was killed. */
export function unfinishedRevision(history: readonly HelmRevision[]): HelmRevision | undefined {
  const newest = history.at(-1);
  return newest !== undefined && (newest.status === "failed" || isPending(newest)) ? newest : undefined;
}

export function isPending({ status }: HelmRevision): boolean {
  return status.startsWith("pending-") || status === "uninstalling";
}
