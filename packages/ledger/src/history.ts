import type { DeploymentRecord } from "./types.ts";

/**
 * The newest deployment that was verified and not taken back since: what a rollback may return to. A record that a later
 * deployment replaced still counts; one that was rolled back from does not.
 */
export function lastVerified(
  records: readonly DeploymentRecord[],
  options: { readonly excludeVersion?: string } = {},
): DeploymentRecord | undefined {
  const takenBack = new Set(records.map((record) => record.rollsBack).filter((id) => id !== undefined));
  return newestFirst(records).find(
    (record) =>
      wasVerified(record) && !takenBack.has(record.id) && record.release.version !== options.excludeVersion,
  );
}

/**
 * The newest deployment that took all traffic, verified or not: what users get now, as far as the record knows.
 * (`verifying` is written when the rollout has ended in its favour.)
 */
export function currentlyLive(records: readonly DeploymentRecord[]): DeploymentRecord | undefined {
  return newestFirst(records).find((record) =>
    record.events.some((event) => event.phase === "verifying" || event.phase === "verified"),
  );
}

/** The newest deployment of a version, whatever became of it. */
export function findRelease(
  records: readonly DeploymentRecord[],
  version: string,
): DeploymentRecord | undefined {
  return newestFirst(records).find((record) => record.release.version === version);
}

/** Whether a deployment was verified once, and nothing after that says it went wrong. */
export function wasVerified(record: DeploymentRecord): boolean {
  const at = record.events.findLastIndex((event) => event.phase === "verified");
  return (
    at >= 0 && record.events.slice(at).every(({ phase }) => phase === "verified" || phase === "superseded")
  );
}

/** By time; records of the same moment keep their order, which a ledger gives newest first. */
export function newestFirst(records: readonly DeploymentRecord[]): readonly DeploymentRecord[] {
  return records.toSorted((a, b) => b.createdAt - a.createdAt);
}
