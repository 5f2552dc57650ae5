import { ActionError, type GoogleSignIn } from "@deploy-actions/kernel";
import { claimText } from "../claims.ts";
import { type JsonAnswer, textAt } from "../http-json.ts";
import type { ReceivedIdToken } from "../id-token.ts";
import type { CredentialPorts } from "../ports.ts";
import { refusalError, unusualSubject } from "../refusal.ts";
import { gcpTrustPolicy } from "../trust-policy/gcp.ts";

/** Facts of an exchange Google refused: at its STS, or when the federated identity asked to act as the account. */
export interface RefusedGoogle {
  readonly answer: JsonAnswer;
  readonly signIn: GoogleSignIn;
  readonly received: ReceivedIdToken;
  readonly hop: "federation" | "account";
  readonly ports: CredentialPorts;
}

/** What Google refused, beside the provider or binding that would have accepted the token. */
export function googleRefusal(refused: RefusedGoogle): ActionError {
  const { answer, signIn, received, hop, ports } = refused;
  const who =
    hop === "account" ? `a token of ${signIn.serviceAccount}` : `a federated token of ${signIn.provider}`;
  const description = textAt(answer.body, "error_description") ?? textAt(answer.body, "error", "message");
  const code = textAt(answer.body, "error") ?? textAt(answer.body, "error", "status");
  const said = description === undefined ? answer.text : `${code ?? `HTTP ${answer.status}`}: ${description}`;
  const message = `Google Cloud did not give ${who} to this job: ${said}`;
  if (answer.status === 429 || answer.status >= 500) {
    return new ActionError("remote", `${message} (${answer.attempts} attempts)`, {
      hint:
        answer.status === 429
          ? "Many jobs sign in at once: run fewer side by side."
          : "Run the job again; if it persists, see https://status.cloud.google.com.",
    });
  }
  if (code === "invalid_target") {
    return new ActionError("config", message, {
      hint: `The pool or the provider does not exist, or is disabled: correct \`provider:\` in deploy.yml (${signIn.provider}; the project's number, not its id).`,
    });
  }
  return refusalError(
    {
      code: "permission",
      message,
      claims: received.claims,
      policy: (job) =>
        gcpTrustPolicy({
          ...job,
          cloud: "gcp",
          audience: signIn.audience,
          provider: signIn.provider,
          serviceAccount: signIn.serviceAccount,
        }),
      hint: hintFor(code, description ?? "", refused),
      skew: received.skew,
      cause: undefined,
    },
    ports,
  );
}

function hintFor(
  code: string | undefined,
  description: string,
  { signIn, received, hop }: RefusedGoogle,
): string {
  const { claims } = received;
  if (hop === "account") {
    return `The provider accepted the token; it is the binding on ${signIn.serviceAccount} that does not name this principal (roles/iam.workloadIdentityUser), or the account does not exist. ${unusualSubject(claims) ?? ""}`.trim();
  }
  if (/audience/i.test(description)) {
    return `It is the audience that differs: the token has "${claimText(claims, "aud")}", as \`audience:\` of deploy.yml says or by default; the provider expects https://iam.googleapis.com/${signIn.provider} unless it lists allowed audiences.`;
  }
  if (code === "unauthorized_client" || /attribute condition/i.test(description)) {
    return `It is the provider's attribute condition that rejects the token: compare it with the claims above. ${unusualSubject(claims) ?? ""}`.trim();
  }
  if (/stale|expired|issued|future/i.test(description)) {
    return "It is the time that differs: look at the clock of the runner. A new token is asked for each time.";
  }
  if (/issuer/i.test(description))
    return `It is the issuer that differs: the token has ${claimText(claims, "iss") ?? "none"}.`;
  return "Compare issuer, audiences and attribute condition of the provider with iss, aud and sub above.";
}
