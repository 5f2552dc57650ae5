import {
  ActionError,
  type AwsSignIn,
  awsError,
  awsErrorName,
  errorMessage,
  formatDuration,
} from "@deploy-actions/kernel";
import { claimText } from "../claims.ts";
import type { ReceivedIdToken } from "../id-token.ts";
import type { CredentialPorts } from "../ports.ts";
import { refusalError, unusualSubject } from "../refusal.ts";
import { awsTrustPolicy } from "../trust-policy/aws.ts";

/** Facts of a role that was not given. */
export interface RefusedRole {
  readonly error: unknown;
  readonly signIn: AwsSignIn & { readonly role: string };
  readonly account: string;
  readonly partition: string;
  readonly received: ReceivedIdToken | undefined;
  readonly ports: CredentialPorts;
}

/** What STS refused AssumeRoleWithWebIdentity with, beside the trust policy that would have accepted the token. */
export function roleRefusal(refused: RefusedRole): ActionError {
  const { error, signIn, account, partition, received, ports } = refused;
  const name = awsErrorName(error);
  const text = errorMessage(error);
  const what = `AWS did not give the role ${signIn.role} to this job: ${name === undefined ? "" : `${name}: `}${text}`;
  if (name === undefined)
    return awsError(error, `give the role ${signIn.role} to this job`, "sts:AssumeRoleWithWebIdentity");
  if (/MaxSessionDuration|durationSeconds/i.test(text)) {
    return new ActionError("config", what, {
      cause: error,
      hint: `The sign-in asks for ${formatDuration(signIn.durationMs)}: ask for less (15m is the least; a rollout that lasts longer renews), or raise the role's maximum session duration.`,
    });
  }
  if (/RegionDisabled/.test(name)) {
    return new ActionError("config", what, {
      cause: error,
      hint: "Activate STS for this region in the account, or name another region.",
    });
  }
  return refusalError(
    {
      code: "permission",
      message: what,
      claims: received?.claims,
      policy: (job) => awsTrustPolicy({ ...job, cloud: "aws", account, partition }),
      hint: hintFor(name, text, refused),
      skew: received?.skew,
      cause: error,
    },
    ports,
  );
}

function hintFor(name: string, text: string, { signIn, account, received }: RefusedRole): string {
  const claims = received?.claims;
  const issuer = claimText(claims, "iss") ?? "https://token.actions.githubusercontent.com";
  if (/audience/i.test(text)) {
    return `It is the audience that differs: the token has "${signIn.audience}", and the identity provider of account ${account} does not list it. Add it there (add-client-id-to-open-id-connect-provider), or set \`audience:\` in deploy.yml.`;
  }
  if (/No OpenIDConnect provider/i.test(text)) {
    return `Account ${account} has no identity provider for ${issuer}: make it, or name a role of an account that has one.`;
  }
  if (/^Expired/.test(name) || /expired/i.test(text)) {
    return "It is the time that differs: the token had expired when STS looked at it. A new one is asked for each time, so look at the clock of the runner.";
  }
  if (/^InvalidIdentityToken|^IDPRejectedClaim/.test(name)) {
    return `STS could not verify the token: look at the identity provider of account ${account} for ${issuer}.`;
  }
  const unusual = unusualSubject(claims);
  return `STS does not say which claim differs, nor whether the role exists: compare the conditions of its trust policy with sub, aud${claimText(claims, "job_workflow_ref") === undefined ? "" : " and job_workflow_ref"} above.${unusual === undefined ? "" : ` ${unusual}`}`;
}

/** What STS refused AssumeRole (a further role) with. */
export function chainRefusal(error: unknown, role: string, from: string): ActionError {
  const known = awsError(error, `give the role ${role} to ${from}`, "sts:AssumeRole");
  if (known.code !== "permission") return known;
  return new ActionError("permission", known.message, {
    cause: error,
    hint: `Both sides have to agree: a policy of ${from} allows sts:AssumeRole on ${role}, and the trust policy of ${role} names ${from} as its principal.`,
  });
}
