import type { ApiCall } from "@deploy-actions/kernel";

const rds = (operation: string): ApiCall => ({ api: "aws", service: "rds", operation });

/** Every call a snapshot makes, of an instance or of a cluster. */
export const rdsBackupCalls: readonly ApiCall[] = [
  rds("CreateDBClusterSnapshot"),
  rds("CreateDBSnapshot"),
  rds("DescribeDBClusterSnapshots"),
  rds("DescribeDBClusters"),
  rds("DescribeDBInstances"),
  rds("DescribeDBSnapshots"),
];

/** Every call a restore makes; only the describing ones while nobody has approved it. */
export const rdsRestoreCalls: readonly ApiCall[] = [
  rds("CreateDBInstance"),
  rds("DescribeDBClusterSnapshots"),
  rds("DescribeDBClusters"),
  rds("DescribeDBInstances"),
  rds("DescribeDBSnapshots"),
  rds("RestoreDBClusterFromSnapshot"),
  rds("RestoreDBInstanceFromDBSnapshot"),
];
