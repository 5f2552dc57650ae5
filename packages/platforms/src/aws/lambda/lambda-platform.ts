import { ActionError, formatDuration, formatPercent, suggest } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../../platform.ts";
import { isAllStable, isCandidate, showTraffic } from "../../traffic-state.ts";
import { waitUntil } from "../wait-until.ts";
import { type AliasState, LATEST, readAliasState } from "./alias-state.ts";
import { type AliasChange, type LambdaApi, type LambdaPlatformOptions, openLambda } from "./lambda-api.ts";
import { preflightLambda } from "./lambda-preflight.ts";
import { findVersion, knownReleases, POLL_MS, publishRelease } from "./publish-release.ts";
import { markAliasDescription } from "./release-mark.ts";

export type { LambdaPlatformOptions } from "./lambda-api.ts";

/**
 * A Lambda function behind a weighted alias. A release is a published version, known by its description; the candidate
 * at 0 % is marked in the alias' description, above 0 % it is the additional version of its routing configuration.
 */
export function createPlatform(options: LambdaPlatformOptions): Platform {
  const run = async <T>(signal: AbortSignal, body: (call: Call) => Promise<T>): Promise<T> =>
    body({ options, api: await openLambda(options, signal), signal });
  return {
    name: "aws-lambda",
    capabilities: {
      traffic: "weights",
      granularity: 0.1,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: false,
      keepsStableWarm: true,
    },
    observe: (signal) => run(signal, async ({ api }) => (await readAliasState(api)).traffic),
    setWeight: (candidate, weight, precondition, signal) =>
      run(signal, (call) => setWeight(call, candidate, weight, precondition)),
    promote: (candidate, precondition, signal) =>
      run(signal, (call) => promote(call, candidate, precondition)),
    abort: (precondition, signal) => run(signal, (call) => abort(call, precondition)),
    restore: (release, precondition, signal) => run(signal, (call) => restore(call, release, precondition)),
    preflight: (signal) => run(signal, ({ api }) => preflightLambda(options, api, signal)),
  };
}

/** One call of the platform. */
interface Call {
  readonly options: LambdaPlatformOptions;
  readonly api: LambdaApi;
  readonly signal: AbortSignal;
}

async function setWeight(
  call: Call,
  candidate: Release,
  weight: number,
  precondition: Precondition,
): Promise<TrafficState> {
  const { api, options, signal } = call;
  const before = await readAliasState(api);
  const isWanted = ({ traffic }: AliasState): boolean =>
    isCandidate(traffic, candidate) && Math.abs(traffic.candidateWeight - weight) < 1e-4;
  if (isWanted(before) && (before.traffic.candidate?.ready === true || weight === 0)) {
    return weight === 0 ? (await readyCandidate(call, before)).traffic : before.traffic;
  }
  if (before.traffic.stable?.release.version === candidate.version) {
    throw new ActionError("conflict", `${candidate.version} is the stable release already`);
  }
  requireRevision(before.traffic, precondition, "the new weight");
  refuseForeign(before);
  if (weight > 0 && before.functionVersion === LATEST) {
    throw new ActionError(
      "conflict",
      `The alias ${options.target.alias} points at $LATEST, which Lambda cannot share traffic with: ${candidate.version} can be promoted from 0 %, but cannot get ${formatPercent(weight)}`,
      { hint: "The first release has no steps: promote it when its checks pass." },
    );
  }
  const isRunning = isCandidate(before.traffic, candidate);
  const version =
    isRunning && before.candidateVersion !== undefined
      ? before.candidateVersion
      : await publishRelease(api, options, candidate, signal);
  // A candidate gets its first traffic only from 0 %, and only when it is ready.
  const staged =
    isRunning && weight > 0
      ? before
      : await change(
          call,
          before,
          precondition,
          stage(call, before, version),
          (seen) => isCandidate(seen, candidate) && seen.candidateWeight === 0,
        );
  const ready = await readyCandidate(call, staged);
  if (weight === 0) return ready.traffic;
  requireReady(ready.traffic, `${candidate.version} cannot get ${formatPercent(weight)} of the traffic`);
  const wanted: AliasChange = {
    functionVersion: ready.functionVersion,
    weights: { [version]: Number((weight / 100).toFixed(6)) },
    description: ready.ownDescription,
    revisionId: ready.revisionId,
  };
  return (await change(call, ready, ready.traffic, wanted, () => true, isWanted)).traffic;
}

async function promote(call: Call, candidate: Release, precondition: Precondition): Promise<TrafficState> {
  const now = await readAliasState(call.api);
  const isDone = (traffic: TrafficState): boolean => isAllStable(traffic, candidate);
  if (isDone(now.traffic)) return withCapacity(call, now);
  requireRevision(now.traffic, precondition, "promote");
  if (!isCandidate(now.traffic, candidate) || now.candidateVersion === undefined) {
    const found =
      now.traffic.candidate === null
        ? "there is no candidate"
        : `the candidate is ${now.traffic.candidate.release.version}`;
    throw new ActionError("conflict", `${candidate.version} cannot be promoted: ${found}`);
  }
  refuseForeign(now);
  requireReady(now.traffic, `${candidate.version} cannot be promoted`);
  const wanted = pointAt(now, now.candidateVersion);
  return withCapacity(call, await change(call, now, precondition, wanted, isDone));
}

async function abort(call: Call, precondition: Precondition): Promise<TrafficState> {
  const now = await readAliasState(call.api);
  if (now.traffic.candidate === null) return now.traffic;
  requireRevision(now.traffic, precondition, "abort");
  const wanted = pointAt(now, now.functionVersion);
  return (await change(call, now, precondition, wanted, (seen) => seen.candidate === null)).traffic;
}

async function restore(call: Call, release: Release, precondition: Precondition): Promise<TrafficState> {
  const { api, options } = call;
  const now = await readAliasState(api);
  const isDone = (traffic: TrafficState): boolean => isAllStable(traffic, release);
  if (isDone(now.traffic)) return withCapacity(call, now);
  requireRevision(now.traffic, precondition, "restore");
  const version =
    now.traffic.stable?.release.version === release.version
      ? now.functionVersion
      : await findVersion(api, release);
  if (version === undefined) {
    const text = `The function ${options.target.function} has no version of ${release.version}.`;
    throw new ActionError("config", `${text}${suggest(release.version, await knownReleases(api))}`, {
      hint: "Versions that were deleted cannot be brought back: deploy that release again.",
    });
  }
  const found = await api.version(version);
  if (found?.State === "Failed" || found?.State === "Pending") {
    const reason = found.StateReason ?? found.StateReasonCode ?? "no reason given";
    throw new ActionError(
      "conflict",
      `${release.version} cannot be restored: version ${version} is ${found.State} (${reason})`,
    );
  }
  if (found?.State === "Inactive") {
    options.log.warning(
      `Version ${version} (${release.version}) was idle for weeks: its first requests fail until Lambda has it back.`,
    );
  }
  return withCapacity(call, await change(call, now, precondition, pointAt(now, version), isDone));
}

/** The alias on one version alone. */
function pointAt(now: AliasState, functionVersion: string): AliasChange {
  return { functionVersion, weights: {}, description: now.ownDescription, revisionId: now.revisionId };
}

/** The alias as it is, with a candidate marked at 0 %. */
function stage(call: Call, now: AliasState, version: string): AliasChange {
  const description = markAliasDescription(now.ownDescription, version);
  if (description !== undefined) return { ...pointAt(now, now.functionVersion), description };
  const { function: name, alias } = call.options.target;
  throw new ActionError(
    "config",
    `The description of the alias ${alias} of ${name} is too long to mark the candidate in it`,
    { hint: "Shorten it to 200 characters." },
  );
}

/**
 * Makes a change of the alias and returns when it is seen. An answer that was lost is no failure when the change is seen;
 * a RevisionId that is another one by now is a `conflict`.
 */
async function change(
  call: Call,
  now: AliasState,
  precondition: Precondition,
  wanted: AliasChange,
  isTraffic: (traffic: TrafficState) => boolean,
  isState: (state: AliasState) => boolean = () => true,
): Promise<AliasState> {
  const { api, options, signal } = call;
  const isSeen = (state: AliasState): boolean => isTraffic(state.traffic) && isState(state);
  const failure = await api.updateAlias(wanted).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure !== undefined && !isDoubtful(failure)) throw failure;
  const { settleMs, alias } = options.target;
  const wait = { timeoutMs: failure === undefined ? settleMs : 0, pollMs: Math.min(POLL_MS, settleMs / 10) };
  const seen = await waitUntil(options.clock, wait, signal, () => readAliasState(api), isSeen);
  if (isSeen(seen)) return seen;
  if (failure === undefined) {
    throw new ActionError(
      "remote",
      `The alias ${alias} was updated, still seeing ${showTraffic(seen.traffic)} after ${formatDuration(settleMs)}`,
    );
  }
  if (failure instanceof ActionError && failure.code === "conflict") {
    // Also when only Lambda's own revision is another one (a description, a permission): the next try reads it anew.
    throw changed(now.traffic, precondition, seen.traffic);
  }
  throw failure;
}

/** Whether the change may have been made all the same, or was refused because somebody else made one. */
function isDoubtful(error: unknown): boolean {
  return error instanceof ActionError && (error.code === "remote" || error.code === "conflict");
}

/** Waits for the candidate to be ready, to have failed, or for the time to be up. */
async function readyCandidate(call: Call, state: AliasState): Promise<AliasState> {
  const isSettled = ({ traffic: { candidate } }: AliasState): boolean =>
    candidate === null || candidate.ready || candidate.failure !== undefined;
  if (isSettled(state)) return state;
  const { clock, target } = call.options;
  const wait = { timeoutMs: target.readyTimeoutMs, pollMs: POLL_MS };
  return waitUntil(clock, wait, call.signal, () => readAliasState(call.api), isSettled);
}

/** The traffic, once the alias' provisioned concurrency (if it has any) is there for the version it points at. */
async function withCapacity(call: Call, state: AliasState): Promise<TrafficState> {
  const { api, options, signal } = call;
  const { target, clock } = options;
  const wait = { timeoutMs: target.readyTimeoutMs, pollMs: POLL_MS };
  const seen = await waitUntil(
    clock,
    wait,
    signal,
    () => api.provisioned(),
    (found) => found === undefined || found.Status !== "IN_PROGRESS",
  );
  if (seen === undefined || seen.Status === "READY") return state.traffic;
  const what = `The alias ${target.alias} points at version ${state.functionVersion}, but its provisioned concurrency`;
  const asked = seen.RequestedProvisionedConcurrentExecutions ?? "?";
  const text =
    seen.Status === "FAILED"
      ? `failed: ${seen.StatusReason ?? "no reason given"}`
      : `is ${seen.AvailableProvisionedConcurrentExecutions ?? 0} of ${asked} after ${formatDuration(target.readyTimeoutMs)}`;
  throw new ActionError("remote", `${what} ${text}`, {
    hint: "Requests are served all the same, with cold starts.",
  });
}

function requireRevision(now: TrafficState, precondition: Precondition, action: string): void {
  if (now.revision !== precondition.revision) throw changed(now, precondition, now, action);
}

function changed(
  before: TrafficState,
  precondition: Precondition,
  found: TrafficState,
  action = "the change",
): ActionError {
  const what = before.revision === found.revision ? "the alias was changed" : showTraffic(found);
  return new ActionError(
    "conflict",
    `The alias changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${found.revision} (${what})`,
    { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." },
  );
}

/** Weights that somebody gave by hand to a version that is no release are theirs. */
function refuseForeign(state: AliasState): void {
  if (!state.isCandidateForeign || state.traffic.candidateWeight === 0) return;
  const weight = formatPercent(state.traffic.candidateWeight);
  throw new ActionError(
    "conflict",
    `The alias gives ${weight} to version ${state.candidateVersion}, which deploy-actions did not publish`,
    {
      hint: "Somebody moves this alias by hand. Empty its routing configuration first, or abort: that does it.",
    },
  );
}

function requireReady(state: TrafficState, what: string): void {
  if (state.candidate?.ready === true) return;
  throw new ActionError("conflict", `${what}: ${state.candidate?.detail ?? "there is no candidate"}`);
}
