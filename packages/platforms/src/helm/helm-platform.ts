import { ActionError, formatPercent, suggest } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../platform.ts";
import { isAllStable, isCandidate, showTraffic } from "../traffic-state.ts";
import { rollbackArgv, uninstallArgv, upgradeArgv } from "./helm-argv.ts";
import { type HelmPlatformOptions, helmError, readHistory, runHelm, saidBy } from "./helm-command.ts";
import { findRevision, isPending, releaseOfRevision } from "./helm-history.ts";
import { preflightHelm } from "./helm-preflight.ts";
import { type HelmMemory, type HelmState, toHelmState } from "./helm-state.ts";

export type { HelmPlatformOptions } from "./helm-command.ts";

/** How often another helm's work is looked at. */
const POLL_MS = 2_000;
/** How much longer than the target's own time-out another helm may be at work before it counts as killed. */
const PENDING_GRACE_MS = 5_000;

/**
 * A Helm release, upgraded all at once. Each revision's description says which release it is; the candidate at 0 % is known
 * to this run only.
 */
export function createPlatform(options: HelmPlatformOptions): Platform {
  const memory: HelmMemory = { staged: undefined, trial: undefined, ended: new Set() };
  const call = (signal: AbortSignal): Call => ({ options, memory, signal });
  return {
    name: "helm",
    capabilities: {
      traffic: "all-at-once",
      granularity: 100,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: false,
      keepsStableWarm: false,
    },
    observe: async (signal) => (await readState(call(signal))).traffic,
    setWeight: (candidate, weight, precondition, signal) =>
      setWeight(call(signal), candidate, weight, precondition),
    promote: (candidate, precondition, signal) => promote(call(signal), candidate, precondition),
    abort: (precondition, signal) => abort(call(signal), precondition),
    restore: (release, precondition, signal) => restore(call(signal), release, precondition),
    preflight: (signal) => preflightHelm(options, signal),
  };
}

/** One call of the platform. */
interface Call {
  readonly options: HelmPlatformOptions;
  readonly memory: HelmMemory;
  readonly signal: AbortSignal;
}

async function setWeight(
  call: Call,
  candidate: Release,
  weight: number,
  precondition: Precondition,
): Promise<TrafficState> {
  if (weight !== 0 && weight !== 100) {
    throw new ActionError(
      "config",
      `A Helm release moves all traffic at once: ${formatPercent(weight)} is not possible, only 0 % and 100 %`,
    );
  }
  const { memory } = call;
  const before = await readState(call);
  const isRunning = isCandidate(before.traffic, candidate);
  if (isRunning && before.traffic.candidateWeight === weight && before.traffic.candidate?.ready === true) {
    return before.traffic;
  }
  if (before.traffic.stable?.release.version === candidate.version && before.unfinished === undefined) {
    throw new ActionError("conflict", `${candidate.version} is the stable release already`);
  }
  requireRevision(before.traffic, precondition, "the new weight");
  const problem = memory.staged?.problem;
  if (isRunning && weight > 0 && problem !== undefined) {
    throw new ActionError(
      "conflict",
      `${candidate.version} cannot get ${formatPercent(weight)} of the traffic: ${problem}`,
    );
  }
  const free = await takeBack(call, before);
  if (!isRunning || problem !== undefined) await rehearse(call, candidate);
  else memory.staged ??= { release: candidate, problem: undefined, isFinal: false };
  if (weight === 0) return (await readState(call)).traffic;
  if (memory.staged?.problem !== undefined) {
    throw new ActionError(
      "conflict",
      `${candidate.version} cannot get ${formatPercent(weight)} of the traffic: ${memory.staged.problem}`,
    );
  }
  return (await upgrade(call, free, candidate)).traffic;
}

async function promote(call: Call, candidate: Release, precondition: Precondition): Promise<TrafficState> {
  const { memory } = call;
  const now = await readState(call);
  if (isAllStable(now.traffic, candidate)) return now.traffic;
  requireRevision(now.traffic, precondition, "promote");
  if (!isCandidate(now.traffic, candidate)) {
    const found =
      now.traffic.candidate === null
        ? "there is no candidate"
        : `the candidate is ${now.traffic.candidate.release.version}`;
    throw new ActionError("conflict", `${candidate.version} cannot be promoted: ${found}`);
  }
  if (now.traffic.candidate?.ready !== true) {
    throw new ActionError(
      "conflict",
      `${candidate.version} cannot be promoted: ${now.traffic.candidate?.detail}`,
    );
  }
  if (now.traffic.candidateWeight === 0) await upgrade(call, now, candidate);
  forget(memory);
  return (await readState(call)).traffic;
}

async function abort(call: Call, precondition: Precondition): Promise<TrafficState> {
  const now = await readState(call);
  if (now.traffic.candidate === null) return now.traffic;
  requireRevision(now.traffic, precondition, "abort");
  await takeBack(call, now);
  forget(call.memory);
  return (await readState(call)).traffic;
}

async function restore(call: Call, release: Release, precondition: Precondition): Promise<TrafficState> {
  const { options, memory } = call;
  const found = await readState(call);
  if (isAllStable(found.traffic, release)) return found.traffic;
  requireRevision(found.traffic, precondition, "restore");
  const now = await whenFree(call, found);
  const revision = findRevision(now.history, release.version);
  const named = /^helm-revision-([0-9]+)$/.exec(release.version)?.[1];
  const wanted = revision ?? (named === undefined ? undefined : Number(named));
  if (wanted === undefined || !now.history.some((entry) => entry.revision === wanted)) {
    const known = now.history.map((entry) => releaseOfRevision(now.history, entry.revision).version);
    throw new ActionError(
      "config",
      `The history of the Helm release ${options.target.release} has no ${release.version}.${suggest(release.version, [...new Set(known)])}`,
      {
        hint: "Helm keeps the last 10 revisions unless HELM_MAX_HISTORY says otherwise. Deploy that release again.",
      },
    );
  }
  // Its pods serve already where nothing newer was begun.
  if (wanted !== now.deployed?.revision || now.unfinished !== undefined) await rollBack(call, wanted);
  forget(memory);
  const seen = await readState(call);
  if (isAllStable(seen.traffic, release)) return seen.traffic;
  throw new ActionError(
    "remote",
    `Asked helm for ${release.version}, still seeing ${showTraffic(seen.traffic)}`,
  );
}

/** The API server checks what would be applied; what it says is the candidate's problem and no error. */
async function rehearse(call: Call, candidate: Release): Promise<void> {
  const { options, memory, signal } = call;
  const { target, kubeconfigPath } = options;
  memory.trial = undefined;
  const result = await runHelm(options, upgradeArgv(target, { kubeconfigPath }, candidate, true), signal);
  const error = result.exitCode === 0 ? undefined : helmError(options, "rehearse the upgrade of", result);
  if (error !== undefined && error.code !== "remote") throw error;
  memory.staged = {
    release: candidate,
    problem: error === undefined ? undefined : `the rehearsal of its upgrade failed: ${saidBy(result)}`,
    isFinal: false,
  };
}

/** Upgrades, and rolls back at once when that fails. */
async function upgrade(call: Call, before: HelmState, candidate: Release): Promise<HelmState> {
  const { options, memory, signal } = call;
  const { target, kubeconfigPath } = options;
  const stableRevision = before.deployed?.revision;
  const next = (before.history.at(-1)?.revision ?? 0) + 1;
  const argv = upgradeArgv(target, { kubeconfigPath }, candidate, false);
  const result = await runHelm(options, argv, signal).finally(() => memory.ended.add(next));
  if (result.exitCode === 0) {
    const seen = toHelmState(await readHistory(options, signal), memory);
    const isSeen =
      seen.unfinished === undefined &&
      seen.deployed !== undefined &&
      releaseOfRevision(seen.history, seen.deployed.revision).version === candidate.version;
    if (!isSeen || seen.deployed === undefined) {
      throw new ActionError(
        "remote",
        `helm upgraded to ${candidate.version}, still seeing ${showTraffic(seen.traffic)}`,
      );
    }
    const { stable } = before.traffic;
    memory.trial = { revision: seen.deployed.revision, stableRevision, stable };
    return toHelmState(seen.history, memory);
  }
  const error = helmError(options, `upgrade to ${candidate.version}`, result);
  if (error.code === "conflict") throw error;
  memory.staged = { release: candidate, problem: `its upgrade failed: ${saidBy(result)}`, isFinal: true };
  const after = await readState(call);
  if (after.unfinished === undefined) throw error;
  await takeBack(call, after);
  const end =
    stableRevision === undefined ? "was removed again" : `was rolled back to revision ${stableRevision}`;
  throw new ActionError(error.code, `${error.message}\nThe release ${end}.`, {
    cause: error,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}

/** Makes stable serve alone: rolls back what was begun, failed or was left behind. Without a stable revision it is removed. */
async function takeBack(call: Call, state: HelmState): Promise<HelmState> {
  const { options, memory, signal } = call;
  const { target, kubeconfigPath } = options;
  const now = await whenFree(call, state);
  const { trial } = memory;
  const isTrial = trial !== undefined && trial.revision === now.deployed?.revision;
  if (now.unfinished === undefined && !isTrial) return now;
  const back = isTrial ? trial.stableRevision : now.deployed?.revision;
  memory.trial = undefined;
  if (back !== undefined) {
    await rollBack(call, back);
  } else {
    const result = await runHelm(options, uninstallArgv(target, { kubeconfigPath }), signal);
    if (result.exitCode !== 0 && !/not found/.test(result.stderr)) {
      throw helmError(options, "remove the first, failed install of", result);
    }
  }
  const seen = await readState(call);
  if (seen.unfinished === undefined) return seen;
  throw new ActionError("remote", `helm rolled back, still seeing ${showTraffic(seen.traffic)}`);
}

async function rollBack(call: Call, revision: number): Promise<void> {
  const { options, memory, signal } = call;
  const { target, kubeconfigPath } = options;
  const result = await runHelm(options, rollbackArgv(target, { kubeconfigPath }, revision), signal);
  const history = await readHistory(options, signal);
  const newest = history.at(-1);
  if (newest !== undefined) memory.ended.add(newest.revision);
  if (result.exitCode !== 0) throw helmError(options, `roll back to revision ${revision}`, result);
}

/** Waits while another helm may be at work: until its revision is no longer pending, or is older than it could be. */
async function whenFree(call: Call, state: HelmState): Promise<HelmState> {
  const { options, memory, signal } = call;
  const { clock, target } = options;
  let now = state;
  for (;;) {
    const pending = now.unfinished !== undefined && isPending(now.unfinished) ? now.unfinished : undefined;
    if (pending === undefined || memory.ended.has(pending.revision)) return now;
    const leftMs = (pending.updatedAt ?? 0) + target.readyTimeoutMs + PENDING_GRACE_MS - clock.now();
    if (leftMs <= 0) return now;
    await clock.sleep(Math.min(POLL_MS, leftMs), signal);
    now = await readState(call);
  }
}

async function readState({ options, memory, signal }: Call): Promise<HelmState> {
  return toHelmState(await readHistory(options, signal), memory);
}

function forget(memory: HelmMemory): void {
  memory.staged = undefined;
  memory.trial = undefined;
}

function requireRevision(now: TrafficState, precondition: Precondition, action: string): void {
  if (now.revision === precondition.revision) return;
  throw new ActionError(
    "conflict",
    `The Helm release changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${showTraffic(now)})`,
    { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." },
  );
}
