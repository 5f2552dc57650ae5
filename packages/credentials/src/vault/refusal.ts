import { ActionError, type VaultSignIn } from "@deploy-actions/kernel";
import { claimText } from "../claims.ts";
import { type JsonAnswer, valueAt } from "../http-json.ts";
import type { ReceivedIdToken } from "../id-token.ts";
import type { CredentialPorts } from "../ports.ts";
import { refusalError, unusualSubject } from "../refusal.ts";
import { vaultTrustPolicy } from "../trust-policy/vault.ts";

/** Facts of a login Vault refused. */
export interface RefusedVault {
  readonly answer: JsonAnswer;
  readonly signIn: VaultSignIn;
  readonly received: ReceivedIdToken;
  readonly ports: CredentialPorts;
}

/** What Vault refused, beside the role that would have accepted the token. */
export function vaultRefusal(refused: RefusedVault): ActionError {
  const { answer, signIn, received, ports } = refused;
  const errors = valueAt(answer.body, "errors");
  const said = Array.isArray(errors) && errors.length > 0 ? errors.join("; ") : answer.text;
  const message = `Vault did not log this job in with the role ${signIn.role} of auth/${signIn.mount} at ${signIn.url}: ${said}`;
  if (answer.status === 429 || answer.status >= 500) {
    const isSealed = /sealed/i.test(said);
    return new ActionError("remote", `${message} (${answer.attempts} attempts)`, {
      hint: isSealed
        ? "Vault is sealed: somebody has to unseal it."
        : "Run the job again; if it persists, look at Vault's own log.",
    });
  }
  if (/role ".*" could not be found|missing role/.test(said)) {
    return new ActionError("config", message, {
      hint: `auth/${signIn.mount} has no role ${signIn.role}: make it, or correct \`role:\` in deploy.yml.`,
    });
  }
  if (
    answer.status === 404 ||
    /no handler for route|unsupported path/.test(said) ||
    (answer.status === 403 && /permission denied/.test(said))
  ) {
    return new ActionError("config", message, {
      hint: `There is no method at auth/${signIn.mount}${signIn.namespace === undefined ? "" : ` in the namespace ${signIn.namespace}`}: correct \`mount:\` or \`namespace:\` in deploy.yml.`,
    });
  }
  return refusalError(
    {
      code: "permission",
      message,
      claims: received.claims,
      policy: (job) => vaultTrustPolicy({ ...job, cloud: "vault", mount: signIn.mount, role: signIn.role }),
      hint: hintFor(said, refused),
      skew: received.skew,
      cause: undefined,
    },
    ports,
  );
}

function hintFor(said: string, { signIn, received }: RefusedVault): string {
  const { claims } = received;
  const claim = /claim "([^"]+)" (does not match|is missing)/.exec(said)?.[1];
  if (claim !== undefined) {
    const unusual = claim === "sub" ? unusualSubject(claims) : undefined;
    return `It is the claim ${claim} that differs: the token has ${JSON.stringify(claims?.[claim.replace(/^\//, "")] ?? null)}, bound_claims of the role wants something else. ${unusual ?? ""}`.trim();
  }
  if (/sub claim|bound subject|\(sub\)/.test(said)) {
    return `It is the claim sub that differs from bound_subject of the role: the token has "${claimText(claims, "sub")}". ${unusualSubject(claims) ?? ""}`.trim();
  }
  if (/audience/.test(said)) {
    return `It is the audience that differs: the token has "${signIn.audience}"; bound_audiences of the role must list it, or \`audience:\` of deploy.yml must be one that it lists.`;
  }
  if (/expired|not yet valid|\(exp\)|\(nbf\)|\(iat\)|used before issued/.test(said)) {
    return "It is the time that differs: look at the clocks of the runner and of Vault. A new token is asked for each time.";
  }
  if (/issuer|\(iss\)/.test(said))
    return `It is the issuer that differs: the token has ${claimText(claims, "iss") ?? "none"}; see bound_issuer of auth/${signIn.mount}/config.`;
  return "Compare bound_audiences, bound_subject and bound_claims of the role with the claims above.";
}
