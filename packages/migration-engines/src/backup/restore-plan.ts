import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import { ActionError, formatDuration } from "@deploy-actions/kernel";
import type { RdsConnection } from "./rds-client.ts";
import { findSnapshot, type SnapshotState } from "./rds-snapshot-state.ts";
import { findRdsSource, type RdsSource } from "./rds-source.ts";
import type { RdsKind, RestorePlan, RestoreStep } from "./types.ts";

/** What a restore is made with: settings of the database that is replaced, as parameters of the API. */
export interface RestoreSettings {
  readonly state: SnapshotState;
  readonly source: RdsSource | undefined;
  readonly newIdentifier: string;
  readonly parameters: Readonly<Record<string, RestoreParameter>>;
  /** Class of the instance that is made inside a restored cluster. */
  readonly memberClass: string | undefined;
}

type RestoreParameter = string | boolean | number | readonly string[];

/** Reads what a restore would be made with. Rejects with `config` when the snapshot is not there or not complete. */
export async function readRestoreSettings(
  connection: RdsConnection,
  snapshotId: string,
  kind: RdsKind,
  newIdentifier: string | undefined,
  signal: AbortSignal,
): Promise<RestoreSettings> {
  const state = await findSnapshot(connection, snapshotId, kind, signal);
  if (state === undefined) {
    throw new ActionError(
      "config",
      `There is no RDS ${kind} snapshot named ${snapshotId} in this account and region.`,
      {
        hint: "Its name is in the record of the deployment that took it; it may have been deleted since.",
      },
    );
  }
  if (state.status !== "available") {
    throw new ActionError(
      "config",
      `The RDS ${kind} snapshot ${snapshotId} is ${state.status}, not available.`,
    );
  }
  const source = await findRdsSource(connection, state.source, kind, signal);
  const writer = source?.cluster?.DBClusterMembers?.find((member) => member.IsClusterWriter === true);
  const member =
    writer?.DBInstanceIdentifier === undefined
      ? undefined
      : await findRdsSource(connection, writer.DBInstanceIdentifier, "instance", signal);
  return {
    state,
    source,
    newIdentifier: newIdentifier ?? restoredName(snapshotId),
    parameters: kind === "instance" ? ofInstance(source?.instance) : ofCluster(source?.cluster, state),
    memberClass: kind === "cluster" ? (member?.instance?.DBInstanceClass ?? "db.serverless") : undefined,
  };
}

/** At most 63 characters, as identifiers of instances and clusters have. */
function restoredName(snapshotId: string): string {
  const plain = snapshotId.replace(/^.*:/, "").slice(0, 54).replace(/-+$/, "");
  return `${plain}-restored`;
}

function ofInstance(instance: DBInstance | undefined): Readonly<Record<string, RestoreParameter>> {
  const groups = (instance?.VpcSecurityGroups ?? []).flatMap((group) => group.VpcSecurityGroupId ?? []);
  return present({
    DBInstanceClass: instance?.DBInstanceClass,
    DBSubnetGroupName: instance?.DBSubnetGroup?.DBSubnetGroupName,
    VpcSecurityGroupIds: groups.length === 0 ? undefined : groups,
    DBParameterGroupName: ownGroup(instance?.DBParameterGroups?.[0]?.DBParameterGroupName),
    MultiAZ: instance?.MultiAZ,
    PubliclyAccessible: instance?.PubliclyAccessible,
    DeletionProtection: instance?.DeletionProtection,
    CopyTagsToSnapshot: instance?.CopyTagsToSnapshot,
  });
}

function ofCluster(
  cluster: DBCluster | undefined,
  state: SnapshotState,
): Readonly<Record<string, RestoreParameter>> {
  const groups = (cluster?.VpcSecurityGroups ?? []).flatMap((group) => group.VpcSecurityGroupId ?? []);
  return present({
    Engine: cluster?.Engine ?? state.engine,
    EngineVersion: cluster?.EngineVersion ?? state.engineVersion,
    DBSubnetGroupName: cluster?.DBSubnetGroup,
    VpcSecurityGroupIds: groups.length === 0 ? undefined : groups,
    DBClusterParameterGroupName: ownGroup(cluster?.DBClusterParameterGroup),
    DeletionProtection: cluster?.DeletionProtection,
    CopyTagsToSnapshot: cluster?.CopyTagsToSnapshot,
  });
}

// RDS chooses its default groups by itself; naming one of another version is refused.
function ownGroup(name: string | undefined): string | undefined {
  return name === undefined || name.startsWith("default.") || name.startsWith("default:") ? undefined : name;
}

function present(
  parameters: Readonly<Record<string, RestoreParameter | undefined>>,
): Readonly<Record<string, RestoreParameter>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}

/** The plan in words and commands: to a new identifier, then a swap of names that a person does. */
export function planRestore(settings: RestoreSettings, now: number): RestorePlan {
  const { state, newIdentifier, memberClass } = settings;
  const source = state.source;
  const aside = `${source.slice(0, 55)}-replaced`;
  const steps: RestoreStep[] = [
    {
      text: "Stop what writes to the database (scale the service to 0, or put it into maintenance).",
      command: undefined,
    },
    {
      text: `Restore the snapshot to a new ${state.kind}; nothing is overwritten.`,
      command: restoreCommand(settings),
    },
  ];
  if (memberClass !== undefined) {
    const member = {
      DBInstanceIdentifier: `${newIdentifier.slice(0, 61)}-1`,
      DBClusterIdentifier: newIdentifier,
      DBInstanceClass: memberClass,
      Engine: String(settings.parameters.Engine ?? ""),
    };
    steps.push({ text: "Give the new cluster an instance.", command: cli("create-db-instance", member) });
  }
  const id = state.kind === "instance" ? "DBInstanceIdentifier" : "DBClusterIdentifier";
  const newId = state.kind === "instance" ? "NewDBInstanceIdentifier" : "NewDBClusterIdentifier";
  const rename = (from: string, to: string): string =>
    `${cli(`modify-db-${state.kind}`, { [id]: from, [newId]: to })} --apply-immediately`;
  steps.push(
    {
      text: "Wait until it is available.",
      command: cli(`wait db-${state.kind}-available`, { [id]: newIdentifier }),
    },
    { text: "Look at the data through the new endpoint before anything else uses it.", command: undefined },
    { text: "Put the old database aside; its endpoint goes with its name.", command: rename(source, aside) },
    { text: "Give the restored one the name, and so the endpoint.", command: rename(newIdentifier, source) },
    { text: "Deploy the release that fits this schema, then let writers in again.", command: undefined },
    { text: `Keep ${aside} until nobody misses what was written after the snapshot.`, command: undefined },
  );
  return {
    snapshotId: state.id,
    kind: state.kind,
    source,
    newIdentifier,
    dataLoss: describeLoss(state, now),
    steps,
  };
}

function describeLoss(state: SnapshotState, now: number): string {
  const what = `Everything written to ${state.source}`;
  if (state.takenAt === undefined)
    return `${what} after the snapshot ${state.id} is not in it; RDS does not say when that was taken.`;
  const at = new Date(state.takenAt).toISOString().replace(/\.\d+Z$/, "Z");
  const ago = formatDuration(Math.max(0, now - state.takenAt));
  return `${what} after ${at} (${ago} ago) is not in the snapshot ${state.id} and is lost to the service: orders, sign-ups, everything.`;
}

function restoreCommand({ state, newIdentifier, parameters }: RestoreSettings): string {
  return state.kind === "instance"
    ? cli("restore-db-instance-from-db-snapshot", {
        DBInstanceIdentifier: newIdentifier,
        DBSnapshotIdentifier: state.id,
        ...parameters,
      })
    : cli("restore-db-cluster-from-snapshot", {
        DBClusterIdentifier: newIdentifier,
        SnapshotIdentifier: state.id,
        ...parameters,
      });
}

function cli(operation: string, parameters: Readonly<Record<string, RestoreParameter>>): string {
  const flags = Object.entries(parameters).map(([name, value]) => {
    const flag = flagName(name);
    if (typeof value === "boolean") return value ? `--${flag}` : `--no-${flag}`;
    const words = Array.isArray(value) ? value : [value];
    return `--${flag} ${words.map((word) => quote(String(word))).join(" ")}`;
  });
  return ["aws rds", operation, ...flags].join(" ");
}

// DBInstanceIdentifier -> db-instance-identifier, MultiAZ -> multi-az, VpcSecurityGroupIds -> vpc-security-group-ids.
function flagName(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

function quote(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
