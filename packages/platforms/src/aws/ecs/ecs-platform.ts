import { ActionError, assertNever, formatPercent } from "@deploy-actions/kernel";
import type { EcsRoute, Release, TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../../platform.ts";
import { isCandidate, showTraffic } from "../../traffic-state.ts";
import { type EcsLook, isEverywhere } from "./ecs-look.ts";
import type { EcsRouteDriver } from "./ecs-route.ts";
import { type EcsPlatformOptions, type EcsSession, openSession, type Revision } from "./ecs-session.ts";
import { createNativeRoute } from "./native-route.ts";
import { findProblems } from "./preflight.ts";
import { createRollingRoute } from "./rolling-route.ts";
import { createTargetGroupsRoute } from "./target-groups-route.ts";

export type { EcsPlatformOptions } from "./ecs-session.ts";

/** Services of an ECS cluster as a platform. */
export function buildEcsPlatform(options: EcsPlatformOptions): Platform {
  const driver = createRoute(options.target.route);
  const revisions = new Map<string, Revision>();
  const open = (signal: AbortSignal): Promise<EcsSession> => openSession(options, revisions, signal);
  return {
    name: "aws-ecs",
    capabilities: driver.capabilities,
    observe: async (signal) => (await driver.look(await open(signal))).traffic,
    setWeight: async (candidate, weight, precondition, signal) =>
      await setWeight(driver, await open(signal), candidate, weight, precondition),
    promote: async (candidate, precondition, signal) =>
      await promote(driver, await open(signal), candidate, precondition),
    abort: async (precondition, signal) => await abort(driver, await open(signal), precondition),
    restore: async (release, precondition, signal) =>
      await restore(driver, await open(signal), release, precondition),
    preflight: async (signal) => await findProblems(driver, await open(signal)),
    planProblems: async (weights) => driver.planProblems?.(weights) ?? [],
  };
}

function createRoute(route: EcsRoute): EcsRouteDriver {
  switch (route.kind) {
    case "rolling":
      return createRollingRoute();
    case "target-groups":
      return createTargetGroupsRoute(route);
    case "native":
      return createNativeRoute(route);
    default:
      return assertNever(route);
  }
}

async function setWeight(
  driver: EcsRouteDriver,
  session: EcsSession,
  candidate: Release,
  weight: number,
  precondition: Precondition,
): Promise<TrafficState> {
  const before = await driver.look(session);
  const { traffic } = before;
  const isWanted = isCandidate(traffic, candidate) && traffic.candidateWeight === weight;
  if (isWanted && traffic.candidate?.ready === true) return traffic;
  if (traffic.stable?.release.version === candidate.version && !isCandidate(traffic, candidate)) {
    throw new ActionError("conflict", `${candidate.version} is the stable release already`);
  }
  if (!isWanted) requireRevision(traffic, precondition, "set-weight");
  await driver.setWeight(session, before, candidate, weight);
  const after = (await driver.look(session)).traffic;
  if (isCandidate(after, candidate) && after.candidateWeight === weight) return after;
  const wanted = `${candidate.version} at ${formatPercent(weight)}`;
  throw new ActionError("remote", `Asked for ${wanted}, seeing ${showTraffic(after)}`, {
    hint: "Somebody else may have changed it at the same moment. Run again: it goes on from what it sees.",
  });
}

async function promote(
  driver: EcsRouteDriver,
  session: EcsSession,
  candidate: Release,
  precondition: Precondition,
): Promise<TrafficState> {
  const before = await driver.look(session);
  const { traffic } = before;
  if (isAllStable(before, candidate)) return traffic;
  requireRevision(traffic, precondition, "promote");
  if (!isCandidate(traffic, candidate)) {
    const found =
      traffic.candidate === null
        ? "there is no candidate"
        : `the candidate is ${traffic.candidate.release.version}`;
    throw new ActionError("conflict", `${candidate.version} cannot be promoted: ${found}`);
  }
  if (traffic.candidate?.ready !== true) {
    const why = traffic.candidate?.detail ?? "it is not ready";
    throw new ActionError("conflict", `${candidate.version} cannot be promoted: ${why}`);
  }
  await driver.promote(session, before, candidate);
  return await allStable(driver, session, candidate);
}

async function abort(
  driver: EcsRouteDriver,
  session: EcsSession,
  precondition: Precondition,
): Promise<TrafficState> {
  const before = await driver.look(session);
  if (before.traffic.candidate === null) return before.traffic;
  requireRevision(before.traffic, precondition, "abort");
  await driver.abort(session, before);
  const after = (await driver.look(session)).traffic;
  if (after.candidate === null) return after;
  throw new ActionError("remote", `Asked for no candidate, seeing ${showTraffic(after)}`);
}

async function restore(
  driver: EcsRouteDriver,
  session: EcsSession,
  release: Release,
  precondition: Precondition,
): Promise<TrafficState> {
  const before = await driver.look(session);
  if (isAllStable(before, release)) return before.traffic;
  requireRevision(before.traffic, precondition, "restore");
  await driver.restore(session, before, release);
  return await allStable(driver, session, release);
}

async function allStable(
  driver: EcsRouteDriver,
  session: EcsSession,
  release: Release,
): Promise<TrafficState> {
  const after = await driver.look(session);
  if (isAllStable(after, release)) return after.traffic;
  throw new ActionError(
    "remote",
    `Asked for ${release.version} as the only release, seeing ${showTraffic(after.traffic)}`,
  );
}

function requireRevision(now: TrafficState, precondition: Precondition, action: string): void {
  if (now.revision === precondition.revision) return;
  throw new ActionError(
    "conflict",
    `The traffic changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${showTraffic(now)})`,
    { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." },
  );
}

/** The other services count too: a restore that died half way has not ended. */
function isAllStable(look: EcsLook, release: Release): boolean {
  const { traffic } = look;
  const isStable = traffic.candidate === null && traffic.stable?.release.version === release.version;
  return isStable && isEverywhere(look, release);
}
