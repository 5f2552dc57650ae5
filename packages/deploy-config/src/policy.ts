import type { Check, Condition } from "@deploy-actions/conditions";
import type { RolloutStep, Target, Trigger } from "@deploy-actions/rollout";

/** What a gate reads. */
export type GateKind = "tests" | "coverage" | "findings" | "performance" | "command";

/** One question to evidence about a release. */
export interface GatePolicy {
  readonly name: string;
  readonly kind: GateKind;
  /** What must hold; `undefined` for a command (exit code 0). */
  readonly require: Condition | undefined;
  /** Globs relative to the workspace; several files are read as one report. Empty for a command. */
  readonly reports: readonly string[];
  /** Fewer files than this are a missing shard: inconclusive. At least 1. */
  readonly expectFiles: number;
  /** argv of a command gate. */
  readonly run: readonly string[];
  readonly timeoutMs: number;
}

/** How the database is migrated. */
export interface MigratePolicy {
  readonly engine: "sql";
  /** Folder of ordered files, relative to the workspace. */
  readonly folder: string;
  /** Whether migrations are applied before the rollout or after it. */
  readonly order: "before" | "after";
  readonly lockWaitMs: number;
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

export interface RolloutPolicy {
  readonly steps: readonly RolloutStep[];
  readonly abortWhen: readonly Trigger[];
  readonly minRequests: number;
  readonly onInconclusive: "abort" | "promote";
  readonly graceMs: number;
  /** Time between two looks. */
  readonly intervalMs: number;
}

/** Success criteria over a time. */
export interface VerifyPolicy {
  readonly checks: readonly Check[];
  readonly forMs: number;
  readonly intervalMs: number;
  /** Waited before the first sample; samples before it do not exist. */
  readonly settleMs: number;
  /** Failures of one check in a row that end it as unhealthy. */
  readonly maxConsecutiveFailures: number;
  /** Highest share of failed samples, e.g. `< 1%`; `undefined`: none may fail. */
  readonly errorRate: Condition | undefined;
  /** e.g. `p95 < 200ms`; `undefined`: not judged. */
  readonly latency: Condition | undefined;
}

export interface RollbackPolicy {
  /** From the trigger to verified; longer is recorded as `rollback_slo_breached`. */
  readonly withinMs: number | undefined;
  /** Whether the pipeline rolls back by itself when verification fails. */
  readonly automatic: boolean;
}

export type NotifyOccasion = "scheduled" | "completed" | "failed" | "rolled-back";

/** Where people are told; secrets (URLs, tokens) are inputs of the action, never here. */
export interface NotifyPolicy {
  readonly slack:
    | {
        readonly channel: string | undefined;
        readonly when: readonly NotifyOccasion[];
        readonly required: boolean;
      }
    | undefined;
  readonly webhook:
    | {
        readonly when: readonly NotifyOccasion[];
        readonly required: boolean;
        /** Audience of a GitHub id token sent as bearer, instead of (or beside) the HMAC secret. */
        readonly oidcAudience: string | undefined;
      }
    | undefined;
  readonly comment: { readonly when: readonly NotifyOccasion[]; readonly required: boolean } | undefined;
  /** Values for the templates: contact, impact, features … name to lines. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** When deploying is allowed: each start of `cron` in `zone` opens it for `forMs`, end exclusive. */
export interface WindowPolicy {
  readonly cron: string;
  readonly forMs: number;
  readonly zone: string;
}

/** The policy of one environment: defaults, the environment's own and overrides merged, everything parsed. */
export interface EffectivePolicy {
  readonly service: string;
  readonly environment: string;
  readonly target: Target;
  readonly gates: readonly GatePolicy[];
  readonly migrate: MigratePolicy | undefined;
  readonly rollout: RolloutPolicy;
  readonly verify: VerifyPolicy | undefined;
  readonly rollback: RollbackPolicy;
  readonly notify: NotifyPolicy;
  readonly windows: readonly WindowPolicy[];
}

/** Where an effective value came from. */
export interface Origin {
  readonly kind: "input" | "environment" | "defaults" | "built-in";
  /** `.github/deploy.yml:12:5`, the input's name, or empty for built-in. */
  readonly place: string;
}

/** One row of `deploy-actions plan`: dotted path of the file's own words, the value as written, where it came from. */
export interface EffectiveValue {
  readonly path: string;
  readonly value: string;
  readonly origin: Origin;
}
