/** How the subject of the repository's tokens is made. */
export type SubjectForm =
  /** `repo:owner/name:environment:x` */
  | "default"
  /** `repo:owner@65/name@74:environment:x`: repositories made, renamed or transferred after 2026-07-15, or opted in. */
  | "immutable"
  /** `include_claim_keys` of the repository's or organisation's customised subject, in order. */
  | { readonly template: readonly string[] }
  /** The whole subject, as a token had it. */
  | { readonly exact: string };

/** Whom to trust: a repository's job, or a reusable workflow whoever of the organisation calls it. */
export interface TrustedJob {
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId?: string | undefined;
  readonly ownerId?: string | undefined;
  /** Environment the job names; without it `ref` is trusted. */
  readonly environment?: string | undefined;
  /** Default `refs/heads/main`. */
  readonly ref?: string | undefined;
  readonly subject: SubjectForm;
  /** `org/repo/.github/workflows/deploy.yml@refs/tags/v1`: trusted instead of the repository. */
  readonly workflow?: string | undefined;
  /** Default GitHub's own, `https://token.actions.githubusercontent.com`; GitHub Enterprise Server has one of its own. */
  readonly issuer?: string | undefined;
  /** `undefined`: what each cloud expects. */
  readonly audience?: string | undefined;
}

/** What a trust policy is printed for. Names that are not given stand in the text as `<name>`. */
export type TrustPolicyOptions = TrustedJob &
  (
    | {
        readonly cloud: "aws";
        readonly account?: string | undefined;
        readonly partition?: string | undefined;
      }
    | { readonly cloud: "azure"; readonly client?: string | undefined }
    | {
        readonly cloud: "gcp";
        /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`. */
        readonly provider?: string | undefined;
        readonly serviceAccount?: string | undefined;
      }
    | {
        readonly cloud: "vault";
        readonly mount?: string | undefined;
        readonly role?: string | undefined;
        /** Vault policies a login gets. */
        readonly policies?: readonly string[] | undefined;
      }
  );

/** Clouds a trust policy can be printed for. */
export const TRUST_POLICY_CLOUDS = ["aws", "azure", "gcp", "vault"] as const;

/** A trust policy in a cloud's own form, and what to know about it. */
export interface TrustPolicy {
  /** What the text is, e.g. `Trust policy of the IAM role`. */
  readonly title: string;
  readonly text: string;
  readonly notes: readonly string[];
}

export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
