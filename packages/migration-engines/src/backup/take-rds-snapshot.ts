import { ActionError, askAws, plural } from "@deploy-actions/kernel";
import { connectRds, type RdsConnection, rdsException } from "./rds-client.ts";
import { awaitDone, type Look } from "./rds-poll.ts";
import { findSnapshot, type SnapshotState } from "./rds-snapshot-state.ts";
import { type RdsSource, readRdsSource } from "./rds-source.ts";
import { rdsSnapshotName } from "./snapshot-name.ts";
import type { RdsBackupSettings, RdsPorts, RdsSnapshot, ReleaseName } from "./types.ts";

/** What is backed up, for which release. */
export interface RdsBackupOptions extends RdsPorts {
  readonly backup: RdsBackupSettings;
  readonly release: ReleaseName;
  /** A snapshot of an earlier run of the release is good for so long; default 1 h. Older: another one is taken. */
  readonly reuseWithinMs?: number;
}

const HOUR_MS = 3_600_000;
const POLL_MS = 10_000;
const MAX_NAMES = 50;

/** Takes the snapshot and waits for it. See the factory for the contract. */
export async function takeSnapshot(options: RdsBackupOptions, signal: AbortSignal): Promise<RdsSnapshot> {
  const { access, http, clock, backup, onProgress } = options;
  const connection = await connectRds(access, http, signal);
  const source = await readRdsSource(connection, backup.rds, backup.kind, signal);
  const begun = await beginSnapshot(connection, source, options, signal);
  const done = await awaitDone(
    {
      clock,
      onProgress,
      pollMs: options.pollMs ?? POLL_MS,
      timeoutMs: backup.timeoutMs,
      subject: `Snapshot ${begun.id} of the RDS ${backup.kind} ${source.id}`,
      hint: "RDS goes on with it: run this again and it is waited for, or give the backup a longer timeout. Nothing was migrated.",
    },
    async () => lookAt(begun.id, await findSnapshot(connection, begun.id, backup.kind, signal)),
    signal,
  );
  return {
    id: done.id,
    arn: done.arn,
    kind: done.kind,
    source: source.id,
    takenAt: done.takenAt,
    isReused: begun.isReused,
    encrypted: done.encrypted,
    kmsKeyId: done.kmsKeyId,
    sizeGiB: done.sizeGiB,
    warnings: warningsOf(source, done, backup),
  };
}

/** The snapshot of this release, of an earlier run where that is fresh, else a new one. */
async function beginSnapshot(
  connection: RdsConnection,
  source: RdsSource,
  { clock, onProgress, release, reuseWithinMs = HOUR_MS }: RdsBackupOptions,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly isReused: boolean }> {
  const name = rdsSnapshotName(release);
  for (let number = 1; number <= MAX_NAMES; number += 1) {
    const id = number === 1 ? name : `${name}-${number}`;
    const found = await findSnapshot(connection, id, source.kind, signal);
    if (found === undefined) {
      // Not created: a run of the same release beside this one was quicker, and its snapshot is as good.
      return { id, isReused: !(await createSnapshot(connection, source, id, signal)) };
    }
    if (found.source !== source.id || found.status === "failed") continue;
    // What was written since an old one was taken would be lost by restoring it: that is no backup of now.
    const ageMs = found.takenAt === undefined ? 0 : clock.now() - found.takenAt;
    if (ageMs > reuseWithinMs) continue;
    onProgress(
      `Snapshot ${id} of the RDS ${source.kind} ${source.id} was begun by an earlier run (${found.status})`,
    );
    return { id, isReused: true };
  }
  throw new ActionError(
    "conflict",
    `There are ${MAX_NAMES} snapshots ${name}, ${name}-2, … of the RDS ${source.kind} ${source.id} already.`,
    {
      hint: "Delete those that are not needed any more.",
    },
  );
}

/** Whether the snapshot was begun; false when one of the name appeared in between. */
async function createSnapshot(
  { sdk, client }: RdsConnection,
  source: RdsSource,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  const what = `take the snapshot ${id} of the RDS ${source.kind} ${source.id}`;
  try {
    if (source.kind === "instance") {
      await askAws(what, "rds:CreateDBSnapshot", signal, () =>
        client.send(
          new sdk.CreateDBSnapshotCommand({ DBInstanceIdentifier: source.id, DBSnapshotIdentifier: id }),
          { abortSignal: signal },
        ),
      );
    } else {
      await askAws(what, "rds:CreateDBClusterSnapshot", signal, () =>
        client.send(
          new sdk.CreateDBClusterSnapshotCommand({
            DBClusterIdentifier: source.id,
            DBClusterSnapshotIdentifier: id,
          }),
          { abortSignal: signal },
        ),
      );
    }
    return true;
  } catch (error) {
    const name = rdsException(error);
    if (/^DB(Cluster)?SnapshotAlreadyExists$/.test(name)) return false;
    throw explain(error, name, source, what);
  }
}

function explain(error: unknown, name: string, source: RdsSource, what: string): unknown {
  if (name === "SnapshotQuotaExceeded") {
    return new ActionError(
      "conflict",
      `AWS did not ${what}: the account has as many manual snapshots in this region as it may (100 unless raised). Nothing was migrated.`,
      {
        cause: error,
        hint: `Delete snapshots that are not needed any more (aws rds describe-db-${source.kind === "cluster" ? "cluster-" : ""}snapshots --snapshot-type manual), or have the quota "Manual DB ${source.kind} snapshots" raised.`,
      },
    );
  }
  if (/^InvalidDB(Instance|Cluster)State$/.test(name)) {
    return new ActionError(
      "conflict",
      `AWS did not ${what}: it is ${source.status}, not available. Nothing was migrated.`,
      {
        cause: error,
        hint: "Wait until the database is available (a backup, a change or a restart is going on), then run this again.",
      },
    );
  }
  return error;
}

function lookAt(id: string, state: SnapshotState | undefined): Look<SnapshotState> {
  if (state === undefined) return { done: false, text: "not visible yet" };
  if (state.status === "available") return { done: true, value: state };
  if (/^(failed|deleting|deleted|incompatible)/.test(state.status)) {
    throw new ActionError("config", `The snapshot ${id} is ${state.status}. Nothing was migrated.`, {
      hint: "Look at the events of the database (aws rds describe-events), then run this again: it takes another one.",
    });
  }
  const progress = state.progressPercent === undefined ? "" : ` ${state.progressPercent} %`;
  return { done: false, text: `${state.status}${progress}` };
}

function warningsOf(
  source: RdsSource,
  state: SnapshotState,
  { minimumRetentionDays }: RdsBackupSettings,
): readonly string[] {
  const warnings: string[] = [];
  const kept = source.retentionDays;
  const subject = `RDS ${source.kind} ${source.id}`;
  if (minimumRetentionDays > 0 && kept === undefined) {
    warnings.push(
      `The ${subject} does not say how long its automated backups are kept, the policy wants ${formatDays(minimumRetentionDays)}.`,
    );
  } else if (kept === 0 && minimumRetentionDays > 0) {
    warnings.push(
      `The ${subject} has no automated backups, the policy wants them kept for ${formatDays(minimumRetentionDays)}: without them there is no way back to a moment between snapshots.`,
    );
  } else if (kept !== undefined && kept < minimumRetentionDays) {
    warnings.push(
      `The ${subject} keeps automated backups for ${formatDays(kept)}, the policy wants at least ${formatDays(minimumRetentionDays)}.`,
    );
  }
  if (state.encrypted === false)
    warnings.push(`The snapshot ${state.id} is not encrypted, as its database is not.`);
  return warnings;
}

function formatDays(days: number): string {
  return plural(days, "day");
}
