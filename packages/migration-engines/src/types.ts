/** One migration file. */
export interface Migration {
  /** Orders and identifies it: the leading digits (and dots) of the file name, e.g. `20260102`, `0003`. */
  readonly version: string;
  readonly name: string;
  /** Path relative to the workspace. */
  readonly file: string;
  readonly sql: string;
  /** SHA-256 of the file with line ends as LF, hex. */
  readonly checksum: string;
  /** False when the file says `-- deploy-actions: no-transaction`. */
  readonly transactional: boolean;
}

/** A row of the history table. */
export interface AppliedMigration {
  readonly version: string;
  readonly name: string;
  readonly checksum: string;
  readonly appliedAt: number;
  readonly durationMs: number;
  /** `running` after a crash inside a file without a transaction: nobody knows what of it is done. */
  readonly state: "applied" | "running";
}

/** What stands in the way of applying, each with file and what to do. */
export interface MigrationProblem {
  readonly reason:
    | "edited_after_apply"
    | "duplicate_version"
    | "missing_file"
    | "out_of_order"
    | "unfinished"
    | "bad_name"
    /** BEGIN, COMMIT or the like in a file that is applied as one transaction. */
    | "transaction_control";
  readonly file: string;
  readonly sentence: string;
  readonly advice: string;
}

/** History and folder held against each other. */
export interface MigrationStatus {
  readonly applied: readonly AppliedMigration[];
  readonly pending: readonly Migration[];
  readonly problems: readonly MigrationProblem[];
}

/** Limits of an apply; milliseconds. */
export interface ApplyLimits {
  /** How long to wait for another run that holds the migration lock. */
  readonly lockWaitMs: number;
  /** PostgreSQL lock_timeout of each statement. */
  readonly lockTimeoutMs: number;
  /** PostgreSQL statement_timeout of each statement. */
  readonly statementTimeoutMs: number;
}

/** Called as each file is done. */
export interface ApplyProgress {
  readonly migration: Migration;
  readonly durationMs: number;
}

/**
 * A way to migrate a database. `status` changes nothing (it does not even create the history table). `apply` applies the
 * pending ones in order and resolves with those it applied; the first failing one rejects with a `config` ActionError
 * (its SQL is wrong: file, line and the database's own message) or `remote` (connection), leaving that file unapplied,
 * and `conflict` when the lock is held (the holder is named).
 */
export interface MigrationEngine {
  readonly name: string;
  status(signal: AbortSignal): Promise<MigrationStatus>;
  apply(
    limits: ApplyLimits,
    onApplied: (progress: ApplyProgress) => void,
    signal: AbortSignal,
  ): Promise<readonly AppliedMigration[]>;
  close(): Promise<void>;
}
