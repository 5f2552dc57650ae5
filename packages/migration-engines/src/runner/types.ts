import type { AwsAccess, Clock, HttpClient, Secrets } from "@deploy-actions/kernel";

/** Which task runs, where, and what it does. */
export interface EcsTaskSettings {
  readonly cluster: string;
  /** Family (its newest revision), `family:revision` or ARN. */
  readonly taskDefinition: string;
  /** `undefined`: the only container, or the only essential one. */
  readonly container: string | undefined;
  /** Image of the release; `undefined`: the task definition's own. */
  readonly image: string | undefined;
  /** Each is a task of its own, in order; the first failure stops. */
  readonly commands: readonly (readonly string[])[];
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
  /** For each command. */
  readonly timeoutMs: number;
}

/** What the runner stands on. */
export interface EcsTaskOptions {
  readonly access: AwsAccess;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly task: EcsTaskSettings;
  /** The same for every run of one release (service, environment, release): a task that still runs is found by it. */
  readonly key: string;
  /** Each line the container writes, with secrets redacted. It is foreign text. */
  readonly onLine: (line: string) => void;
  /** Lines for a person: what begins, what is awaited. */
  readonly onProgress: (text: string) => void;
  /** Time between two looks; default 3 s. */
  readonly pollMs?: number;
}

/** How one command ended. */
export interface EcsCommandResult {
  readonly command: readonly string[];
  readonly taskArn: string;
  /** `undefined` when the container never ran or was killed before it could end. */
  readonly exitCode: number | undefined;
  /** Why ECS says that the task or container stopped; empty when it only ended. */
  readonly stoppedReason: string;
  readonly timedOut: boolean;
  readonly durationMs: number;
  /** The last lines of its output, redacted. */
  readonly tail: readonly string[];
  /** Why there is no output; `undefined` when it was read. */
  readonly logsMissing: string | undefined;
}

/** How the commands ended: a failed one is a result, not an error. */
export interface EcsTaskResult {
  readonly outcome: "completed" | "failed";
  /** ARN of the revision that ran. */
  readonly taskDefinition: string;
  /** Those that ran; the last one is the failed one, if any. */
  readonly commands: readonly EcsCommandResult[];
  /** What failed and what to do; `undefined` when all completed. */
  readonly failure: { readonly text: string; readonly hint: string } | undefined;
}
