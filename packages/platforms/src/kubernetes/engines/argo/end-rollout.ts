import { ActionError } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../../../platform.ts";
import { isAllStable } from "../../../traffic-state.ts";
import { requireCandidate, requireReady, requireRevision } from "../../guards.ts";
import { MARKS } from "../../marks.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { changeTemplate, templateForRelease, templateOfSet } from "./change-template.ts";
import { driveTo, untilRollout } from "./drive-rollout.ts";
import { undoFirst, untilUp } from "./first-deploy.ts";
import { PREVIOUS } from "./previous-mark.ts";
import { describeRollout, lookAtRollout, type RolloutLook } from "./rollout-look.ts";
import { isObserved, isSeen, ROLLOUTS, type Rollout } from "./rollout-object.ts";
import { patchStatus, statusIs } from "./status-patch.ts";
import { WAKE } from "./waker.ts";

/** Lets Argo Rollouts go on to its end and waits until it calls the release stable; see `Platform.promote`. */
export async function promote(
  options: KubernetesPlatformOptions,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const seen = await lookAtRollout(options, signal);
  if (isAllStable(seen.traffic, release)) return seen.traffic;
  requireRevision(seen.traffic, precondition, "promote", undefined);
  requireCandidate(seen.traffic, release);
  const what = `${release.version} cannot be promoted`;
  // Just scaled from nothing, Argo Rollouts may replace a pod once more; nobody else serves meanwhile.
  const now = seen.isFirst ? await untilUp(options, signal) : seen;
  requireReady(now.traffic, what);
  if (!now.isFirst && !now.isUnconfirmed) {
    const drive = await driveTo(options, release.version, "end", signal);
    if (drive.kind === "not-there") {
      const failed = drive.look.traffic.candidate?.failure !== undefined;
      throw new ActionError(failed ? "conflict" : "remote", `${what}: ${drive.text}`);
    }
  }
  await untilHealthy(options, `${release.version} becomes stable`, signal);
  await removeMarks(options, signal);
  return (await lookAtRollout(options, signal)).traffic;
}

/** Gives all traffic back and leaves the Rollout as it was, not degraded; see `Platform.abort`. */
export async function abort(
  options: KubernetesPlatformOptions,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await lookAtRollout(options, signal);
  if (now.traffic.candidate === null || now.rollout === undefined) {
    // What a run that died after its last change has left.
    if (isMarked(now)) await removeMarks(options, signal);
    return now.traffic;
  }
  requireRevision(now.traffic, precondition, "abort", undefined);
  await takeBack(options, now, now.rollout, signal);
  return (await lookAtRollout(options, signal)).traffic;
}

/** Makes an earlier release stable again, past all steps; see `Platform.restore`. */
export async function restore(
  options: KubernetesPlatformOptions,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await lookAtRollout(options, signal);
  const isDone = isAllStable(now.traffic, release) && now.traffic.stable?.ready === true;
  if (isDone && !isMarked(now)) return now.traffic;
  if (!isDone) requireRevision(now.traffic, precondition, "restore", undefined);
  const { client, target } = options;
  const rollout = now.rollout ?? (await client.require<Rollout>(ROLLOUTS, target.workload.name, signal));
  if (now.traffic.stable?.release.version === release.version) {
    if (now.traffic.candidate !== null) await takeBack(options, now, rollout, signal);
  } else {
    await goStraightTo(options, now, rollout, release, signal);
  }
  await untilBack(options, release, signal);
  await removeMarks(options, signal);
  return (await lookAtRollout(options, signal)).traffic;
}

async function takeBack(
  options: KubernetesPlatformOptions,
  now: RolloutLook,
  rollout: Rollout,
  signal: AbortSignal,
): Promise<void> {
  const { stable } = now.traffic;
  if (now.isFirst || stable === null) return undoFirst(options, rollout, signal);
  if (now.isUnconfirmed) return takeAllBack(options, now, rollout, stable.release, signal);
  // With a template that it sees for the first time, Argo Rollouts forgets an abort.
  const isKnown = (look: RolloutLook): boolean => look.rollout === undefined || isSeen(look.rollout);
  await untilRollout(options, isKnown, "its last change is seen", signal);
  if (rollout.status?.abort !== true) await patchStatus(options, statusIs("abort", true), signal);
  const what = `${stable.release.version} gets its traffic back`;
  // With dynamicStableScale stable grows again first: its template is put back when it has everything.
  const aborted = await untilRollout(
    options,
    (look) => look.isUnconfirmed || isTakenBack(look),
    what,
    signal,
  );
  if (aborted.rollout === undefined || aborted.stableSet === undefined) {
    throw new ActionError("conflict", `${describeRollout(options)} was removed meanwhile.`);
  }
  // It was faster: the abort came when its last step was through.
  if (aborted.isUnconfirmed) {
    return takeAllBack(options, aborted, aborted.rollout, stable.release, signal);
  }
  if (aborted.traffic.stable?.release.version !== stable.release.version) {
    throw new ActionError(
      "conflict",
      `${describeRollout(options)} was promoted to its end meanwhile: ${aborted.traffic.stable?.release.version ?? "another release"} is stable now.`,
      { hint: `Bring ${stable.release.version} back with the rollback action.` },
    );
  }
  const template = templateOfSet(aborted.stableSet);
  // An aborted Rollout is Degraded until its template is the stable one again.
  await changeTemplate(options, aborted.rollout, template, { [PREVIOUS]: null }, signal);
  await untilHealthy(options, `${stable.release.version} is stable again`, signal);
}

/** Back from a release that has everything already. */
async function takeAllBack(
  options: KubernetesPlatformOptions,
  now: RolloutLook,
  rollout: Rollout,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  await goStraightTo(options, now, rollout, release, signal);
  await untilBack(options, release, signal);
  await removeMarks(options, signal);
}

function isTakenBack({ rollout, traffic }: RolloutLook): boolean {
  if (rollout === undefined || traffic.candidate === null) return true;
  return (
    isObserved(rollout) &&
    rollout.status?.abort === true &&
    rollout.status.phase === "Degraded" &&
    traffic.candidateWeight === 0
  );
}

/** An earlier release's template, and past all steps and analyses to its end. */
async function goStraightTo(
  options: KubernetesPlatformOptions,
  now: RolloutLook,
  rollout: Rollout,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  if (now.wanted?.version !== release.version) {
    const { template, from } = templateForRelease(options, now, rollout, release);
    options.log.info(`${describeRollout(options)} goes back to ${release.version} by ${from}.`);
    await changeTemplate(options, rollout, template, {}, signal);
  }
  const what = `${release.version} comes back`;
  const isThere = ({ rollout: seen }: RolloutLook): boolean => seen !== undefined && isObserved(seen);
  const seen = await untilRollout(options, isThere, what, signal);
  const { currentPodHash, stableRS } = seen.rollout?.status ?? {};
  if (currentPodHash !== stableRS) await patchStatus(options, statusIs("promoteFull", true), signal);
}

/** Until an earlier release is stable again, which goes past all steps. */
function untilBack(options: KubernetesPlatformOptions, release: Release, signal: AbortSignal): Promise<void> {
  const again = async ({ rollout, wanted }: RolloutLook): Promise<void> => {
    const { currentPodHash, stableRS, promoteFull } = rollout?.status ?? {};
    const isOnItsWay = rollout !== undefined && isObserved(rollout) && wanted?.version === release.version;
    if (!isOnItsWay || currentPodHash === stableRS || promoteFull === true) return;
    await patchStatus(options, statusIs("promoteFull", true), signal);
  };
  return untilHealthy(options, `${release.version} comes back`, signal, again);
}

/** Until Argo Rollouts says Healthy: the template's release is stable, and its pods are there. */
async function untilHealthy(
  options: KubernetesPlatformOptions,
  what: string,
  signal: AbortSignal,
  again?: (look: RolloutLook) => Promise<void>,
): Promise<void> {
  const isHealthy = ({ rollout }: RolloutLook): boolean => {
    const status = rollout?.status;
    return (
      rollout !== undefined &&
      isObserved(rollout) &&
      status?.phase === "Healthy" &&
      status.currentPodHash === status.stableRS
    );
  };
  await untilRollout(options, isHealthy, what, signal, again);
}

function isMarked({ rollout }: RolloutLook): boolean {
  const annotations = rollout?.metadata.annotations ?? {};
  return annotations[PREVIOUS] !== undefined || annotations[WAKE] !== undefined;
}

/** Nothing of a rollout stays on the Rollout once it has ended. */
async function removeMarks(options: KubernetesPlatformOptions, signal: AbortSignal): Promise<void> {
  const { client, target } = options;
  const { name } = target.workload;
  const rollout = await client.require<Rollout>(ROLLOUTS, name, signal);
  const annotations = rollout.metadata.annotations ?? {};
  const marks = [PREVIOUS, MARKS.first, WAKE];
  if (marks.every((mark) => annotations[mark] === undefined)) return;
  const body = { metadata: { annotations: Object.fromEntries(marks.map((mark) => [mark, null])) } };
  await client.patch(ROLLOUTS, name, { type: "merge", body }, signal);
}
