import { ActionError, formatPercent } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../platform.ts";
import { type HaproxyContext, type HaproxyPlatformOptions, openHaproxy } from "./haproxy-options.ts";
import { preflight } from "./preflight.ts";
import { askReady } from "./ready-probe.ts";
import {
  EVERYTHING,
  readyStable,
  removeCandidate,
  retireStable,
  startCandidate,
  untilReady,
} from "./release-changes.ts";
import { setStateOf, setWeightOf, shiftWeights } from "./shift-weights.ts";
import { describeTraffic, type Snapshot, showSnapshot, takeSnapshot } from "./snapshot.ts";
import { GRANULARITY_PERCENT, pairOf } from "./weights.ts";

export type { HaproxyPlatformOptions } from "./haproxy-options.ts";

/**
 * Two servers of an HAProxy backend as a platform. Nothing is remembered between two calls: what runs where is asked of
 * the servers, and who is stable is read from the weights (see weights.ts).
 */
export function createPlatform(options: HaproxyPlatformOptions): Platform {
  const context = openHaproxy(options);
  return {
    name: "haproxy",
    capabilities: {
      traffic: "weights",
      granularity: GRANULARITY_PERCENT,
      candidateUrl: true,
      candidateHeader: undefined,
      waitsForFree: false,
      keepsStableWarm: true,
    },
    observe: async (signal) => describeTraffic(context, await takeSnapshot(context, signal), signal),
    setWeight: (candidate, weight, precondition, signal) =>
      setWeight(context, candidate, weight, precondition, signal),
    promote: (candidate, precondition, signal) => promote(context, candidate, precondition, signal),
    abort: (precondition, signal) => abort(context, precondition, signal),
    restore: (release, precondition, signal) => restore(context, release, precondition, signal),
    preflight: (signal) => preflight(context, signal),
  };
}

async function setWeight(
  context: HaproxyContext,
  candidate: Release,
  weight: number,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const pair = pairOf(weight);
  if (pair === undefined) {
    const grain = formatPercent(GRANULARITY_PERCENT);
    throw new ActionError(
      "config",
      `HAProxy weights hold steps of ${grain}, not ${formatPercent(weight, 3)}`,
    );
  }
  const before = await takeSnapshot(context, signal);
  const isHeld = isCandidate(before, candidate) && before.candidateWeight === weight && !before.isRetiring;
  if (isHeld) {
    const seen = await describeTraffic(context, before, signal);
    if (seen.candidate?.ready === true) return seen;
  }
  if (before.stable?.version === candidate.version) {
    throw new ActionError("conflict", `${candidate.version} is the stable release already`);
  }
  if (!isHeld) requireRevision(before, precondition, "set-weight");
  const isNew = !isCandidate(before, candidate);
  const running = isNew ? await runBeside(context, before, candidate, signal) : before;
  if (weight === 0 && running.candidateWeight === 0) {
    if (!isNew) await admitCandidate(context, running, signal);
    return describe(context, signal);
  }
  if (weight > 0) {
    const what = `${candidate.version} cannot get ${formatPercent(weight)} of the traffic`;
    await requireReady(context, running, what, signal);
  }
  const { stable } = running;
  const isBack = stable !== undefined && (stable.isOut || stable.weight === 0) && pair.stable > 0;
  if (isBack) await readyStable(context, running, signal);
  const now = await takeSnapshot(context, signal);
  requireCandidate(now, candidate, "get traffic");
  // Waiting takes time, in which others may have been here.
  if (!isBack && running.candidate?.isOut === false) requireRevision(now, running, "set-weight");
  await shiftWeights(context, now, pair, signal);
  return describe(context, signal);
}

async function promote(
  context: HaproxyContext,
  candidate: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await takeSnapshot(context, signal);
  if (isOnly(now, candidate)) return describeTraffic(context, now, signal);
  requireRevision(now, precondition, "promote");
  requireCandidate(now, candidate, "be promoted");
  await requireReady(context, now, `${candidate.version} cannot be promoted`, signal);
  await finishPromotion(context, now, signal);
  return describe(context, signal);
}

async function abort(
  context: HaproxyContext,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await takeSnapshot(context, signal);
  if (now.candidate === undefined) return leaveAlone(context, now, signal);
  requireRevision(now, precondition, "abort");
  await removeCandidate(context, now, signal);
  return describe(context, signal);
}

async function restore(
  context: HaproxyContext,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await takeSnapshot(context, signal);
  if (isOnly(now, release)) return leaveAlone(context, now, signal);
  requireRevision(now, precondition, "restore");
  if (now.stable?.version === release.version) {
    await removeCandidate(context, now, signal);
    return describe(context, signal);
  }
  // First it runs beside stable without traffic, then it takes over: users always have a release that answers.
  const running = isCandidate(now, release) ? now : await runBeside(context, now, release, signal);
  const view = running.candidate;
  const readiness = view === undefined ? undefined : await untilReady(context, view.server, signal);
  if (readiness?.ready !== true) {
    const detail = readiness?.detail ?? "it does not run";
    await removeCandidate(context, running, signal);
    throw new ActionError("remote", `Release ${release.version} could not be brought back: ${detail}`, {
      hint: "The traffic is where it was.",
    });
  }
  await finishPromotion(context, running, signal);
  return describe(context, signal);
}

/** A run that died before it started a release may have left a server in the backend with nothing on it. */
async function leaveAlone(
  context: HaproxyContext,
  now: Snapshot,
  signal: AbortSignal,
): Promise<TrafficState> {
  const { free, stable } = now;
  const isPrepared = stable !== undefined && free !== undefined && !free.isOut && free.weight === 0;
  if (!isPrepared) return describeTraffic(context, now, signal);
  await setStateOf(context, free.server, "maint", signal);
  return describe(context, signal);
}

/** The release as the candidate at 0 %; another candidate goes first. */
async function runBeside(
  context: HaproxyContext,
  before: Snapshot,
  release: Release,
  signal: AbortSignal,
): Promise<Snapshot> {
  let now = before;
  if (now.candidate !== undefined) {
    await removeCandidate(context, now, signal);
    now = await takeSnapshot(context, signal);
  }
  await startCandidate(context, now, release, signal);
  const started = await takeSnapshot(context, signal);
  requireCandidate(started, release, "be the candidate");
  return started;
}

async function finishPromotion(context: HaproxyContext, seen: Snapshot, signal: AbortSignal): Promise<void> {
  let now = seen;
  if (!now.isRetiring && now.candidateWeight !== 100) {
    await shiftWeights(context, now, EVERYTHING, signal);
    now = await takeSnapshot(context, signal);
  }
  await retireStable(context, now, signal);
}

/** A run that died between the start and the backend may have left the candidate outside of it. */
async function admitCandidate(context: HaproxyContext, now: Snapshot, signal: AbortSignal): Promise<void> {
  const { candidate } = now;
  if (candidate === undefined) return;
  if (candidate.weight !== 0) await setWeightOf(context, candidate.server, 0, signal);
  if (candidate.isOut) await setStateOf(context, candidate.server, "ready", signal);
  await untilReady(context, candidate.server, signal);
}

async function requireReady(
  context: HaproxyContext,
  now: Snapshot,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  if (now.candidate?.isOut === true) await admitCandidate(context, now, signal);
  else if (now.candidate?.isUp === false) {
    // HAProxy's checks come later than the release's own word: they are waited for, a release that says no is not.
    const { server } = now.candidate;
    if ((await askReady(context, server, signal)).ready) await untilReady(context, server, signal);
  }
  const { candidate } = await describe(context, signal);
  if (candidate?.ready === true) return;
  throw new ActionError("conflict", `${what}: ${candidate?.detail ?? "it does not run"}`);
}

function requireRevision(now: Snapshot, precondition: Precondition, action: string): void {
  if (now.revision === precondition.revision) return;
  throw new ActionError(
    "conflict",
    `The traffic changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${showSnapshot(now)})`,
    {
      hint: "Nothing was changed. Another run or a person sets these weights too, or HAProxy was reloaded. Run again: it looks at the traffic anew and goes on from there.",
    },
  );
}

function requireCandidate(now: Snapshot, release: Release, what: string): void {
  if (isCandidate(now, release)) return;
  const found =
    now.candidate === undefined ? "there is no candidate" : `the candidate is ${now.candidate.version}`;
  throw new ActionError("conflict", `${release.version} cannot ${what}: ${found}`);
}

async function describe(context: HaproxyContext, signal: AbortSignal): Promise<TrafficState> {
  return describeTraffic(context, await takeSnapshot(context, signal), signal);
}

function isCandidate(now: Snapshot, release: Release): boolean {
  return now.candidate?.version === release.version;
}

function isOnly(now: Snapshot, release: Release): boolean {
  return now.candidate === undefined && now.stable?.version === release.version;
}
