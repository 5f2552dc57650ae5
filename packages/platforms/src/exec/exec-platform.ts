import { ActionError, formatDuration, formatPercent } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../platform.ts";
import { isAllStable, isCandidate, showTraffic } from "../traffic-state.ts";
import { type CommandFacts, type ExecPlatformOptions, runCommand, runObserve } from "./exec-commands.ts";

export type { ExecPlatformOptions } from "./exec-commands.ts";

const LONGEST_POLL_MS = 1_000;

/** The user's own commands as a platform: a change is believed only when `observe` shows it. */
export function createExecPlatform(options: ExecPlatformOptions): Platform {
  const { target } = options;
  return {
    name: "exec",
    capabilities: {
      traffic: target.granularity >= 100 ? "all-at-once" : "weights",
      granularity: target.granularity,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: false,
      keepsStableWarm: false,
    },
    observe: (signal) => observe(options, signal),
    setWeight: (candidate, weight, precondition, signal) =>
      setWeight(options, candidate, weight, precondition, signal),
    promote: (candidate, precondition, signal) => promote(options, candidate, precondition, signal),
    abort: (precondition, signal) => abort(options, precondition, signal),
    restore: (release, precondition, signal) => restore(options, release, precondition, signal),
  };
}

async function observe(options: ExecPlatformOptions, signal: AbortSignal): Promise<TrafficState> {
  return (await runObserve(options, signal)).traffic;
}

async function setWeight(
  options: ExecPlatformOptions,
  candidate: Release,
  weight: number,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const isWanted = (state: TrafficState): boolean =>
    isCandidate(state, candidate) && Math.abs(state.candidateWeight - weight) < 1e-6;
  const isDone = (state: TrafficState): boolean => isWanted(state) && isReady(state);
  const before = await observe(options, signal);
  if (isDone(before)) return before;
  if (before.stable?.release.version === candidate.version) {
    throw new ActionError("conflict", `${candidate.version} is the stable release already`);
  }
  if (!isWanted(before)) requireRevision(before, precondition, "set-weight");

  // A candidate that does not run yet starts without traffic, whatever weight it is to have.
  const isStart = !isCandidate(before, candidate) || (weight === 0 && !isWanted(before));
  if (isStart) await run(options, "set-weight", before, { release: candidate, weight: 0 }, signal);
  const started = await waitFor(
    options,
    signal,
    (state) => isCandidate(state, candidate) && isReady(state) && (weight > 0 || isWanted(state)),
  );
  if (!isCandidate(started, candidate)) throw candidateMissing(options, started, candidate);
  if (weight === 0) {
    if (!isWanted(started)) throw weightNotSeen(options, weight, started);
    return started;
  }
  requireReady(started, `${candidate.version} cannot get ${formatPercent(weight)} of the traffic`);
  await run(options, "set-weight", started, { release: candidate, weight }, signal);
  const seen = await waitFor(options, signal, isDone);
  if (isDone(seen)) return seen;
  if (!isCandidate(seen, candidate)) throw candidateMissing(options, seen, candidate);
  requireReady(seen, `${candidate.version} was to get ${formatPercent(weight)} of the traffic`);
  throw weightNotSeen(options, weight, seen);
}

async function promote(
  options: ExecPlatformOptions,
  candidate: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await observe(options, signal);
  if (isAllStable(now, candidate)) return now;
  requireRevision(now, precondition, "promote");
  if (!isCandidate(now, candidate)) {
    const found =
      now.candidate === null ? "there is no candidate" : `the candidate is ${now.candidate.release.version}`;
    throw new ActionError("conflict", `${candidate.version} cannot be promoted: ${found}`);
  }
  requireReady(now, `${candidate.version} cannot be promoted`);
  await run(options, "promote", now, { release: candidate, weight: 100 }, signal);
  return settle(
    options,
    signal,
    (state) => isAllStable(state, candidate),
    `${candidate.version} as the only release`,
  );
}

async function abort(
  options: ExecPlatformOptions,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await observe(options, signal);
  if (now.candidate === null) return now;
  requireRevision(now, precondition, "abort");
  await run(options, "abort", now, { release: now.candidate.release, weight: 0 }, signal);
  return settle(options, signal, (state) => state.candidate === null, "no candidate");
}

async function restore(
  options: ExecPlatformOptions,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  if (options.target.restore === undefined) {
    throw new ActionError(
      "config",
      `This exec target cannot bring ${release.version} back: it has no restore command`,
      {
        hint: "Add `restore` to the target: an argv that makes RELEASE stable again with all traffic.",
      },
    );
  }
  const now = await observe(options, signal);
  if (isAllStable(now, release)) return now;
  requireRevision(now, precondition, "restore");
  await run(options, "restore", now, { release, weight: 100 }, signal);
  return settle(
    options,
    signal,
    (state) => isAllStable(state, release),
    `${release.version} as the only release`,
  );
}

async function run(
  options: ExecPlatformOptions,
  name: "set-weight" | "promote" | "abort" | "restore",
  now: TrafficState,
  facts: CommandFacts,
  signal: AbortSignal,
): Promise<void> {
  const { target } = options;
  const argv = {
    "set-weight": target.setWeight,
    promote: target.promote,
    abort: target.abort,
    restore: target.restore ?? [],
  }[name];
  const stable = now.stable?.release.version;
  const known = { revision: now.revision, ...(stable === undefined ? {} : { stable }) };
  await runCommand(options, name, argv, { ...known, ...facts }, signal);
}

/**
 * The state as soon as it is as wanted, or as it is when `settleMs` have passed. A platform under load may fail to show
 * its state once: that counts only when there is no time left for another look.
 */
async function waitFor(
  options: ExecPlatformOptions,
  signal: AbortSignal,
  isSeen: (state: TrafficState) => boolean,
): Promise<TrafficState> {
  const { clock, target } = options;
  const deadline = clock.now() + target.settleMs;
  const pollMs = Math.min(LONGEST_POLL_MS, Math.max(50, target.settleMs / 20));
  for (;;) {
    try {
      const state = await observe(options, signal);
      if (isSeen(state) || clock.now() >= deadline) return state;
    } catch (error) {
      const isPassing = error instanceof ActionError && error.code === "remote";
      if (!isPassing || clock.now() >= deadline) throw error;
    }
    await clock.sleep(Math.min(pollMs, Math.max(1, deadline - clock.now())), signal);
  }
}

async function settle(
  options: ExecPlatformOptions,
  signal: AbortSignal,
  isSeen: (state: TrafficState) => boolean,
  wanted: string,
): Promise<TrafficState> {
  const state = await waitFor(options, signal, isSeen);
  if (isSeen(state)) return state;
  throw new ActionError(
    "remote",
    `Asked for ${wanted}, still seeing ${showTraffic(state)} after ${settleTime(options)}`,
    {
      hint: "The command ended with exit code 0, but observe does not show what it should have done.",
    },
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

function requireReady(state: TrafficState, what: string): void {
  if (isReady(state)) return;
  throw new ActionError("conflict", `${what}: ${state.candidate?.detail ?? 'observe says "ready": false'}`);
}

function weightNotSeen(options: ExecPlatformOptions, wanted: number, state: TrafficState): ActionError {
  const seen = formatPercent(state.candidateWeight);
  const text = `Asked for ${formatPercent(wanted)}, still seeing ${seen} after ${settleTime(options)}`;
  return new ActionError("remote", text, {
    hint: "The set-weight command ended with exit code 0, but observe does not show its weight.",
  });
}

function candidateMissing(
  options: ExecPlatformOptions,
  state: TrafficState,
  candidate: Release,
): ActionError {
  const text = `Asked for ${candidate.version} as the candidate, still seeing ${showTraffic(state)} after ${settleTime(options)}`;
  return new ActionError("remote", text);
}

function settleTime(options: ExecPlatformOptions): string {
  return formatDuration(options.target.settleMs);
}

function isReady(state: TrafficState): boolean {
  return state.candidate?.ready === true;
}
