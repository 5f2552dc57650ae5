import type { DeploymentEvent, DeploymentRecord } from "@deploy-actions/ledger";

/** A snapshot of the database that a deployment took before it migrated. */
export interface SnapshotRef {
  readonly id: string;
  readonly kind: "instance" | "cluster";
  /** Region it is in. */
  readonly region: string;
  /** Instance or cluster it is of; empty where it is not known. */
  readonly source: string;
}

/** Reason code of the event with which a deployment names its snapshot. */
export const SNAPSHOT = "snapshot";

// What is needed to find it comes first: a note is cut at its end.
const NOTE = /^snapshot (\S+) \((instance|cluster) in ([a-z0-9-]+)\)(?: of (\S+))?/;

/** The note of that event; all of it is read back by {@link snapshotOf}. */
export function snapshotNote({ id, kind, region, source }: SnapshotRef): string {
  return `snapshot ${id} (${kind} in ${region})${source === "" ? "" : ` of ${source}`}`;
}

/** The snapshot a record names: the first one, which is of the database before anything of the release. */
export function snapshotOf(record: DeploymentRecord): SnapshotRef | undefined {
  for (const event of record.events) {
    const found = event.reason === SNAPSHOT ? NOTE.exec(event.note) : null;
    const [, id, kind, region, source = ""] = found ?? [];
    if (id !== undefined && region !== undefined && (kind === "instance" || kind === "cluster")) {
      return { id, kind, region, source };
    }
  }
  return undefined;
}

/** The event that names a snapshot, in the phase the deployment is in. */
export function snapshotEvent(
  snapshot: SnapshotRef,
  phase: DeploymentEvent["phase"],
): Omit<DeploymentEvent, "at"> {
  return { phase, note: snapshotNote(snapshot), reason: SNAPSHOT };
}
