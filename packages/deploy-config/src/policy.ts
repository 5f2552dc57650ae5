import type { Check, Condition, StatusRange } from "@deploy-actions/conditions";
import type { SignIns } from "@deploy-actions/kernel";
import type { RolloutStep, Target, Trigger } from "@deploy-actions/rollout";
import type { PrometheusTemplateName } from "./prometheus-templates.ts";

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
  /** `sql`: ordered files of `folder`; `command`: the commands of `runOn`. */
  readonly engine: "sql" | "command";
  /** Folder of ordered files, relative to the workspace; empty for `command`. */
  readonly folder: string;
  /** Whether migrations are applied before the rollout or after it. */
  readonly order: "before" | "after";
  readonly lockWaitMs: number;
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** Snapshot taken and awaited before anything is applied. */
  readonly backup: RdsBackup | undefined;
  /** Where the migration command runs instead of the runner (a database only reachable from inside). */
  readonly runOn: EcsTaskRunner | undefined;
}

/** A snapshot of an RDS instance or cluster. */
export interface RdsBackup {
  /** Instance or (Aurora) cluster identifier. */
  readonly rds: string;
  readonly kind: "instance" | "cluster";
  readonly region: string | undefined;
  /** Automated backups kept shorter than this are said; 0: not looked at. Days. */
  readonly minimumRetentionDays: number;
  readonly timeoutMs: number;
}

/** A one-off ECS task with the image of the release: exit code and logs come back. */
export interface EcsTaskRunner {
  readonly region: string | undefined;
  readonly cluster: string;
  /** Family or ARN of the task definition whose network and roles are used. */
  readonly taskDefinition: string;
  readonly container: string | undefined;
  /** Image of the release; `undefined`: the task definition's own. */
  readonly image: string | undefined;
  /** Commands in order, each a task of its own; the first failure stops. */
  readonly commands: readonly (readonly string[])[];
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
  readonly timeoutMs: number;
}

/** Who counts requests, errors and latency where the platform does not. */
export type MetricsPolicy =
  | {
      readonly source: "prometheus";
      readonly url: string;
      /** Whose labels tell the releases apart; gives the selectors that are not written. */
      readonly template: PrometheusTemplateName | undefined;
      /**
       * Selector of a counter of requests, e.g. `http_requests_total{app="shop"}`; `${version}`, `${role}`, `${workload}` are
       * replaced. `undefined` only with a template.
       */
      readonly requests: string | undefined;
      /** Selector of the failed ones. */
      readonly errors: string | undefined;
      /** Selector of the `_bucket` series of a histogram, or of a native one; `undefined`: that of the template, else latency is not known. */
      readonly latency: string | undefined;
      /** Selectors of gauges by name. */
      readonly gauges: Readonly<Record<string, string>> | undefined;
      /** `secret://…` of a bearer token. */
      readonly token: string | undefined;
      /** Samples younger than this may still be missing. */
      readonly ingestDelayMs: number;
      readonly timeoutMs: number;
    }
  | {
      readonly source: "cloudwatch";
      readonly region: string | undefined;
      /** Load balancer dimension `app/…`, for target groups; `undefined`: that of the listener. Lambda needs nothing. */
      readonly loadBalancer: string | undefined;
      /** Alarms that abort while they are in ALARM. */
      readonly alarms: readonly string[];
      readonly ingestDelayMs: number;
    }
  | {
      readonly source: "json";
      /** `${version}` and `${role}` are replaced, here and in the pointers. */
      readonly url: string;
      /** JSON Pointers (RFC 6901) of cumulative counts. */
      readonly requests: string;
      readonly errors: string;
      readonly latency: string | undefined;
      readonly users: string | undefined;
      readonly epoch: string | undefined;
      readonly version: string | undefined;
      /** Pointers to numbers or lists of them, by name of gauge. */
      readonly gauges: Readonly<Record<string, string>> | undefined;
      readonly token: string | undefined;
      readonly timeoutMs: number;
    }
  | {
      readonly source: "synthetic";
      /** Asked of both; `${version}` and `${role}` are replaced, here and in the next two. */
      readonly url: string;
      readonly candidate: string | undefined;
      readonly stable: string | undefined;
      readonly perSecond: number;
      readonly timeoutMs: number;
      readonly status: readonly StatusRange[];
      /** `header:<name>`, `json:<pointer>` or `body`. */
      readonly version: string | undefined;
    };

/** What is asked before anything is touched. */
export interface PreflightPolicy {
  /** Program to version range, e.g. `kubectl: ">= 1.30"`. */
  readonly tools: Readonly<Record<string, string>>;
  /** Names of variables that must be set and not empty. */
  readonly variables: readonly string[];
  /** File in the workspace that names every variable of the service. */
  readonly envSample: string | undefined;
}

/** The image of a release in its registry. */
export interface ImagePolicy {
  /** e.g. `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:${release}`. */
  readonly reference: string;
  /** The tag must match this expression (whole tag); `undefined`: any but `latest`. */
  readonly tag: string | undefined;
  /** Worst severity of scan findings that is still let through; `undefined`: not looked at. */
  readonly scan: Condition | undefined;
  /** Whether environment variables of the image with names that look like secrets fail it. */
  readonly noSecrets: boolean;
  /** Tag the same digest gets once the release is verified; `undefined`: none. */
  readonly promoteTo: string | undefined;
}

/** One thing an analysis compares. */
export type AnalysisMetric = AnalysisCountMetric | AnalysisGaugeMetric;

interface AnalysisMetricBase {
  readonly name: string;
  /** Share of the chance `alpha`, relative to the other metrics; positive. */
  readonly weight: number;
  /** Whether a regression of it alone takes the release back. */
  readonly critical: boolean;
}

/** Failed requests, or slow ones. */
export interface AnalysisCountMetric extends AnalysisMetricBase {
  readonly kind: "errors" | "latency";
  readonly tolerance?: number;
  readonly regression?: number;
  /** Of latency: bounds that requests are held against; chosen from stable's own when left out. */
  readonly boundsMs?: readonly number[];
}

/** A gauge of the metrics, by its name there. */
export interface AnalysisGaugeMetric extends AnalysisMetricBase {
  readonly kind: "gauge";
  /** Which way is worse. */
  readonly direction: "increase" | "decrease" | "either";
  /** Ratio of the values, at least 1, up to which a difference is none. */
  readonly allowedRatio: number;
}

/** How the candidate is compared with stable while it gets traffic. Chances and shares are 0 to 1. */
export interface AnalysisPolicy {
  readonly metrics: readonly AnalysisMetric[];
  /** Chance at most of taking back a release that is not worse than `tolerance`. */
  readonly alpha: number;
  /** Chance at most of passing a release that is worse by `regression` or more. */
  readonly beta: number;
  /** Ratios of the odds of a bad request, candidate over stable. */
  readonly tolerance: number;
  readonly regression: number;
  /** `regression` as a difference of shares. */
  readonly margin: number;
  readonly burstMs: number;
  /** How far back stable's past is read, where the source keeps one; 0: not at all. */
  readonly historyMs: number;
  readonly minRequests: number;
  readonly warmUpMs: number;
  readonly zeroRequestsMs: number;
  readonly livenessMs: number;
  /** The shortest bake of a step, however good the evidence. */
  readonly minBakeMs: number;
  readonly earlyPromotion: boolean;
}

export interface RolloutPolicy {
  readonly steps: readonly RolloutStep[];
  readonly abortWhen: readonly Trigger[];
  readonly minRequests: number;
  readonly onInconclusive: "abort" | "promote" | "pause";
  readonly graceMs: number;
  /** Time between two looks. */
  readonly intervalMs: number;
  /** Who moves from step to step: this project's loop, or the platform's own engine (Argo Rollouts, Flagger). */
  readonly drivenBy: "steps" | "engine";
  /** `undefined`: nobody compares the releases but the triggers. */
  readonly analysis: AnalysisPolicy | undefined;
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
  readonly signIns: SignIns;
  readonly preflight: PreflightPolicy;
  readonly target: Target;
  readonly image: ImagePolicy | undefined;
  readonly metrics: MetricsPolicy | undefined;
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
