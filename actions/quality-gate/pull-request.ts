import type { ActionContext } from "@deploy-actions/action-kit";
import { type GitHubRest, gitHubStatus, isObject } from "@deploy-actions/kernel";

/** The pull request a run is about. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly baseRef: string;
}

/** The pull request of a `pull_request` event, as GitHub sent it. */
export function pullRequestOfEvent(event: Readonly<Record<string, unknown>>): PullRequest | undefined {
  const pullRequest = event.pull_request;
  if (!isObject(pullRequest)) return undefined;
  const { number, head, base } = pullRequest;
  const headSha = isObject(head) ? head.sha : undefined;
  const baseRef = isObject(base) ? base.ref : undefined;
  if (typeof number !== "number" || typeof headSha !== "string" || typeof baseRef !== "string")
    return undefined;
  return { number, headSha, baseRef };
}

/**
 * The open pull request whose head is the commit another workflow ran for. The event's own list is empty for forks, and
 * what an artifact says is a stranger's word: only GitHub's answer for that commit counts.
 */
export async function pullRequestOfWorkflowRun(
  context: ActionContext,
  github: GitHubRest,
): Promise<PullRequest | undefined> {
  const { repository, event } = context.runner;
  const run = event.workflow_run;
  if (repository === undefined || !isObject(run)) return undefined;
  const headSha = run.head_sha;
  if (typeof headSha !== "string") return undefined;
  const { owner, name: repo } = repository;
  const options = { needs: "pull-requests: read", signal: context.signal };
  const byCommit = await github
    .paginate(
      "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",
      { owner, repo, commit_sha: headSha },
      options,
    )
    .catch((error: unknown) => {
      // The commit is gone (a force push while the other workflow ran): nothing is associated with it.
      if (gitHubStatus(error) === 422) return [];
      throw error;
    });
  const found = byCommit.find((pull) => pull.state === "open" && pull.head.sha === headSha);
  if (found !== undefined) return { number: found.number, headSha, baseRef: found.base.ref };
  // A fork's commit is not always associated: look through the open ones for exactly this head.
  const open = await github.paginate(
    "GET /repos/{owner}/{repo}/pulls",
    { owner, repo, state: "open" },
    options,
  );
  const match = open.find((pull) => pull.head.sha === headSha);
  return match === undefined ? undefined : { number: match.number, headSha, baseRef: match.base.ref };
}
