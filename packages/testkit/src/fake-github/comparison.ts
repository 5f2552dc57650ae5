import type { JsonObject } from "@deploy-actions/kernel";
import { repositorySite, repositoryUrl } from "./bodies.ts";
import type { FileChange } from "./diff.ts";
import type { Call } from "./route.ts";
import type { FakeCommit, FakeState } from "./state.ts";

/** The newest commit both have in their history. */
export function mergeBaseOf(state: FakeState, base: FakeCommit, head: FakeCommit): FakeCommit | undefined {
  const known = new Set(state.history(base.sha).map(({ sha }) => sha));
  return state.history(head.sha).find(({ sha }) => known.has(sha));
}

/** Commits of `head` that `base` does not have, oldest first. */
export function between(state: FakeState, base: FakeCommit, head: FakeCommit): readonly FakeCommit[] {
  const known = new Set(state.history(base.sha).map(({ sha }) => sha));
  return state
    .history(head.sha)
    .filter(({ sha }) => !known.has(sha))
    .reverse();
}

/** A `diff-entry`. */
export function fileBody(call: Call, commit: FakeCommit, change: FileChange): JsonObject {
  const path = encodeURI(change.path);
  return {
    sha: change.status === "removed" ? null : commit.sha,
    filename: change.path,
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${repositorySite(call.state)}/blob/${commit.sha}/${path}`,
    raw_url: `${repositorySite(call.state)}/raw/${commit.sha}/${path}`,
    contents_url: `${repositoryUrl(call)}/contents/${path}?ref=${commit.sha}`,
    ...(change.patch === undefined ? {} : { patch: change.patch }),
  };
}
