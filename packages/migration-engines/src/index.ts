export { rdsBackupCalls, rdsRestoreCalls } from "./backup/calls.ts";
export * from "./backup/rds.ts";
export type { RdsRestored, RdsRestoreOptions } from "./backup/restore-rds-snapshot.ts";
export { rdsSnapshotName } from "./backup/snapshot-name.ts";
export type { RdsBackupOptions } from "./backup/take-rds-snapshot.ts";
export type {
  RdsBackupSettings,
  RdsKind,
  RdsPorts,
  RdsSnapshot,
  ReleaseName,
  RestoreApproval,
  RestorePlan,
  RestoreStep,
} from "./backup/types.ts";
export * from "./compare-history.ts";
export * from "./database.ts";
export * from "./database-url.ts";
export * from "./history.ts";
export * from "./migration-lock.ts";
export * from "./migration-name.ts";
export * from "./pg-database.ts";
export * from "./pglite-database.ts";
export * from "./read-folder.ts";
export * from "./read-migrations.ts";
export { ecsTaskCalls } from "./runner/calls.ts";
export * from "./runner/ecs-task.ts";
export type { EcsCommandResult, EcsTaskOptions, EcsTaskResult, EcsTaskSettings } from "./runner/types.ts";
export * from "./split-statements.ts";
export * from "./sql-engine.ts";
export * from "./sql-lexer.ts";
export * from "./sql-position.ts";
export * from "./types.ts";
