import { askAws } from "@deploy-actions/kernel";
import { type RdsConnection, rdsException } from "./rds-client.ts";
import type { RdsKind } from "./types.ts";

/** A snapshot as RDS shows it now. */
export interface SnapshotState {
  readonly id: string;
  readonly arn: string | undefined;
  readonly kind: RdsKind;
  readonly source: string;
  /** `creating`, `available`, `failed`, … */
  readonly status: string;
  readonly progressPercent: number | undefined;
  readonly takenAt: number | undefined;
  readonly encrypted: boolean | undefined;
  readonly kmsKeyId: string | undefined;
  readonly sizeGiB: number | undefined;
  readonly engine: string | undefined;
  readonly engineVersion: string | undefined;
}

/** Reads a snapshot by its name; `undefined` when there is none. */
export async function findSnapshot(
  { sdk, client }: RdsConnection,
  id: string,
  kind: RdsKind,
  signal: AbortSignal,
): Promise<SnapshotState | undefined> {
  const what = `describe the RDS ${kind} snapshot ${id}`;
  try {
    if (kind === "instance") {
      const answer = await askAws(what, "rds:DescribeDBSnapshots", signal, () =>
        client.send(new sdk.DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: id }), {
          abortSignal: signal,
        }),
      );
      const [found] = answer.DBSnapshots ?? [];
      if (found === undefined) return undefined;
      return {
        id: found.DBSnapshotIdentifier ?? id,
        arn: found.DBSnapshotArn,
        kind,
        source: found.DBInstanceIdentifier ?? "",
        status: found.Status ?? "unknown",
        progressPercent: found.PercentProgress,
        takenAt: found.SnapshotCreateTime?.getTime(),
        encrypted: found.Encrypted,
        kmsKeyId: found.KmsKeyId,
        sizeGiB: found.AllocatedStorage,
        engine: found.Engine,
        engineVersion: found.EngineVersion,
      };
    }
    const answer = await askAws(what, "rds:DescribeDBClusterSnapshots", signal, () =>
      client.send(new sdk.DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: id }), {
        abortSignal: signal,
      }),
    );
    const [found] = answer.DBClusterSnapshots ?? [];
    if (found === undefined) return undefined;
    return {
      id: found.DBClusterSnapshotIdentifier ?? id,
      arn: found.DBClusterSnapshotArn,
      kind,
      source: found.DBClusterIdentifier ?? "",
      status: found.Status ?? "unknown",
      progressPercent: found.PercentProgress,
      takenAt: found.SnapshotCreateTime?.getTime(),
      encrypted: found.StorageEncrypted,
      kmsKeyId: found.KmsKeyId,
      sizeGiB: found.AllocatedStorage,
      engine: found.Engine,
      engineVersion: found.EngineVersion,
    };
  } catch (error) {
    if (/^DB(Cluster)?SnapshotNotFound$/.test(rdsException(error))) return undefined;
    throw error;
  }
}
