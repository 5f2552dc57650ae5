import type { ActionContext } from "@deploy-actions/action-kit";
import { isObject } from "@deploy-actions/kernel";

/** What is under way, as main leaves it for post: a release that gets traffic, or one that gets it back. */
export interface OpenRollout {
  readonly kind: "rollout" | "rollback";
  readonly deploymentId: string;
  readonly version: string;
}

const KEY = "rollout";

/** Leaves word for post that a rollout or rollback is under way; no secrets. */
export function rememberRollout(context: ActionContext, rollout: OpenRollout): void {
  context.state.save(KEY, JSON.stringify(rollout));
}

/** It came to its end: post has nothing to do. */
export function forgetRollout(context: ActionContext): void {
  context.state.save(KEY, "");
}

/** What main left unfinished, if anything. */
export function unfinishedRollout(context: ActionContext): OpenRollout | undefined {
  const saved = context.state.get(KEY);
  if (saved === undefined || saved === "") return undefined;
  const value: unknown = JSON.parse(saved);
  if (!isObject(value)) return undefined;
  const { kind, deploymentId, version } = value;
  const isKnown = kind === "rollout" || kind === "rollback";
  return isKnown && typeof deploymentId === "string" && typeof version === "string"
    ? { kind, deploymentId, version }
    : undefined;
}
