import type { DeploymentPhase, DeploymentRecord } from "./types.ts";

/** Every phase, in the order a deployment goes through them; the ends last. */
export const DEPLOYMENT_PHASES = [
  "started",
  "baking",
  "promoting",
  "aborting",
  "verifying",
  "verified",
  "failed",
  "aborted",
  "cancelled",
  "abandoned",
  "superseded",
] as const satisfies readonly DeploymentPhase[];

const ENDS: ReadonlySet<DeploymentPhase> = new Set([
  "verified",
  "failed",
  "aborted",
  "cancelled",
  "abandoned",
  "superseded",
]);

/** Reason of the event with which a step leaves its record open for a later one that verifies. */
export const LEFT_OPEN = "left_open";

/** Reason of the event with which a run leaves its rollout at a step, for a later run to go on with. */
export const PAUSED = "paused";

/** Reason of the event with which another run goes on with a paused rollout. */
export const CONTINUED = "continued";

/** How long a paused rollout keeps its environment without news: approvals and wait timers take their time. */
export const PAUSE_MS = 24 * 3_600_000;

/** Whether a run has left the record's rollout at a step on purpose. */
export function isPaused(record: DeploymentRecord): boolean {
  return isOpen(record) && record.events.at(-1)?.reason === PAUSED;
}

/** After how long without news an open record counts as abandoned. */
export function newsLimitMs(record: DeploymentRecord, liveMs: number): number {
  return isPaused(record) ? Math.max(liveMs, PAUSE_MS) : liveMs;
}

/** Whether a text is a phase. */
export function isPhase(text: string): text is DeploymentPhase {
  return (DEPLOYMENT_PHASES as readonly string[]).includes(text);
}

/** Whether a deployment in this phase is over. */
export function isEnd(phase: DeploymentPhase): boolean {
  return ENDS.has(phase);
}

/** The phase a deployment is in; `started` when it has no event yet. */
export function lastPhase(record: DeploymentRecord): DeploymentPhase {
  return record.events.at(-1)?.phase ?? "started";
}

/** Whether the deployment is still going on: no event of it is an end. */
export function isOpen(record: DeploymentRecord): boolean {
  return !record.events.some((event) => isEnd(event.phase));
}

/** When the deployment was heard of last, milliseconds since the epoch. */
export function lastNewsAt(record: DeploymentRecord): number {
  return Math.max(record.createdAt, ...record.events.map((event) => event.at));
}

/**
 * How often a caller appends at least, so that its record stays alive: a third of the limit, so that two may get lost.
 */
export function heartbeatMs(liveMs: number): number {
  return Math.floor(liveMs / 3);
}
