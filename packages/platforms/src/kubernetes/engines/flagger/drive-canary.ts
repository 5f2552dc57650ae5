import { ActionError, formatPercent } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../../../platform.ts";
import { isAllStable } from "../../../traffic-state.ts";
import { isComplete } from "../../deployment/deployment-status.ts";
import { requireCandidate, requireRevision } from "../../guards.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { type CanaryLook, describeCanary, isAtRest, lookAtCanary } from "./canary-look.ts";
import { CANARIES, type Canary, isActive } from "./canary-object.ts";
import { putBack, startRelease } from "./change-target.ts";
import { requireCanary, untilCanary } from "./until-canary.ts";
import { endWayBack, skipAnalysis, wayBackOf } from "./way-back.ts";

/**
 * Starts a release by changing the target Deployment, and waits until Flagger has its pods up; see `Platform.setWeight`. Weights
 * above 0 are Flagger's own.
 */
export async function setWeight(
  options: KubernetesPlatformOptions,
  release: Release,
  weight: number,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await lookAtCanary(options, signal);
  const { traffic } = now;
  const isRunning = traffic.candidate?.release.version === release.version;
  if (isRunning && traffic.candidate?.ready === true && traffic.candidateWeight === weight) return traffic;
  if (traffic.stable?.release.version === release.version) {
    throw new ActionError("conflict", `${release.version} is the stable release already`);
  }
  requireRevision(traffic, precondition, "set-weight", undefined);
  if (weight > 0) throw new ActionError("config", weightProblem(options, weight), { hint: DRIVEN_BY });
  const { canary, deployment } = requireMade(options, now);
  if (canary.spec.suspend === true) {
    throw new ActionError(
      "config",
      `${describeCanary(options)} is suspended (spec.suspend): it would not move.`,
    );
  }
  const isRetry = isRunning && canary.status?.phase === "Failed";
  if (!isRunning || isRetry) {
    // What a way back that was interrupted has left would let this release go without its analysis.
    await endWayBack(options, canary, signal);
    if (isRetry) options.log.info(`${describeCanary(options)} was taken back: it begins again.`);
    await startRelease(options, deployment, release, isRetry, signal);
  }
  // Until Flagger has seen it, its pods may have the weight of the release before.
  const before = !isRunning || isRetry ? canary.status?.lastAppliedSpec : null;
  const isStarted = (look: CanaryLook): boolean =>
    look.canary?.status?.lastAppliedSpec !== before && look.traffic.candidate?.ready === true;
  const end = await untilCanary(options, isStarted, signal, { stopsOnFailure: !isRetry, gateLooks: 0 });
  if (end.kind === "not-there") options.log.info(`${release.version} is not up: ${end.text}`);
  if (end.look.wanted !== undefined && end.look.wanted.version !== release.version) {
    throw new ActionError(
      "conflict",
      `${describeCanary(options)} was to run ${release.version}, but its Deployment is of ${end.look.wanted.version} now: somebody else changed it.`,
    );
  }
  return (await lookAtCanary(options, signal)).traffic;
}

/** Waits until Flagger has promoted by its own analysis and gates; nothing is skipped. See `Platform.promote`. */
export async function promote(
  options: KubernetesPlatformOptions,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await lookAtCanary(options, signal);
  if (isAllStable(now.traffic, release)) return now.traffic;
  requireRevision(now.traffic, precondition, "promote", undefined);
  requireCandidate(now.traffic, release);
  const isPromoted = ({ traffic, canary }: CanaryLook): boolean =>
    isAllStable(traffic, release) && canary?.status?.phase === "Succeeded";
  const end = await untilCanary(options, isPromoted, signal);
  if (end.kind === "there") return end.look.traffic;
  throw new ActionError(
    end.look.traffic.candidate?.failure === undefined ? "remote" : "conflict",
    `${release.version} cannot be promoted: ${end.text}`,
  );
}

/** Puts the stable release back on the target Deployment; see `Platform.abort`. */
export async function abort(
  options: KubernetesPlatformOptions,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await lookAtCanary(options, signal);
  const { candidate, stable } = now.traffic;
  if (candidate === null || stable === null) return now.traffic;
  requireRevision(now.traffic, precondition, "abort", undefined);
  await goBackTo(options, now, stable.release, signal);
  return (await lookAtCanary(options, signal)).traffic;
}

/** Makes an earlier release stable again without an analysis; Flagger's confirm-rollout gates still decide. */
export async function restore(
  options: KubernetesPlatformOptions,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await lookAtCanary(options, signal);
  if (isAllStable(now.traffic, release) && isAtRest(now)) return now.traffic;
  if (!isAllStable(now.traffic, release)) {
    requireRevision(now.traffic, precondition, "restore", undefined);
  }
  await goBackTo(options, now, release, signal);
  return (await lookAtCanary(options, signal)).traffic;
}

async function goBackTo(
  options: KubernetesPlatformOptions,
  now: CanaryLook,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { canary, deployment } = requireMade(options, now);
  const isStable = now.traffic.stable?.release.version === release.version;
  const wasActive = isActive(canary);
  // First the template: skipping the analysis of the candidate would promote it.
  if (now.wanted?.version !== release.version) await putBack(options, deployment, release, signal);
  // Nothing of the candidate runs: there is nothing that Flagger would have to take back.
  const isOnlyWritten = isStable && (!wasActive || canary.status?.phase === "Waiting");
  if (isOnlyWritten && wayBackOf(canary) === undefined) return;
  if (wayBackOf(canary) === undefined) {
    const fresh = await options.client.require<Canary>(CANARIES, canary.metadata.name, signal);
    const from = {
      ...fresh,
      status: { ...fresh.status, lastAppliedSpec: canary.status?.lastAppliedSpec ?? "" },
    };
    await skipAnalysis(options, from, signal);
  }
  const before = wayBackOf(canary)?.lastAppliedSpec ?? canary.status?.lastAppliedSpec ?? "";
  const isBack = (look: CanaryLook): boolean =>
    isAllStable(look.traffic, release) &&
    look.canary?.status?.phase === "Succeeded" &&
    look.canary.status.lastAppliedSpec !== before &&
    look.targetDeployment?.spec.replicas === 0 &&
    look.primary !== undefined &&
    isComplete(look.primary);
  const { canary: after } = await requireCanary(options, isBack, `${release.version} comes back`, signal);
  if (after !== undefined) await endWayBack(options, after, signal);
}

/** Why a weight is not Flagger's to be asked for. */
export function weightProblem(options: KubernetesPlatformOptions, weight: number): string {
  return `${describeCanary(options)} is driven by Flagger, which moves the weight itself and stops nowhere: ${formatPercent(weight)} cannot be held`;
}

export const DRIVEN_BY =
  "Set `driven-by: engine` under rollout: Flagger's own analysis then decides, and it is watched here.";

/** Error: `config` with what has to be there first. */
function requireMade(options: KubernetesPlatformOptions, { canary, targetDeployment, primary }: CanaryLook) {
  const problem = unmade(options, { canary, targetDeployment, primary });
  if (canary !== undefined && targetDeployment !== undefined && problem === undefined) {
    return { canary, deployment: targetDeployment };
  }
  throw new ActionError("config", problem ?? `${describeCanary(options)} is not there.`, {
    hint: "The first release of a Canary is not rolled out by Flagger: apply the Deployment with it, and the Canary, and Flagger makes the primary from that. Deploy the next release by this.",
  });
}

/** What of a Canary is not there yet; `undefined`: everything is. */
export function unmade(
  options: KubernetesPlatformOptions,
  { canary, targetDeployment, primary }: Pick<CanaryLook, "canary" | "targetDeployment" | "primary">,
): string | undefined {
  const where = describeCanary(options);
  if (canary === undefined) return `${where} is not there.`;
  const { name } = canary.spec.targetRef;
  if (targetDeployment === undefined) return `${where} is about Deployment ${name}, which is not there.`;
  if (primary !== undefined) return undefined;
  const phase = canary.status?.phase ?? "";
  return `${where} has no primary yet (${phase === "" ? "Flagger has not looked at it" : phase}).`;
}
