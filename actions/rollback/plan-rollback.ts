import { ActionError, suggest } from "@deploy-actions/kernel";
import {
  type DeploymentRecord,
  findRelease,
  isOpen,
  lastVerified,
  newestFirst,
  wasVerified,
} from "@deploy-actions/ledger";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import { type SnapshotRef, snapshotOf } from "../common/snapshot-note.ts";

/** What a rollback will do, decided before anything is touched. */
export interface RollbackPlan {
  /** `abort`: a rollout is under way, its candidate goes; `restore`: an earlier release comes back; `none`: nothing to do. */
  readonly act: "abort" | "restore" | "none";
  readonly from: string;
  readonly to: Release;
  /** How the target is known to be good, for a person. */
  readonly basis: string;
  /** The record of the deployment that is taken back, if the ledger has it. */
  readonly takesBack: DeploymentRecord | undefined;
  /** Migrations applied since the target was live: a rollback leaves them in place. */
  readonly migrationsThatStay: readonly string[];
  /** Taken before the first of these; restoring it loses what was written since. */
  readonly snapshot: SnapshotRef | undefined;
}

/**
 * Decides where to go back to: a rollback that was interrupted is finished; else the version asked for (which must be in
 * the ledger), else the stable release when a candidate is on its way, else the last verified release before the current
 * one. With `unread`, the failure of a ledger that cannot be read, a person's own word has to do.
 *
 * Errors: `config` when there is no such release, with what there is; `input` when the one asked for is the candidate;
 * `unread` itself when nothing but the ledger could say where to go.
 */
export function planRollback(
  environment: string,
  records: readonly DeploymentRecord[],
  traffic: TrafficState,
  wanted: string | undefined,
  unread?: ActionError,
): RollbackPlan {
  const { stable, candidate } = traffic;
  const unfinished = unfinishedRollback(records, traffic);
  if (unfinished !== undefined && (wanted ?? unfinished.release.version) === unfinished.release.version) {
    return goOn(records, traffic, unfinished);
  }
  const current = (unfinished === undefined ? candidate : null) ?? stable;
  if (current === null) {
    throw new ActionError("config", `Nothing runs in ${environment}: there is nothing to roll back from.`, {
      hint: "Deploy a release with the canary action.",
    });
  }
  const from = current.release.version;
  const { to, basis } = chooseTarget(environment, records, traffic, wanted, from, unread);
  return {
    act: actFor(to, traffic),
    from,
    to,
    basis,
    takesBack: findRelease(records, from),
    ...leftBehind(records, to.version),
  };
}

function actFor(to: Release, { stable, candidate }: TrafficState): RollbackPlan["act"] {
  if (stable?.release.version !== to.version) return "restore";
  return candidate === null ? "none" : "abort";
}

/**
 * A rollback that died: its record is still open, or the release it was bringing back is still the candidate. Without a look
 * at it the way back would lead to the release it was to replace, or one release too far.
 */
function unfinishedRollback(
  records: readonly DeploymentRecord[],
  { stable, candidate }: TrafficState,
): DeploymentRecord | undefined {
  const [newest] = newestFirst(records);
  if (newest?.kind === "rollback" && isOpen(newest)) return newest;
  if (candidate === null || stable === null) return undefined;
  const record = findRelease(records, candidate.release.version);
  return record?.kind === "rollback" ? record : undefined;
}

function goOn(
  records: readonly DeploymentRecord[],
  { stable }: TrafficState,
  unfinished: DeploymentRecord,
): RollbackPlan {
  return {
    act: "restore",
    from: unfinished.previous?.version ?? stable?.release.version ?? "nothing",
    to: unfinished.release,
    basis: `rollback ${unfinished.id} of ${unfinished.run.actor}, which was interrupted`,
    takesBack: records.find((record) => record.id === unfinished.rollsBack),
    ...leftBehind(records, unfinished.release.version),
  };
}

function chooseTarget(
  environment: string,
  records: readonly DeploymentRecord[],
  traffic: TrafficState,
  wanted: string | undefined,
  from: string,
  unread: ActionError | undefined,
): { to: Release; basis: string } {
  if (wanted !== undefined) {
    if (wanted === traffic.candidate?.release.version && wanted !== traffic.stable?.release.version) {
      throw new ActionError(
        "input",
        `${wanted} is the candidate of ${environment}, not an earlier release.`,
        {
          hint: "Leave `to` empty to give all traffic back to the stable release.",
        },
      );
    }
    const record = findRelease(records, wanted);
    if (record === undefined && unread !== undefined) {
      return { to: { version: wanted }, basis: "named by a person; the ledger could not be read" };
    }
    if (record === undefined) {
      const known = [...new Set(records.map((item) => item.release.version))];
      throw new ActionError(
        "config",
        `The ledger of ${environment} has no release "${wanted}".${suggest(wanted, known)}`,
        {
          hint: "Roll back to a release that was deployed before, or leave `to` empty for the last verified one.",
        },
      );
    }
    const basis = wasVerified(record)
      ? `verified by deployment ${record.id}`
      : `deployed by ${record.id}, never verified`;
    return { to: record.release, basis };
  }
  if (traffic.candidate !== null && traffic.stable !== null) {
    return { to: traffic.stable.release, basis: "stable, while the candidate is on its way" };
  }
  if (unread !== undefined) {
    throw new ActionError("remote", `Only the ledger knows the last verified release: ${unread.message}`, {
      cause: unread,
      hint: "Name the release with `to`: that works without the ledger.",
    });
  }
  const verified = lastVerified(records, { excludeVersion: from });
  if (verified === undefined) {
    throw new ActionError("config", `The ledger of ${environment} has no verified release before ${from}.`, {
      hint: `Name a release with \`to\`; the ledger knows ${known(records, from) || "no other"}.`,
    });
  }
  return { to: verified.release, basis: `verified by deployment ${verified.id}` };
}

function known(records: readonly DeploymentRecord[], from: string): string {
  return [...new Set(records.map((item) => item.release.version))]
    .filter((version) => version !== from)
    .join(", ");
}

/** What the deployments after the newest one of `version` did to the database, oldest first. */
function leftBehind(
  records: readonly DeploymentRecord[],
  version: string,
): Pick<RollbackPlan, "migrationsThatStay" | "snapshot"> {
  const index = records.findIndex(
    (record) => record.release.version === version && record.kind !== "rollback",
  );
  const newer = (index === -1 ? records : records.slice(0, index)).toReversed();
  return {
    migrationsThatStay: [...new Set(newer.flatMap((record) => record.migrations ?? []))],
    snapshot: newer.map(snapshotOf).find((snapshot) => snapshot !== undefined),
  };
}
