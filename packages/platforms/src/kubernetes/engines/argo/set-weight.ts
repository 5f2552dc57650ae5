import { ActionError, formatPercent } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../../../platform.ts";
import { requireReady, requireRevision } from "../../guards.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { releaseTemplate } from "../release-template.ts";
import { changeTemplate } from "./change-template.ts";
import { type Drive, driveTo, type Goal } from "./drive-rollout.ts";
import { startFirst } from "./first-deploy.ts";
import { PREVIOUS, writePrevious } from "./previous-mark.ts";
import { describeRollout, lookAtRollout, type RolloutLook, templateOf } from "./rollout-look.ts";
import { isObserved, ROLLOUTS, type Rollout } from "./rollout-object.ts";
import { patchStatus, statusIs } from "./status-patch.ts";
import { stopAt, stopProblem } from "./stops.ts";

/**
 * Starts a release, or lets Argo Rollouts go on until it holds a weight; see `Platform.setWeight`. At 0 % it is the Rollout's own
 * first step that decides what the candidate gets.
 */
export async function setWeight(
  options: KubernetesPlatformOptions,
  release: Release,
  weight: number,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await lookAtRollout(options, signal);
  const { traffic, rollout } = now;
  const isRunning = traffic.candidate?.release.version === release.version;
  if (isRunning && traffic.candidate?.ready === true && isHeld(now, weight)) return traffic;
  if (traffic.stable?.release.version === release.version) {
    throw new ActionError("conflict", `${release.version} is the stable release already`);
  }
  requireRevision(traffic, precondition, "set-weight", undefined);
  const what = `${release.version} cannot get ${formatPercent(weight)} of the traffic`;
  if (weight > 0 && isRunning) requireReady(traffic, what);
  if (rollout === undefined || traffic.stable === null) {
    const { traffic: after } = await startFirst(options, now, release, signal);
    if (weight > 0) requireReady(after, what);
    return after;
  }
  const problem = weight === 0 ? undefined : stopProblem(rollout, weight, describeRollout(options));
  if (problem !== undefined) throw new ActionError("config", `${what}: ${problem}`);
  if (now.isUnconfirmed) {
    throw new ActionError(
      "conflict",
      `${traffic.candidate?.release.version} has all the traffic, and Argo Rollouts is through with it: it cannot go back to ${formatPercent(weight)}.`,
      { hint: "Promote it, or abort the rollout." },
    );
  }
  if (!isRunning) await start(options, now, rollout, release, signal);
  else if (rollout.status?.abort === true) await retry(options, signal);
  const drive = await driveTo(options, release.version, goalOf(now, rollout, weight, isRunning), signal);
  if (drive.kind === "there" && (weight === 0 || isHeld(drive.look, weight))) return drive.look.traffic;
  if (weight === 0) return settled(options, drive, release);
  if (weight === 100 && drive.kind === "there") return goToEnd(options, drive.look, release, what, signal);
  throw notHeld(what, drive);
}

/** Whether the Rollout holds a weight until somebody goes on. */
function isHeld({ rollout, traffic, isUnconfirmed, isFirst }: RolloutLook, weight: number): boolean {
  if (isFirst || rollout === undefined) return weight === 0 || isFirst;
  if (isUnconfirmed) return weight === 100;
  const isPaused = (rollout.status?.pauseConditions ?? []).length > 0;
  return isObserved(rollout) && isPaused && Math.abs(traffic.candidateWeight - weight) < 0.006;
}

/** 0 % goes back to a pause of 0 % where there is one; else it means only that the candidate is started. */
function goalOf(look: RolloutLook, rollout: Rollout, weight: number, isRunning: boolean): Goal {
  if (weight === 0) {
    const mayGoBack = isRunning && look.traffic.candidateWeight > 0 && stopAt(rollout, 0) !== undefined;
    return mayGoBack ? 0 : "stop";
  }
  // Where nothing pauses at 100 %, it is started, and then goes to its end.
  return weight === 100 && stopAt(rollout, 100) === undefined ? "stop" : weight;
}

async function start(
  options: KubernetesPlatformOptions,
  { stableSet }: RolloutLook,
  rollout: Rollout,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const describe = describeRollout(options);
  const template = releaseTemplate(options.target, templateOf(rollout, describe), release, describe);
  // What an earlier rollout has left there would be the way back of this one.
  const annotations = stableSet === undefined ? {} : { [PREVIOUS]: null };
  await changeTemplate(options, rollout, template, annotations, signal);
}

/** What `kubectl argo rollouts retry` does: an aborted rollout of the same template begins again. */
async function retry(options: KubernetesPlatformOptions, signal: AbortSignal): Promise<void> {
  options.log.info(`${describeRollout(options)} was aborted: it begins again.`);
  await patchStatus(options, statusIs("abort", false), signal);
}

/** Argo Rollouts calls a release stable at its end: the way back is written down before. */
async function goToEnd(
  options: KubernetesPlatformOptions,
  look: RolloutLook,
  release: Release,
  what: string,
  signal: AbortSignal,
): Promise<TrafficState> {
  const { client, target } = options;
  const { stable } = look.traffic;
  const hash = look.rollout?.status?.stableRS;
  if (stable !== null && hash !== undefined && look.traffic.candidate !== null) {
    const body = {
      metadata: { annotations: { [PREVIOUS]: writePrevious({ release: stable.release, hash }) } },
    };
    await client.patch(ROLLOUTS, target.workload.name, { type: "merge", body }, signal);
  }
  const drive = await driveTo(options, release.version, "end", signal);
  if (drive.kind === "there") return drive.look.traffic;
  throw notHeld(what, drive);
}

function settled(options: KubernetesPlatformOptions, drive: Drive, release: Release): TrafficState {
  if (drive.kind === "not-there") options.log.info(`${release.version} is not ready: ${drive.text}`);
  return drive.look.traffic;
}

function notHeld(what: string, drive: Drive): ActionError {
  const { traffic } = drive.look;
  const text = drive.kind === "not-there" ? drive.text : "Argo Rollouts did not stop there";
  // A candidate that fails is no candidate for traffic; everything else is the engine's.
  return new ActionError(
    traffic.candidate?.failure === undefined ? "remote" : "conflict",
    `${what}: ${text}`,
  );
}
