import type { Outcome } from "@deploy-actions/conditions";
import type { Release } from "@deploy-actions/rollout";

/** Why a deployment happened; `rollback` counts apart in DORA figures. */
export type DeploymentKind = "deploy" | "hotfix" | "rollback" | "config";

/** A process, so that another one can ask whether it is still there. */
export interface RunProcess {
  /** Machine and process namespace: a pid means something only there. */
  readonly host: string;
  readonly pid: number;
  /** When it started, in the system's own unit; pids are used again. Empty where the system does not tell. */
  readonly started: string;
}

/** Who runs: enough to find the run, and to know whether a record is ours. */
export interface RunIdentity {
  readonly actor: string;
  /** GitHub's run id, or a random id locally. */
  readonly runId: string;
  readonly runAttempt: number;
  /** Link to the run; empty locally. */
  readonly url: string;
  /** The process that works on the deployment; kept where the ledger is a file. */
  readonly process?: RunProcess;
}

/**
 * Whether a run is still going on, where somebody can tell: `false` frees the environment at once, `undefined` leaves it to
 * the heartbeat.
 */
export type RunIsAlive = (run: RunIdentity, signal: AbortSignal) => Promise<boolean | undefined>;

/** How a record is opened. */
export interface OpenOptions {
  /** Closes another run's open record instead of giving way to it; for a rollback. */
  readonly takeOver?: boolean;
  /** Goes on with the paused rollout of this release, whichever run left it; `conflict` when there is none. */
  readonly continues?: boolean;
}

/** What is known when a deployment begins. Holds names, never values of secrets. */
export interface NewDeployment {
  readonly service: string;
  readonly environment: string;
  readonly release: Release;
  readonly kind: DeploymentKind;
  readonly planned: boolean;
  readonly strategy: string;
  readonly run: RunIdentity;
  /** The release that was live before, if any. */
  readonly previous?: { readonly id: string; readonly version: string };
  /** For a rollback: the deployment it takes back. */
  readonly rollsBack?: string;
  /** Versions of the migrations that belong to this release's deployment, applied before it. */
  readonly migrations?: readonly string[];
  /** Why, in a person's words (a rollback's reason); one line. */
  readonly reason?: string;
}

/** Where a deployment is. `phase` of the newest status; ends are final. */
export type DeploymentPhase =
  | "started"
  | "baking"
  | "promoting"
  | "aborting"
  | "verifying"
  /** Ends: */
  | "verified"
  | "failed"
  | "aborted"
  | "cancelled"
  | "abandoned"
  | "superseded";

/** One change of a deployment. */
export interface DeploymentEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly phase: DeploymentPhase;
  /** Per cent of traffic on the release, where it is known. */
  readonly weight?: number;
  /** One line for a person, at most 140 characters are kept. */
  readonly note: string;
  /** Reason code of the verdict behind it. */
  readonly reason?: string;
  readonly verdict?: Outcome;
}

/** A deployment with what became of it, oldest event first. */
export interface DeploymentRecord extends NewDeployment {
  readonly id: string;
  readonly createdAt: number;
  readonly events: readonly DeploymentEvent[];
  /** Link to the record, empty locally. */
  readonly url: string;
}

/**
 * Deployments as the record. Errors: `conflict` when another live run is deploying the same environment (its run, actor
 * and age are named), `permission` when the token may not, `remote` when GitHub or the disk fails.
 */
export interface Ledger {
  readonly kind: "github" | "file";
  /**
   * Opens the record of this run's deployment, or finds the one it has already opened (same run id, service and environment).
   * A record of another run without news for longer than the heartbeat limit is closed as `abandoned` first.
   */
  open(deployment: NewDeployment, signal: AbortSignal, options?: OpenOptions): Promise<DeploymentRecord>;
  /** Adds an event; also the heartbeat that keeps the record alive. Ends close it; a closed record takes no more events. */
  append(id: string, event: Omit<DeploymentEvent, "at">, signal: AbortSignal): Promise<void>;
  /** Newest first. */
  list(
    query: { readonly service: string; readonly environment: string; readonly limit?: number },
    signal: AbortSignal,
  ): Promise<DeploymentRecord[]>;
}
