import type { RdsRestored, RdsRestoreOptions } from "./restore-rds-snapshot.ts";
import type { RdsBackupOptions } from "./take-rds-snapshot.ts";
import type { RdsSnapshot, RestoreApproval, RestorePlan } from "./types.ts";

/**
 * Takes a snapshot before a migration and waits until it is complete. Twice for one release has the effect of once.
 *
 * Rejects with `config` when the database is not there (nearest names) or the snapshot failed, `conflict` when the quota
 * is reached or the database is not available, `remote` when it takes longer than the policy's timeout.
 */
export async function takeRdsSnapshot(options: RdsBackupOptions, signal: AbortSignal): Promise<RdsSnapshot> {
  return (await import("./take-rds-snapshot.ts")).takeSnapshot(options, signal);
}

/** How a snapshot would be brought back, and what would be lost. Changes nothing. */
export async function describeRestorePlan(
  options: RdsRestoreOptions,
  signal: AbortSignal,
): Promise<RestorePlan> {
  return (await import("./restore-rds-snapshot.ts")).readRestorePlan(options, signal);
}

/**
 * Restores a snapshot to a new instance or cluster and waits until it is available; never overwrites, and leaves the swap
 * of names to a person. Only with an approval: rejects with `input` without one, `conflict` when the identifier is taken.
 */
export async function restoreRdsSnapshot(
  options: RdsRestoreOptions & { readonly approval: RestoreApproval; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<RdsRestored> {
  return (await import("./restore-rds-snapshot.ts")).restoreSnapshot(options, signal);
}

/** The plan as lines for a log: what is lost first, then the numbered steps. */
export function formatRestorePlan(plan: RestorePlan): readonly string[] {
  return [
    `Restore of ${plan.source} from the snapshot ${plan.snapshotId}`,
    `Data loss: ${plan.dataLoss}`,
    ...plan.steps.flatMap(({ text, command }, index) => [
      `${index + 1}. ${text}`,
      ...(command === undefined ? [] : [`   ${command}`]),
    ]),
  ];
}
