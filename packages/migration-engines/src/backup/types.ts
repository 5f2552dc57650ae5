import type { AwsAccess, Clock, HttpClient } from "@deploy-actions/kernel";

/** What RDS calls a database: one instance, or an Aurora (or Multi-AZ) cluster. */
export type RdsKind = "instance" | "cluster";

/** What every question to RDS stands on. */
export interface RdsPorts {
  readonly access: AwsAccess;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Lines for a person while something is awaited. */
  readonly onProgress: (text: string) => void;
  /** Time between two looks; default 10 s. */
  readonly pollMs?: number;
}

/** What is backed up. */
export interface RdsBackupSettings {
  /** Instance or cluster identifier. */
  readonly rds: string;
  readonly kind: RdsKind;
  /** Automated backups kept shorter than this are said; 0: not looked at. Days. */
  readonly minimumRetentionDays: number;
  readonly timeoutMs: number;
}

/** For which release; the snapshot's name is made of it. */
export interface ReleaseName {
  readonly service: string;
  readonly environment: string;
  readonly release: string;
}

/** A snapshot that is complete. */
export interface RdsSnapshot {
  readonly id: string;
  readonly arn: string | undefined;
  readonly kind: RdsKind;
  /** Identifier of the instance or cluster it is of. */
  readonly source: string;
  /** Milliseconds since the epoch: what was written later is not in it. */
  readonly takenAt: number | undefined;
  /** Taken by an earlier run of the same release. */
  readonly isReused: boolean;
  readonly encrypted: boolean | undefined;
  readonly kmsKeyId: string | undefined;
  readonly sizeGiB: number | undefined;
  /** Sentences a person should read: retention below the policy, no encryption. */
  readonly warnings: readonly string[];
}

/** Who allowed a restore, and when (milliseconds since the epoch). */
export interface RestoreApproval {
  readonly by: string;
  readonly at: number;
}

/** How a snapshot is brought back, for a person to read before anybody does it. */
export interface RestorePlan {
  readonly snapshotId: string;
  readonly kind: RdsKind;
  readonly source: string;
  /** Identifier of what will be made; nothing has it yet when it is executed. */
  readonly newIdentifier: string;
  /** One sentence. */
  readonly dataLoss: string;
  /** Numbered by position; commands of the AWS CLI as they are typed. */
  readonly steps: readonly RestoreStep[];
}

/** One step of a plan. */
export interface RestoreStep {
  readonly text: string;
  readonly command: string | undefined;
}
