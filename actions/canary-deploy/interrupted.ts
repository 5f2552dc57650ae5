import type { ActionContext } from "@deploy-actions/action-kit";
import { isObject } from "@deploy-actions/kernel";

/** A rollout under way, as main leaves it for post. */
export interface OpenRollout {
  readonly deploymentId: string;
  readonly version: string;
}

const KEY = "rollout";

/** Leaves word for post that a rollout is under way; no secrets. */
export function rememberRollout(context: ActionContext, rollout: OpenRollout): void {
  context.state.save(KEY, JSON.stringify(rollout));
}

/** The rollout came to its end: post has nothing to do. */
export function forgetRollout(context: ActionContext): void {
  context.state.save(KEY, "");
}

/** The rollout that main left unfinished, if any. */
export function unfinishedRollout(context: ActionContext): OpenRollout | undefined {
  const saved = context.state.get(KEY);
  if (saved === undefined || saved === "") return undefined;
  const value: unknown = JSON.parse(saved);
  if (!isObject(value)) return undefined;
  const { deploymentId, version } = value;
  return typeof deploymentId === "string" && typeof version === "string"
    ? { deploymentId, version }
    : undefined;
}
