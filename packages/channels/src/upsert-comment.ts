import { fitSections, type GitHubRest, gitHubStatus, type Markdown } from "@deploy-actions/kernel";
import { type CommentMarker, formatMarker, isLaterRun, readMarker } from "./comment-marker.ts";

/** The one comment to keep up to date. */
export interface UpsertCommentOptions {
  readonly github: GitHubRest;
  readonly owner: string;
  readonly repo: string;
  /** Number of the issue or pull request. */
  readonly issue: number;
  readonly marker: CommentMarker;
  readonly body: Markdown;
  /** Longest body with its marker; GitHub refuses more than 65,536. Default 65,000. */
  readonly maxChars?: number;
  /** Login whose comments are ours; default `github-actions[bot]`. */
  readonly author?: string;
  readonly signal: AbortSignal;
}

/** `outdated`: a later run has written already, its comment stays. */
export interface UpsertedComment {
  readonly id: number;
  readonly url: string;
  readonly action: "created" | "updated" | "unchanged" | "outdated";
}

const NEEDS = "pull-requests: write";
const MAX_COMMENTS = 10_000;

/**
 * Creates the comment of a marker or brings it up to date; one that is the same already (marker included, which
 * names the run) is left alone. Somebody
 * else's comment with our marker is not ours.
 */
export async function upsertComment(options: UpsertCommentOptions): Promise<UpsertedComment> {
  const { github, owner, repo, issue, signal } = options;
  const call = { needs: NEEDS, signal };
  const body = fitBody(options);
  const existing = await findComment(options);

  if (existing !== undefined) {
    const at = { id: existing.id, url: existing.url };
    if (isOutdated(options, existing.body)) return { ...at, action: "outdated" };
    if (normalise(existing.body) === normalise(body)) return { ...at, action: "unchanged" };
    try {
      const { data } = await github.request(
        "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
        { owner, repo, comment_id: existing.id, body },
        { ...call, isRepeatable: true },
      );
      return { id: Number(data.id), url: data.html_url, action: "updated" };
    } catch (error) {
      // Somebody deleted it in between: a new one takes its place.
      if (gitHubStatus(error) !== 404) throw error;
    }
  }
  const { data } = await github.request(
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { owner, repo, issue_number: issue, body },
    call,
  );
  return { id: Number(data.id), url: data.html_url, action: "created" };
}

async function findComment(
  options: UpsertCommentOptions,
): Promise<{ readonly id: number; readonly url: string; readonly body: string } | undefined> {
  const { github, owner, repo, issue, marker, signal, author = "github-actions[bot]" } = options;
  const comments = await github.paginate(
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { owner, repo, issue_number: issue },
    { needs: NEEDS, signal, maxItems: MAX_COMMENTS },
  );
  const ours = comments.find(
    (comment) => comment.user?.login === author && readMarker(comment.body ?? "", marker.key) !== undefined,
  );
  return ours === undefined ? undefined : { id: Number(ours.id), url: ours.html_url, body: ours.body ?? "" };
}

function fitBody({ marker, body, maxChars = 65_000 }: UpsertCommentOptions): string {
  const head = `${formatMarker(marker)}\n`;
  // Bytes are never fewer than characters, so a body that fits in bytes fits.
  return head + fitSections([{ markdown: body, priority: 1 }], maxChars - head.length).source;
}

function isOutdated({ marker }: UpsertCommentOptions, body: string): boolean {
  const written = readMarker(body, marker.key)?.run;
  return written !== undefined && marker.run !== undefined && isLaterRun(written, marker.run);
}

function normalise(body: string): string {
  return body.replaceAll("\r\n", "\n").trim();
}
