import { ActionError, type ErrorCode } from "@deploy-actions/kernel";
import { claimText, describeClaims, knownClaims } from "./claims.ts";
import type { CredentialPorts, TokenClaims } from "./ports.ts";
import { GITHUB_ISSUER, type TrustedJob, type TrustPolicy } from "./trust-policy/options.ts";

/** A cloud that did not accept GitHub's token. */
export interface Refusal {
  readonly code: ErrorCode;
  /** One sentence: who refused what, and the cloud's own words. */
  readonly message: string;
  readonly claims: TokenClaims | undefined;
  /** The policy that would accept the token. */
  readonly policy: (job: TrustedJob) => TrustPolicy;
  /** What differs, where it can be known, or what to compare: one sentence. */
  readonly hint: string;
  /** About this runner's clock. */
  readonly skew: string | undefined;
  readonly cause: unknown;
}

/** The error of a refused sign-in: the token's claims beside the trust policy that would accept them. */
export function refusalError(refusal: Refusal, ports: CredentialPorts): ActionError {
  const { claims } = refusal;
  const job = trustedJob({ ...knownClaims(ports), ...claims });
  const parts = [refusal.message];
  if (claims !== undefined) parts.push(`The token of this job says:\n${describeClaims(claims)}`);
  if (claims !== undefined && job !== undefined) {
    const policy = refusal.policy(job);
    parts.push(`${policy.title} that accepts it:\n${policy.text}`);
  }
  const hints = [refusal.skew, refusal.hint].filter((hint) => hint !== undefined);
  return new ActionError(refusal.code, ports.secrets.redact(parts.join("\n")), {
    hint: hints.join(" "),
    cause: refusal.cause,
  });
}

/** Whom a policy has to trust so that these claims are accepted. */
function trustedJob(claims: TokenClaims): TrustedJob | undefined {
  const repository = claimText(claims, "repository");
  const sub = claimText(claims, "sub");
  if (repository === undefined || sub === undefined) return undefined;
  const issuer = claimText(claims, "iss");
  return {
    repository,
    repositoryId: claimText(claims, "repository_id"),
    ownerId: claimText(claims, "repository_owner_id"),
    environment: claimText(claims, "environment"),
    ref: claimText(claims, "ref"),
    subject: { exact: sub },
    issuer: issuer === GITHUB_ISSUER ? undefined : issuer,
    audience: claimText(claims, "aud"),
  };
}

/**
 * What about the subject is likely to surprise a trust policy that was written for a deployment, when the cloud does
 * not say what differs: no environment, a pull request, a customised or an immutable subject.
 */
export function unusualSubject(claims: TokenClaims | undefined): string | undefined {
  const sub = claimText(claims, "sub");
  const repository = claimText(claims, "repository");
  if (sub === undefined || repository === undefined) return undefined;
  if (/^repo:[^:/]+@\d+\/[^:/]+@\d+:/.test(sub)) {
    return `The subject has the immutable form with ids: a policy that expects "repo:${repository}:…" does not match it.`;
  }
  if (!sub.startsWith(`repo:${repository}:`)) {
    return "The subject is customised (include_claim_keys of the repository or organisation): a policy for the usual form does not match it.";
  }
  if (sub.endsWith(":pull_request"))
    return "This is a run of a pull request: a policy for an environment or a branch does not match it. Do not let pull requests in; run this job for a branch or an environment.";
  if (claimText(claims, "environment") === undefined) {
    return `The job names no \`environment:\`, so its subject ends in the ref (${claimText(claims, "ref") ?? "none"}): a policy for an environment or for another branch does not match it.`;
  }
  return undefined;
}
