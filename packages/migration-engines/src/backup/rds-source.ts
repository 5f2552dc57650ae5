import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import { ActionError, askAws, suggest } from "@deploy-actions/kernel";
import { type RdsConnection, rdsException } from "./rds-client.ts";
import type { RdsKind } from "./types.ts";

/** The database a snapshot is of. */
export interface RdsSource {
  readonly id: string;
  readonly kind: RdsKind;
  readonly status: string;
  readonly retentionDays: number | undefined;
  readonly encrypted: boolean | undefined;
  readonly kmsKeyId: string | undefined;
  readonly instance: DBInstance | undefined;
  readonly cluster: DBCluster | undefined;
}

const MAX_PAGES = 10;

/** Reads a database. Rejects with `config` and the nearest names when it is not there, or is of the other kind. */
export async function readRdsSource(
  connection: RdsConnection,
  id: string,
  kind: RdsKind,
  signal: AbortSignal,
): Promise<RdsSource> {
  const found = await findRdsSource(connection, id, kind, signal);
  if (found !== undefined) {
    const cluster = found.instance?.DBClusterIdentifier;
    if (cluster !== undefined && cluster !== "") {
      throw new ActionError(
        "config",
        `The RDS instance ${id} is a member of the cluster ${cluster}; only the cluster can be backed up.`,
        {
          hint: `Write the backup as kind: cluster with rds: ${cluster}.`,
        },
      );
    }
    return found;
  }
  const other: RdsKind = kind === "instance" ? "cluster" : "instance";
  const isOther = (await findRdsSource(connection, id, other, signal)) !== undefined;
  const text = `There is no RDS ${kind} named ${id} in this account and region.`;
  if (isOther)
    throw new ActionError("config", text, { hint: `${id} is ${article(other)}: write kind: ${other}.` });
  const hint = suggest(id, await listRdsNames(connection, kind, signal)).trim();
  throw new ActionError("config", text, {
    hint: hint === "" ? `There is no RDS ${kind} here at all: look at the region and the role.` : hint,
  });
}

/** Reads a database; `undefined` when it is not there. */
export async function findRdsSource(
  { sdk, client }: RdsConnection,
  id: string,
  kind: RdsKind,
  signal: AbortSignal,
): Promise<RdsSource | undefined> {
  const what = `describe the RDS ${kind} ${id}`;
  try {
    if (kind === "instance") {
      const answer = await askAws(what, "rds:DescribeDBInstances", signal, () =>
        client.send(new sdk.DescribeDBInstancesCommand({ DBInstanceIdentifier: id }), {
          abortSignal: signal,
        }),
      );
      const [instance] = answer.DBInstances ?? [];
      return instance === undefined ? undefined : ofInstance(id, instance);
    }
    const answer = await askAws(what, "rds:DescribeDBClusters", signal, () =>
      client.send(new sdk.DescribeDBClustersCommand({ DBClusterIdentifier: id }), { abortSignal: signal }),
    );
    const [cluster] = answer.DBClusters ?? [];
    return cluster === undefined ? undefined : ofCluster(id, cluster);
  } catch (error) {
    if (/^DB(Instance|Cluster)NotFound$/.test(rdsException(error))) return undefined;
    throw error;
  }
}

function ofInstance(id: string, instance: DBInstance): RdsSource {
  return {
    id: instance.DBInstanceIdentifier ?? id,
    kind: "instance",
    status: instance.DBInstanceStatus ?? "unknown",
    retentionDays: instance.BackupRetentionPeriod,
    encrypted: instance.StorageEncrypted,
    kmsKeyId: instance.KmsKeyId,
    instance,
    cluster: undefined,
  };
}

function ofCluster(id: string, cluster: DBCluster): RdsSource {
  return {
    id: cluster.DBClusterIdentifier ?? id,
    kind: "cluster",
    status: cluster.Status ?? "unknown",
    retentionDays: cluster.BackupRetentionPeriod,
    encrypted: cluster.StorageEncrypted,
    kmsKeyId: cluster.KmsKeyId,
    instance: undefined,
    cluster,
  };
}

async function listRdsNames(
  { sdk, client }: RdsConnection,
  kind: RdsKind,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const input = { MaxRecords: 100, ...(marker === undefined ? {} : { Marker: marker }) };
    if (kind === "instance") {
      const answer = await askAws("list the RDS instances", "rds:DescribeDBInstances", signal, () =>
        client.send(new sdk.DescribeDBInstancesCommand(input), { abortSignal: signal }),
      );
      names.push(...(answer.DBInstances ?? []).flatMap((one) => one.DBInstanceIdentifier ?? []));
      marker = answer.Marker;
    } else {
      const answer = await askAws("list the RDS clusters", "rds:DescribeDBClusters", signal, () =>
        client.send(new sdk.DescribeDBClustersCommand(input), { abortSignal: signal }),
      );
      names.push(...(answer.DBClusters ?? []).flatMap((one) => one.DBClusterIdentifier ?? []));
      marker = answer.Marker;
    }
    if (marker === undefined || marker === "") break;
  }
  return names;
}

function article(kind: RdsKind): string {
  return kind === "instance" ? "an instance" : "a cluster";
}
