import type { Release } from "@deploy-actions/rollout";

/** How one release is run; kept with it, so that a restart runs it as it was started. */
export interface LaunchSpec {
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Names only: the values stay in the memory of the processes that need them. */
  readonly passEnv: readonly string[];
  readonly ready: string;
  readonly readyTimeoutMs: number;
  readonly drainMs: number;
}

/** A release and how it is run. */
export interface SlotRecord {
  readonly release: Release;
  readonly launch: LaunchSpec;
}

/** Who changed the traffic last, for the message of a conflict. */
export interface LastChange {
  readonly action: ChangeAction;
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The changes of the admin API; each is `POST /<action>`. */
export type ChangeAction = "set-weight" | "promote" | "abort" | "restore";

/** A process of a release, recorded so that a restart finds it. */
export interface ProcessRecord {
  readonly version: string;
  readonly role: Role;
  readonly pid: number;
  readonly port: number;
}

/** `retired`: it lost its traffic and finishes the requests it has. */
export type Role = "stable" | "candidate" | "retired";

/** Where the running supervisor is reached. */
export interface SupervisorRecord {
  readonly pid: number;
  readonly adminUrl: string;
  readonly token: string;
  readonly startedAt: string;
}

/** `state.json`: the intent (what runs, with which weight) and how to reach who carries it out. Mode 0600. */
export interface StateFile {
  readonly schema: 1;
  /** Random, of this state folder: a revision of a deleted and re-made folder never matches. */
  readonly id: string;
  /** Number of changes so far; with `id` the revision. */
  readonly change: number;
  /** host:port as bound. */
  readonly listen: string;
  readonly stable: SlotRecord | null;
  readonly candidate: SlotRecord | null;
  readonly weight: number;
  readonly lastChange: LastChange | null;
  /** Marks the processes started by one run of the supervisor. */
  readonly bootId: string;
  readonly supervisor: SupervisorRecord | null;
  readonly processes: readonly ProcessRecord[];
}

/** The optimistic lock of a state: changes with every change of releases or weight. */
export function revisionOf(state: Pick<StateFile, "id" | "change">): string {
  return `${state.change}-${state.id}`;
}

/** `starting` → `ready` → (`crashed` → `starting`)*; `failed`: it never became ready and is not tried again. */
export type Phase = "starting" | "ready" | "crashed" | "failed";

/** One release as `GET /state` shows it. */
export interface AdminRelease {
  readonly release: Release;
  readonly phase: Phase;
  readonly ready: boolean;
  readonly detail?: string;
  readonly url?: string;
  readonly pid: number | null;
  readonly crashes: number;
  readonly inFlight: number;
  readonly log: string;
}

/** The answer of `GET /state` and of every change. */
export interface AdminState {
  readonly revision: string;
  readonly listen: string;
  readonly pid: number;
  readonly weight: number;
  readonly stable: AdminRelease | null;
  readonly candidate: AdminRelease | null;
  readonly lastChange: LastChange | null;
}

/** The body of a change. `release`, `launch` and `env` belong to set-weight and restore, `release` to promote too. */
export interface ChangeRequest {
  readonly actor: string;
  readonly precondition: { readonly revision: string };
  readonly release?: Release;
  readonly weight?: number;
  readonly launch?: LaunchSpec;
  readonly env?: Readonly<Record<string, string>>;
}

/** Why a change was refused (status 409); nothing was changed. */
export interface ChangeRefusal {
  readonly reason: "revision" | "not_ready" | "not_candidate" | "is_stable";
  readonly message: string;
  readonly state: AdminState;
}

/** Response header that names the release that answered. */
export const RELEASE_HEADER = "x-deploy-actions-release";
/** Request header that reaches a release at any weight: `candidate` or `stable`. */
export const FORCE_HEADER = "x-deploy-actions";
/** Variable of every release process that says which run of which supervisor started it. */
export const INSTANCE_VARIABLE = "DEPLOY_ACTIONS_INSTANCE";
/** Revision of a target on which nothing ever ran. */
export const NO_REVISION = "none";
/** Exit code of a supervisor that found another one in its state folder (EX_TEMPFAIL). */
export const EXIT_LOCKED = 75;
/** Exit code of a supervisor that cannot run as configured (EX_CONFIG). */
export const EXIT_CONFIG = 78;
