import { ActionError, type GitHubRest, gitHubStatus } from "@deploy-actions/kernel";
import { MAX_POLICY_BYTES } from "./read-file.ts";

/** Which file of which branch. */
export interface BasePolicyRequest {
  readonly owner: string;
  readonly repo: string;
  /** Branch the policy is taken from (the base of a pull request, never its head), or a full commit SHA. */
  readonly baseRef: string;
  /** Path in the repository, e.g. `.github/deploy.yml`. */
  readonly path: string;
}

/** A policy file and the commit it was read at. */
export interface BasePolicy {
  readonly source: string;
  readonly commit: string;
}

/**
 * The policy file of the base branch, at the one commit the branch points to now: what a pull request changes in its
 * own copy has no say. Needs `contents: read`.
 */
export async function readBasePolicy(
  github: GitHubRest,
  { owner, repo, baseRef, path }: BasePolicyRequest,
  signal: AbortSignal,
): Promise<BasePolicy> {
  const options = { needs: "contents: read", signal };
  const branch = baseRef.replace(/^refs\/heads\//, "");
  const ref = /^[0-9a-f]{40}$/.test(branch) ? branch : `heads/${branch}`;
  const commit = await github
    .request("GET /repos/{owner}/{repo}/commits/{ref}", { owner, repo, ref }, options)
    .then(({ data }) => data.sha)
    .catch((error: unknown) => {
      if (!isAbsent(error)) throw error;
      throw new ActionError("config", `${owner}/${repo} has no branch "${branch}" to read the policy from.`, {
        cause: error,
        hint: "Name an existing branch. If it exists, the token cannot see it: add `permissions: contents: read`.",
      });
    });
  const { data } = await github
    .request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, ref: commit }, options)
    .catch((error: unknown) => {
      if (!isAbsent(error)) throw error;
      throw new ActionError(
        "config",
        `There is no ${path} on ${branch} (${commit.slice(0, 7)}) of ${owner}/${repo}.`,
        {
          cause: error,
          hint: `Commit ${path} to ${branch} first: the policy of the base branch counts, not that of a pull request. If it is there, the token cannot see it: add \`permissions: contents: read\`.`,
        },
      );
    });
  const where = `${path} on ${branch} (${commit.slice(0, 7)})`;
  return { source: decodeContent(data, where), commit };
}

/** 404, and 422 of a ref that names nothing. */
function isAbsent(error: unknown): boolean {
  const status = gitHubStatus(error);
  return status === 404 || status === 422;
}

function decodeContent(data: unknown, where: string): string {
  const file = data as {
    readonly type?: unknown;
    readonly size?: unknown;
    readonly encoding?: unknown;
    readonly content?: unknown;
  };
  if (Array.isArray(data) || file.type !== "file") {
    throw new ActionError("config", `${where} is not a file.`, { hint: "Put the policy into a plain file." });
  }
  if (typeof file.size === "number" && file.size > MAX_POLICY_BYTES) {
    throw new ActionError("config", `${where} has ${file.size} bytes; at most ${MAX_POLICY_BYTES} are read.`);
  }
  if (file.encoding !== "base64" || typeof file.content !== "string") {
    throw new ActionError("remote", `GitHub sent ${where} without its content.`, {
      hint: "Run the job again.",
    });
  }
  const bytes = Buffer.from(file.content, "base64");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ActionError("config", `${where} is not UTF-8 text.`, {
      cause: error,
      hint: "Save it as UTF-8.",
    });
  }
}
