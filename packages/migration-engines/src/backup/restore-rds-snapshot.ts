import type {
  RestoreDBClusterFromSnapshotCommandInput,
  RestoreDBInstanceFromDBSnapshotCommandInput,
} from "@aws-sdk/client-rds";
import { ActionError, askAws } from "@deploy-actions/kernel";
import { connectRds, type RdsConnection } from "./rds-client.ts";
import { awaitDone } from "./rds-poll.ts";
import { findRdsSource } from "./rds-source.ts";
import { planRestore, type RestoreSettings, readRestoreSettings } from "./restore-plan.ts";
import type { RdsKind, RdsPorts, RestoreApproval, RestorePlan } from "./types.ts";

/** What is brought back. */
export interface RdsRestoreOptions extends RdsPorts {
  readonly snapshotId: string;
  readonly kind: RdsKind;
  /** Identifier of what is made; `undefined`: the snapshot's name with `-restored`. */
  readonly newIdentifier: string | undefined;
}

/** What was made; the plan's remaining steps (the swap of names) are a person's. */
export interface RdsRestored {
  readonly identifier: string;
  readonly endpoint: string | undefined;
  readonly approvedBy: string;
  readonly plan: RestorePlan;
}

const POLL_MS = 10_000;

/** Reads what is needed and says how it is done; changes nothing. */
export async function readRestorePlan(options: RdsRestoreOptions, signal: AbortSignal): Promise<RestorePlan> {
  const { access, http, clock, snapshotId, kind, newIdentifier } = options;
  const connection = await connectRds(access, http, signal);
  return planRestore(
    await readRestoreSettings(connection, snapshotId, kind, newIdentifier, signal),
    clock.now(),
  );
}

/** Restores to a new identifier. See the factory for the contract. */
export async function restoreSnapshot(
  options: RdsRestoreOptions & { readonly approval: RestoreApproval; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<RdsRestored> {
  const { access, http, clock, snapshotId, kind, approval } = options;
  if (approval.by.trim() === "" || !Number.isFinite(approval.at) || approval.at > clock.now()) {
    throw new ActionError(
      "input",
      `The snapshot ${snapshotId} is restored only when somebody approved it: the approval names nobody, or a time to come.`,
      {
        hint: "Approve the restore by name; the plan says what is lost.",
      },
    );
  }
  const connection = await connectRds(access, http, signal);
  const settings = await readRestoreSettings(connection, snapshotId, kind, options.newIdentifier, signal);
  await refuseToOverwrite(connection, settings, signal);
  if (kind === "instance") await restoreInstance(connection, settings, signal);
  else await restoreCluster(connection, settings, signal);
  const endpoint = await awaitDone(
    {
      clock,
      onProgress: options.onProgress,
      pollMs: options.pollMs ?? POLL_MS,
      timeoutMs: options.timeoutMs,
      subject: `RDS ${kind} ${settings.newIdentifier} from the snapshot ${snapshotId}`,
      hint: "RDS goes on with it: look at it there, and go on with the plan once it is available.",
    },
    async () => lookAt(connection, settings.newIdentifier, kind, signal),
    signal,
  );
  return {
    identifier: settings.newIdentifier,
    endpoint,
    approvedBy: approval.by,
    plan: planRestore(settings, clock.now()),
  };
}

async function refuseToOverwrite(
  connection: RdsConnection,
  { state, newIdentifier }: RestoreSettings,
  signal: AbortSignal,
): Promise<void> {
  const there = await findRdsSource(connection, newIdentifier, state.kind, signal);
  if (there === undefined) return;
  throw new ActionError(
    "conflict",
    `There is an RDS ${state.kind} named ${newIdentifier} already (${there.status}); a restore never touches what is there.`,
    {
      hint: "It may be of an earlier run of this restore: then go on with the plan's steps. Else restore to another identifier.",
    },
  );
}

async function restoreInstance(
  { sdk, client }: RdsConnection,
  { state, newIdentifier, parameters }: RestoreSettings,
  signal: AbortSignal,
): Promise<void> {
  const input: RestoreDBInstanceFromDBSnapshotCommandInput = {
    ...(parameters as Partial<RestoreDBInstanceFromDBSnapshotCommandInput>),
    DBInstanceIdentifier: newIdentifier,
    DBSnapshotIdentifier: state.id,
  };
  const what = `restore the snapshot ${state.id} to the RDS instance ${newIdentifier}`;
  await askAws(what, "rds:RestoreDBInstanceFromDBSnapshot", signal, () =>
    client.send(new sdk.RestoreDBInstanceFromDBSnapshotCommand(input), { abortSignal: signal }),
  );
}

async function restoreCluster(
  { sdk, client }: RdsConnection,
  { state, newIdentifier, parameters, memberClass }: RestoreSettings,
  signal: AbortSignal,
): Promise<void> {
  const engine = String(parameters.Engine ?? "");
  const input: RestoreDBClusterFromSnapshotCommandInput = {
    ...(parameters as Partial<RestoreDBClusterFromSnapshotCommandInput>),
    DBClusterIdentifier: newIdentifier,
    SnapshotIdentifier: state.id,
    Engine: engine,
  };
  const what = `restore the snapshot ${state.id} to the RDS cluster ${newIdentifier}`;
  await askAws(what, "rds:RestoreDBClusterFromSnapshot", signal, () =>
    client.send(new sdk.RestoreDBClusterFromSnapshotCommand(input), { abortSignal: signal }),
  );
  const member = `${newIdentifier.slice(0, 61)}-1`;
  await askAws(`create the RDS instance ${member} in ${newIdentifier}`, "rds:CreateDBInstance", signal, () =>
    client.send(
      new sdk.CreateDBInstanceCommand({
        DBInstanceIdentifier: member,
        DBClusterIdentifier: newIdentifier,
        DBInstanceClass: memberClass,
        Engine: engine,
      }),
      { abortSignal: signal },
    ),
  );
}

async function lookAt(connection: RdsConnection, id: string, kind: RdsKind, signal: AbortSignal) {
  const seen = await findRdsSource(connection, id, kind, signal);
  if (seen?.status === "available") {
    return { done: true as const, value: seen.instance?.Endpoint?.Address ?? seen.cluster?.Endpoint };
  }
  if (seen !== undefined && /^(failed|incompatible|inaccessible|deleting|storage-full)/.test(seen.status)) {
    throw new ActionError("config", `The restored RDS ${kind} ${id} is ${seen.status}.`, {
      hint: "Look at its events (aws rds describe-events).",
    });
  }
  return { done: false as const, text: seen?.status ?? "not visible yet" };
}
