/** One call to a cloud's or cluster's API, as its permissions name it. */
export type ApiCall =
  | {
      readonly api: "aws";
      /** IAM prefix of the service, e.g. `ecs`. */
      readonly service: string;
      /** Operation, e.g. `UpdateService`. */
      readonly operation: string;
    }
  | {
      readonly api: "kubernetes";
      readonly verb: "get" | "list" | "watch" | "create" | "update" | "patch" | "delete" | "deletecollection";
      /** API group; empty for the core group. */
      readonly group: string;
      /** Plural resource, with a subresource after a slash: `deployments/scale`. */
      readonly resource: string;
    };

/** Keys of an AWS principal. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  /** Milliseconds since the epoch; `undefined` when they do not expire or nobody said. */
  readonly expiresAt: number | undefined;
}

/** Access to one AWS account in one region. */
export interface AwsAccess {
  readonly region: string;
  /** Keys that are good for at least five more minutes where that can be had: renewed when they are asked for. */
  keys(signal: AbortSignal): Promise<AwsKeys>;
  /** Endpoint of every service instead of AWS's own (emulator, private endpoint). */
  readonly endpoint: string | undefined;
  /** Told of each call before it is made. */
  readonly onCall?: (call: ApiCall) => void;
}

/** A bearer token of a cloud. */
export interface BearerToken {
  readonly value: string;
  /** Milliseconds since the epoch; `undefined` when nobody said. */
  readonly expiresAt: number | undefined;
}

/** Hands out a token that is good for at least a minute: renewed when it is asked for. */
export interface TokenSource {
  get(signal: AbortSignal): Promise<BearerToken>;
}

/** How to sign in to AWS. */
export interface AwsSignIn {
  /** Role to take with GitHub's OIDC token; `undefined`: credentials of the environment. */
  readonly role: string | undefined;
  /** `undefined`: AWS_REGION or AWS_DEFAULT_REGION. */
  readonly region: string | undefined;
  /** Roles taken after it, in order. */
  readonly chain: readonly string[];
  /** `undefined`: made from repository and run. */
  readonly sessionName: string | undefined;
  readonly durationMs: number;
  readonly audience: string;
}

/** How to sign in to Azure: federated credential of an app registration or a managed identity. */
export interface AzureSignIn {
  readonly tenant: string;
  readonly client: string;
  readonly audience: string;
  /** Sign-in host; `undefined`: the public cloud's. */
  readonly authority: string | undefined;
}

/** How to sign in to Google Cloud: workload identity federation. */
export interface GoogleSignIn {
  /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`. */
  readonly provider: string;
  /** Account to act as; `undefined`: direct access of the federated identity. */
  readonly serviceAccount: string | undefined;
  /** `undefined`: `https://iam.googleapis.com/<provider>`. */
  readonly audience: string | undefined;
}

/** How to sign in to Vault: JWT method. */
export interface VaultSignIn {
  readonly url: string;
  readonly role: string;
  /** Path of the auth method, `jwt` unless said otherwise. */
  readonly mount: string;
  readonly namespace: string | undefined;
  readonly audience: string;
}

/** What an environment signs in to. */
export interface SignIns {
  readonly aws: AwsSignIn | undefined;
  readonly azure: AzureSignIn | undefined;
  readonly gcp: GoogleSignIn | undefined;
  readonly vault: VaultSignIn | undefined;
}

/** Something a read-only look before the deployment found missing. */
export interface PreflightProblem {
  /** Stable code, e.g. `permission_missing`, `not_found`, `tool_missing`, `variable_missing`. */
  readonly code: string;
  /** One sentence: what is missing and where it was looked for. */
  readonly text: string;
  /** One sentence: what to do. */
  readonly hint: string | undefined;
}
