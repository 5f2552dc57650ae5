import { ActionError, type GitHubRest } from "@deploy-actions/kernel";
import type { CommentMarker } from "./comment-marker.ts";
import { summaryRenderer } from "./summary-renderer.ts";
import type { Announcement, Channel, Delivery } from "./types.ts";
import { upsertComment } from "./upsert-comment.ts";

/** What a comment channel stands on. */
export interface CommentChannelOptions {
  readonly github: GitHubRest;
  readonly owner: string;
  readonly repo: string;
  /** Number of the issue or pull request; without one the delivery is skipped. */
  readonly issue: number | undefined;
  readonly marker: CommentMarker;
  readonly maxChars?: number;
  readonly author?: string;
  readonly required: boolean;
}

const NAME = "comment";

/** Keeps one comment of an issue or pull request at the latest announcement. */
export function createCommentChannel(options: CommentChannelOptions): Channel {
  async function send(announcement: Announcement, signal: AbortSignal): Promise<Delivery> {
    const { issue, required: _required, ...rest } = options;
    if (issue === undefined) {
      return {
        channel: NAME,
        state: "skipped",
        detail: "no comment: this run belongs to no issue or pull request",
        attempts: 0,
      };
    }
    try {
      const body = summaryRenderer(announcement);
      const { url, action } = await upsertComment({ ...rest, issue, body, signal });
      const state = action === "outdated" ? "skipped" : "sent";
      return { channel: NAME, state, detail: describe(action, url), attempts: 1 };
    } catch (error) {
      if (signal.aborted) throw error;
      return { channel: NAME, state: "failed", detail: `no comment: ${explain(error)}`, attempts: 1 };
    }
  }

  return { name: NAME, required: options.required, send };
}

function describe(action: "created" | "updated" | "unchanged" | "outdated", url: string): string {
  return action === "outdated" ? `a later run has commented already: ${url}` : `comment ${action}: ${url}`;
}

function explain(error: unknown): string {
  if (!(error instanceof ActionError)) return "unexpected error";
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}
