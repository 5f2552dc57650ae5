import { ActionError, formatDuration, isObject, printable } from "@deploy-actions/kernel";

/** Why a token can be read-only although the workflow asks for more. */
export const READ_ONLY_TOKENS =
  "Runs of a pull request from a fork and of Dependabot get a read-only token without secrets and without id-token, whatever the workflow asks for.";

/** A refused call as octokit reports it. */
export interface RefusedCall {
  /** `GET /repos/{owner}/{repo}/deployments`, with the repository filled in where known. */
  readonly call: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parsed body. Text from outside. */
  readonly data: unknown;
  /** The `permissions:` line of the call, e.g. `pull-requests: write`. */
  readonly needs: string;
  /** NaN when it is not known. */
  readonly nowMs: number;
  readonly cause: unknown;
}

/** The error a person sees for an answer of 400 and above. */
export function toGitHubError(refused: RefusedCall): ActionError {
  const { call, status, needs, cause } = refused;
  const said = gitHubSays(refused.data);
  const text = `${call} was refused by GitHub: ${status}${said === "" ? "" : ` ${said}`}`;
  if (status === 401) {
    return new ActionError("permission", text, {
      cause,
      hint: "The token is wrong or has expired: pass ${{ github.token }}, or a token that is still valid.",
    });
  }
  if (isRateLimit(refused, said)) {
    return new ActionError("remote", `${text} (rate limit)`, { cause, hint: rateLimitHint(refused) });
  }
  if (status === 403) {
    return new ActionError("permission", text, { cause, hint: permissionHint(refused) });
  }
  if (status === 404) {
    return new ActionError(
      "permission",
      `${text}. Either it does not exist, or this token may not see it: GitHub answers both with 404`,
      { cause, hint: `Check the name first. If it is right: ${permissionHint(refused)}` },
    );
  }
  if (status === 409 || status === 422) {
    return new ActionError("conflict", text, {
      cause,
      hint: "Look at what GitHub says is wrong; if somebody else changed it at the same time, run again.",
    });
  }
  if (status >= 500) {
    return new ActionError("remote", text, {
      cause,
      hint: "Run the job again; if it persists, see https://www.githubstatus.com.",
    });
  }
  return new ActionError("remote", text, { cause, hint: `The call needs "${needs}".` });
}

/** GitHub's message with the fields it complains about, on one line. */
function gitHubSays(data: unknown): string {
  if (!isObject(data)) return "";
  const errors = Array.isArray(data.errors) ? data.errors.map(describeError).filter((one) => one !== "") : [];
  const message = typeof data.message === "string" ? data.message : "";
  return printable(`${message}${errors.length > 0 ? ` (${errors.join("; ")})` : ""}`).slice(0, 500);
}

function describeError(error: unknown): string {
  if (typeof error === "string") return error;
  if (!isObject(error)) return "";
  if (typeof error.message === "string") return error.message;
  return [error.resource, error.field, error.code].filter((part) => typeof part === "string").join(" ");
}

function isRateLimit(refused: RefusedCall, said: string): boolean {
  if (refused.status === 429) return true;
  if (refused.status !== 403) return false;
  return (
    refused.headers["x-ratelimit-remaining"] === "0" ||
    refused.headers["retry-after"] !== undefined ||
    /rate limit|abuse detection/i.test(said)
  );
}

function rateLimitHint(refused: RefusedCall): string {
  const advice =
    "The GITHUB_TOKEN of a repository has 1,000 calls an hour for all its workflows; a GitHub App token has its own.";
  const reset = Number(refused.headers["x-ratelimit-reset"]);
  if (refused.headers["x-ratelimit-remaining"] === "0" && Number.isFinite(reset) && reset > 0) {
    const wait = Math.max(0, reset * 1_000 - refused.nowMs);
    const relative = Number.isFinite(wait) ? ` (in ${formatDuration(wait)})` : "";
    return `The limit resets at ${new Date(reset * 1_000).toISOString()}${relative}; run again then. ${advice}`;
  }
  const seconds = Number(refused.headers["retry-after"]);
  const when =
    Number.isFinite(seconds) && seconds > 0 ? `in ${formatDuration(seconds * 1_000)}` : "in some minutes";
  return `GitHub asks to come back ${when}. ${advice}`;
}

function permissionHint(refused: RefusedCall): string {
  const accepted = refused.headers["x-accepted-github-permissions"];
  const named = accepted === undefined ? "" : ` (GitHub accepts: ${printable(accepted)})`;
  return `Add "${refused.needs}" under permissions: of the job${named}. ${READ_ONLY_TOKENS}`;
}
