import { createHash } from "node:crypto";
import type { Service } from "@aws-sdk/client-ecs";
import type {
  EngineState,
  Release,
  ReleaseFailure,
  RunningRelease,
  TrafficState,
} from "@deploy-actions/rollout";
import { steadiness } from "./await-steady.ts";
import type { EcsSession } from "./ecs-session.ts";
import { CANDIDATE_TAG, FAILED_TAG, PREVIOUS_TAG, tagValue } from "./release-tags.ts";
import { nameOf } from "./revisions.ts";
import { lookAtServices, primaryOf, type ServiceLook } from "./services.ts";
import { readTaskFailure } from "./task-failure.ts";

/** The services of the target as they are now. */
export interface TargetLook {
  readonly services: readonly ServiceLook[];
  /** The one that gets weights. */
  readonly primary: ServiceLook;
}

/** The traffic, and the services it was read from. */
export interface EcsLook extends TargetLook {
  readonly traffic: TrafficState;
}

/** Reads all services of the target. */
export async function lookAtTarget(session: EcsSession): Promise<TargetLook> {
  const services = await lookAtServices(session);
  return { services, primary: primaryOf(services) };
}

/** What one route knows of the traffic. */
export interface TrafficFacts {
  readonly stable: RunningRelease | null;
  readonly candidate: RunningRelease | null;
  readonly candidateWeight: number;
  readonly engine?: EngineState;
  /** What else a change of must be noticed: revisions, weights. Never counts, which auto scaling changes. */
  readonly lock: readonly (string | number | undefined)[];
}

/** The state of the traffic with its lock: revisions and tags of every service, and what the route adds. */
export function trafficOf(look: TargetLook, facts: TrafficFacts): TrafficState {
  const { lock, stable, candidate, candidateWeight, engine } = facts;
  const services = look.services.map(({ spec, service, revision }) => [
    spec.name,
    revision.arn,
    ...[CANDIDATE_TAG, PREVIOUS_TAG, FAILED_TAG].map((key) => tagValue(service.tags, key) ?? ""),
  ]);
  const text = JSON.stringify([services, lock.map((one) => one ?? ""), candidateWeight]);
  const revision = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return {
    stable,
    candidate,
    candidateWeight,
    ...(engine === undefined ? {} : { engine }),
    revision,
  };
}

/** A release in a service that runs it. `unready`: why it takes no requests though its tasks run. */
export async function runningRelease(
  session: EcsSession,
  service: Service,
  revision: string,
  release: Release,
  unready: string,
): Promise<RunningRelease> {
  const state = steadiness(service, revision);
  switch (state.kind) {
    case "steady":
      return unready === "" ? { release, ready: true } : notReady(release, unready, await failureOf());
    case "moving":
      return notReady(release, [state.detail, unready].filter(Boolean).join("; "), await failureOf());
    case "failed":
      return notReady(release, state.detail, (await failureOf()) ?? rolledBack(state.detail));
    case "other":
      return notReady(release, `service ${service.serviceName} is to run ${nameOf(state.found)}`, undefined);
  }
  async function failureOf(): Promise<ReleaseFailure | undefined> {
    return await readTaskFailure(session, service, revision);
  }
}

function notReady(release: Release, detail: string, failure: ReleaseFailure | undefined): RunningRelease {
  if (failure === undefined) return { release, ready: false, detail };
  const lines = [detail, failure.text, ...failure.lines].filter(Boolean);
  return { release, ready: false, detail: [...new Set(lines)].join("; "), failure };
}

function rolledBack(text: string): ReleaseFailure {
  return { reason: "rolled_back", text, lines: [] };
}

/** Whether every service runs the release. */
export function isEverywhere(look: TargetLook, release: Release): boolean {
  return look.services.every((one) => one.release.version === release.version);
}
