import type { Release, RunningRelease } from "@deploy-actions/rollout";
import { type EcsLook, lookAtTarget, type TargetLook, type TrafficFacts, trafficOf } from "./ecs-look.ts";
import type { EcsSession } from "./ecs-session.ts";
import {
  engineOf,
  hasScaledUp,
  type NativeDeployment,
  newestDeployment,
  sourceOf,
} from "./native-deployment.ts";
import { CANDIDATE_TAG, tagValue } from "./release-tags.ts";
import { readRevision } from "./revisions.ts";
import type { ServiceLook } from "./services.ts";
import { releaseOf } from "./task-definition.ts";
import { readTaskFailure } from "./task-failure.ts";
import { wasBlank } from "./waves.ts";

/** The look of this route: with ECS's own deployment. */
export interface NativeLook extends EcsLook {
  readonly deployment: NativeDeployment | undefined;
}

/** Reads the services, and ECS's own deployment of the one with the traffic. */
export async function lookAtNative(session: EcsSession): Promise<NativeLook> {
  const target = await lookAtTarget(session);
  const { primary } = target;
  const deployment = await newestDeployment(session, primary.spec.name);
  const facts = await factsOf(session, target, deployment);
  return { ...target, deployment, traffic: trafficOf(target, facts) };
}

async function factsOf(
  session: EcsSession,
  { primary }: TargetLook,
  newest: NativeDeployment | undefined,
): Promise<TrafficFacts> {
  const engine = newest === undefined ? undefined : { engine: engineOf(newest) };
  // What ECS does by itself at a weight is nobody's change: it must not refuse an abort.
  const lock = [newest?.arn, newest?.state, newest?.weight];
  const marked = tagValue(primary.service.tags, CANDIDATE_TAG);
  const isMoving = newest?.state === "forward" || newest?.state === "back" || newest?.state === "stuck";
  if (newest !== undefined && isMoving && newest.source !== undefined && newest.target !== "") {
    const source = await readRevision(session, newest.source);
    const wasEmpty = wasBlank(primary);
    return {
      stable: wasEmpty ? null : stableOf(newest, releaseOf(source, primary.spec)),
      candidate: await candidateOf(session, primary, newest),
      candidateWeight: newest.weight,
      ...engine,
      lock,
    };
  }
  const resting: RunningRelease | null = primary.isBlank
    ? null
    : { release: primary.release, ready: (primary.service.runningCount ?? 0) > 0 };
  if (marked === undefined) return { stable: resting, candidate: null, candidateWeight: 0, ...engine, lock };
  const release = releaseOf(await readRevision(session, marked), primary.spec);
  if (primary.revision.arn === marked) {
    // ECS is through; the services of later waves are not, or nobody wrote down that they are.
    const stable = resting === null ? null : { ...resting, release };
    return { stable, candidate: { release, ready: true }, candidateWeight: 100, ...engine, lock };
  }
  if (newest?.target === marked && newest.state === "taken-back") {
    const text = `ECS took ${release.version} back: ${newest.deployment.statusReason ?? newest.deployment.status ?? ""}`;
    const candidate = {
      release,
      ready: false,
      detail: text,
      failure: { reason: "rolled_back", text, lines: [] },
    };
    return { stable: resting, candidate, candidateWeight: 0, ...engine, lock };
  }
  return { stable: resting, candidate: null, candidateWeight: 0, lock };
}

function stableOf({ deployment }: NativeDeployment, release: Release): RunningRelease {
  const { requestedTaskCount = 0, runningTaskCount = 0 } = sourceOf(deployment) ?? {};
  if (runningTaskCount > 0 && runningTaskCount >= requestedTaskCount) return { release, ready: true };
  return { release, ready: false, detail: `${runningTaskCount} of ${requestedTaskCount} tasks run` };
}

async function candidateOf(
  session: EcsSession,
  primary: ServiceLook,
  newest: NativeDeployment,
): Promise<RunningRelease> {
  const { deployment, state, target } = newest;
  const release = releaseOf(await readRevision(session, target), primary.spec);
  const reason = deployment.statusReason ?? "no reason given";
  if (state !== "forward") {
    const text = `ECS takes ${release.version} back (${deployment.status}): ${reason}`;
    return { release, ready: false, detail: text, failure: { reason: "rolled_back", text, lines: [] } };
  }
  if (hasScaledUp(deployment)) return { release, ready: true };
  const { requestedTaskCount = 0, runningTaskCount = 0 } = deployment.targetServiceRevision ?? {};
  const failure = await readTaskFailure(session, primary.service, target);
  const detail = `${runningTaskCount} of ${requestedTaskCount} tasks run (${deployment.lifecycleStage ?? deployment.status})`;
  if (failure === undefined) return { release, ready: false, detail };
  return { release, ready: false, detail: [detail, failure.text, ...failure.lines].join("; "), failure };
}
