import { ActionError } from "@deploy-actions/kernel";
import type { Release, RunningRelease, TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../platform.ts";
import { type AdminClient, findSupervisor } from "./admin-client.ts";
import { ensureSupervisor, type SupervisorLaunch } from "./ensure-supervisor.ts";
import { stateFolder } from "./local-context.ts";
import {
  type AdminRelease,
  type AdminState,
  type ChangeAction,
  type ChangeRequest,
  FORCE_HEADER,
  NO_REVISION,
  revisionOf,
  type SlotRecord,
  type StateFile,
} from "./protocol.ts";
import { readStateFile } from "./state-file.ts";

/** What the local platform is made of. */
export interface LocalPlatformOptions extends SupervisorLaunch {
  /** False for a plan: nothing is started, and a change is a `config` error. */
  readonly allowStart: boolean;
  /** Who changes, for the message that another run gets; e.g. `run 123 of owner/repo`. */
  readonly actor?: string;
}

const POLL_MS = 50;
/** What a start takes beyond the release's own time to be ready. */
const START_SLACK_MS = 15_000;

/** The embedded target as a platform. `allowStart` decides whether a missing supervisor is started. */
export function createLocalPlatform(options: LocalPlatformOptions): Platform {
  return {
    name: "local",
    capabilities: {
      traffic: "weights",
      granularity: 0.1,
      candidateUrl: true,
      candidateHeader: { name: FORCE_HEADER, value: "candidate" },
      waitsForFree: false,
      keepsStableWarm: true,
    },
    observe: (signal) => observe(options, signal),
    setWeight: (candidate, weight, precondition, signal) =>
      setWeight(options, candidate, weight, precondition, signal),
    promote: async (release, precondition, signal) => {
      const admin = await supervisorForChange(options, signal);
      return toTraffic(await admin.change("promote", request(options, precondition, { release }), signal));
    },
    abort: async (precondition, signal) => {
      // Nothing ever ran here, so there is no candidate; a supervisor need not be started to say so.
      const state = await readStateFile(stateFolder(options));
      if (state === undefined) return NOTHING;
      const admin = await supervisorForChange(options, signal);
      return toTraffic(await admin.change("abort", request(options, precondition, {}), signal));
    },
    restore: (release, precondition, signal) => restore(options, release, precondition, signal),
  };
}

const NOTHING: TrafficState = { stable: null, candidate: null, candidateWeight: 0, revision: NO_REVISION };

async function observe(options: LocalPlatformOptions, signal: AbortSignal): Promise<TrafficState> {
  const state = await readStateFile(stateFolder(options));
  if (state === undefined || state.change === 0) return NOTHING;
  const running = await findSupervisor(options.http, state, signal);
  if (running !== undefined) return toTraffic(await running.state(signal));
  const isEmpty = state.stable === null && state.candidate === null;
  if (!options.allowStart || isEmpty) return recordedTraffic(state);
  const admin = await ensureSupervisor(options, signal);
  const slots = [state.stable, state.candidate].flatMap((slot) => (slot === null ? [] : [slot]));
  const settleMs = Math.max(...slots.map((slot) => slot.launch.readyTimeoutMs)) + START_SLACK_MS;
  return toTraffic(await waitUntilSettled(options, admin, ["stable", "candidate"], settleMs, signal));
}

async function setWeight(
  options: LocalPlatformOptions,
  candidate: Release,
  weight: number,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const admin = await supervisorForChange(options, signal);
  const before = await admin.state(signal);
  let revision = precondition.revision;
  const isRetry = weight === 0 && before.candidate?.phase === "failed";
  if (!isCandidate(before, candidate) || isRetry) {
    const started = await change(options, admin, "set-weight", candidate, 0, revision, signal);
    revision = started.revision;
  }
  const settleMs = options.target.readyTimeoutMs + START_SLACK_MS;
  const settled = await waitUntilSettled(options, admin, ["candidate"], settleMs, signal);
  if (isCandidate(settled, candidate) && settled.weight === weight && weight === 0) return toTraffic(settled);
  const changed = await change(options, admin, "set-weight", candidate, weight, revision, signal);
  requireReady(changed, candidate, weight);
  const seen = await admin.state(signal);
  if (isCandidate(seen, candidate) && seen.weight === weight) return toTraffic(seen);
  throw new ActionError(
    "conflict",
    `Asked for ${weight} % on ${candidate.version}, but ${seen.lastChange?.actor} changed it to ${seen.weight} % on ${seen.candidate?.release.version ?? "no candidate"}`,
  );
}

async function restore(
  options: LocalPlatformOptions,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const admin = await supervisorForChange(options, signal);
  // First it runs beside stable without traffic, then it takes over: users always have a release that answers.
  const started = await change(options, admin, "restore", release, undefined, precondition.revision, signal);
  if (isCandidate(started, release)) {
    const settleMs = options.target.readyTimeoutMs + START_SLACK_MS;
    const settled = await waitUntilSettled(options, admin, ["candidate"], settleMs, signal);
    const found = settled.candidate;
    if (isCandidate(settled, release) && found?.ready === false) {
      const detail = found.detail ?? found.phase;
      await admin.change("abort", request(options, { revision: started.revision }, {}), signal);
      throw new ActionError("remote", `Release ${release.version} could not be brought back: ${detail}`, {
        hint: `The traffic is where it was. The release's log is ${found.log}.`,
      });
    }
    await change(options, admin, "restore", release, undefined, started.revision, signal);
  }
  return toTraffic(await admin.state(signal));
}

async function change(
  options: LocalPlatformOptions,
  admin: AdminClient,
  action: ChangeAction,
  release: Release,
  weight: number | undefined,
  revision: string,
  signal: AbortSignal,
): Promise<AdminState> {
  const { target, workspace, env } = options;
  const { command, passEnv, ready, readyTimeoutMs, drainMs } = target;
  const values = ["PATH", "HOME", ...passEnv].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const body = request(
    options,
    { revision },
    {
      release,
      ...(weight === undefined ? {} : { weight }),
      launch: { command, cwd: workspace, passEnv, ready, readyTimeoutMs, drainMs },
      env: Object.fromEntries(values),
    },
  );
  return admin.change(action, body, signal);
}

function request(
  options: LocalPlatformOptions,
  precondition: Precondition,
  rest: Omit<ChangeRequest, "actor" | "precondition">,
): ChangeRequest {
  return { actor: options.actor ?? "deploy-actions", precondition, ...rest };
}

async function supervisorForChange(options: LocalPlatformOptions, signal: AbortSignal): Promise<AdminClient> {
  if (options.allowStart) return ensureSupervisor(options, signal);
  const state = await readStateFile(stateFolder(options));
  const running = await findSupervisor(options.http, state, signal);
  if (running !== undefined) return running;
  throw new ActionError("config", `No supervisor runs for the local target ${options.target.listen}`, {
    hint: "This run may only look. Deploy without the plan mode to start it.",
  });
}

/** The state once none of `roles` is starting any more, or as it is when that takes too long. */
async function waitUntilSettled(
  { clock }: LocalPlatformOptions,
  admin: AdminClient,
  roles: readonly ("stable" | "candidate")[],
  settleMs: number,
  signal: AbortSignal,
): Promise<AdminState> {
  const deadline = clock.now() + settleMs;
  for (;;) {
    const state = await admin.state(signal);
    if (!roles.some((role) => state[role]?.phase === "starting") || clock.now() >= deadline) return state;
    await clock.sleep(POLL_MS, signal);
  }
}

function requireReady(state: AdminState, release: Release, weight: number): void {
  if (weight === 0 || state.candidate?.ready === true) return;
  const detail = state.candidate?.detail ?? "it does not run";
  throw new ActionError("conflict", `${release.version} has ${weight} % but is not ready: ${detail}`);
}

function isCandidate(state: AdminState, release: Release): boolean {
  return state.candidate?.release.version === release.version;
}

function toTraffic(state: AdminState): TrafficState {
  return {
    stable: toRunning(state.stable),
    candidate: toRunning(state.candidate),
    candidateWeight: state.weight,
    revision: state.revision,
  };
}

function toRunning(release: AdminRelease | null): RunningRelease | null {
  if (release === null) return null;
  return {
    release: release.release,
    ready: release.ready,
    ...(release.url === undefined ? {} : { url: release.url }),
    ...(release.detail === undefined ? {} : { detail: release.detail }),
  };
}

/** What was running when the supervisor was last there; nothing of it serves now. */
function recordedTraffic(state: StateFile): TrafficState {
  const dormant = (slot: SlotRecord | null): RunningRelease | null =>
    slot === null ? null : { release: slot.release, ready: false, detail: "the supervisor is not running" };
  return {
    stable: dormant(state.stable),
    candidate: dormant(state.candidate),
    candidateWeight: state.weight,
    revision: revisionOf(state),
  };
}
