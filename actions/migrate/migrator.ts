import type { ActionContext } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import type { EffectivePolicy, MigratePolicy } from "@deploy-actions/deploy-config";
import type { SnapshotRef } from "../common/snapshot-note.ts";

/** One thing that is, or was, to be done to the database. */
export interface MigrationStep {
  /** What the record calls it: the version of a file, or the command as it is typed. */
  readonly name: string;
  /** File it is in; empty for a command. */
  readonly file: string;
  /** e.g. `one transaction`, `ECS task`. */
  readonly how: string;
  readonly sql: string | undefined;
}

/** What a migration phase came to. */
export interface MigrationRun {
  readonly verdict: Verdict;
  /** What was to be done when it began, in order. Of commands nobody knows whether they find anything to do: all of them. */
  readonly pending: readonly MigrationStep[];
  /** Names of what this run did, in order; empty for a plan. */
  readonly applied: readonly string[];
  /** Taken before anything was done; `undefined` when none was asked for, or nothing was to be done. */
  readonly snapshot: SnapshotRef | undefined;
}

/** What is migrated, and for which release. */
export interface MigrateRequest {
  readonly policy: EffectivePolicy;
  /** The policy's own settings with the inputs over them. */
  readonly settings: MigratePolicy;
  readonly databaseUrl: string | undefined;
  /** Names the snapshot and the tasks; `undefined`: made of the commit or the run. */
  readonly release: string | undefined;
  /** Told of the snapshot before anything is applied; a rejection stops it there. */
  readonly onSnapshot?: (snapshot: SnapshotRef) => Promise<void>;
}

/** Migrates the database of an environment. `plan` changes nothing. */
export interface Migrator {
  plan(signal: AbortSignal): Promise<MigrationRun>;
  /** Problems and failed commands are a failed verdict; a failing file is an error. */
  apply(signal: AbortSignal): Promise<MigrationRun>;
  close(): Promise<void>;
}

/** What the snapshot and the tasks of a run are named after. */
export function releaseName({ runner }: ActionContext, release: string | undefined): string {
  return release ?? runner.sha?.slice(0, 12) ?? `run-${runner.runId}`;
}
