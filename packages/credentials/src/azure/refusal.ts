import { ActionError, type AzureSignIn, errorMessage } from "@deploy-actions/kernel";
import { claimText } from "../claims.ts";
import type { ReceivedIdToken } from "../id-token.ts";
import type { CredentialPorts } from "../ports.ts";
import { refusalError, unusualSubject } from "../refusal.ts";
import { azureTrustPolicy } from "../trust-policy/azure.ts";

/** Facts of a sign-in that Entra refused. */
export interface RefusedAzure {
  readonly error: unknown;
  readonly signIn: AzureSignIn;
  readonly scope: string;
  readonly received: ReceivedIdToken | undefined;
  readonly ports: CredentialPorts;
}

/** What Entra refused, beside the federated credential that would have accepted the token. */
export function azureRefusal(refused: RefusedAzure): ActionError {
  const { error, signIn, scope, received, ports } = refused;
  const text = ports.secrets.redact(errorMessage(error)).replace(/\s*Trace ID:.*$/s, "");
  const code = /AADSTS\d+/.exec(text)?.[0];
  const message = `Azure did not sign in the application ${signIn.client} of tenant ${signIn.tenant} for ${scope}: ${text}`;
  const plain = (errorCode: "config" | "remote", hint: string) =>
    new ActionError(errorCode, message, { cause: error, hint });
  switch (code) {
    case "AADSTS90002":
    case "AADSTS900023":
      return plain(
        "config",
        `There is no tenant ${signIn.tenant} at ${signIn.authority ?? "the public cloud"}: correct \`tenant:\` in deploy.yml.`,
      );
    case "AADSTS700016":
      return plain(
        "config",
        `The tenant ${signIn.tenant} has no application with the id ${signIn.client}: correct \`client:\` in deploy.yml (the application id, not the object id).`,
      );
    case "AADSTS500011":
      return plain("config", `${scope} is no resource of the tenant.`);
    default:
  }
  if (code === undefined)
    return plain("remote", "Run the job again; if it persists, see https://status.azure.com.");
  return refusalError(
    {
      code: "permission",
      message,
      claims: received?.claims,
      policy: (job) => azureTrustPolicy({ ...job, cloud: "azure", client: signIn.client }),
      hint: hintFor(code, text, refused),
      skew: received?.skew,
      cause: error,
    },
    ports,
  );
}

function hintFor(code: string | undefined, text: string, { signIn, received }: RefusedAzure): string {
  const claims = received?.claims;
  switch (code) {
    case "AADSTS700213":
      return `It is the subject that differs: no federated credential of ${signIn.client} has "${claimText(claims, "sub")}". ${unusualSubject(claims) ?? "Entra compares it letter by letter, case included."}`;
    case "AADSTS700212":
      return `It is the audience that differs: the token has "${signIn.audience}"; a federated credential usually has api://AzureADTokenExchange.`;
    case "AADSTS700211":
      return `It is the issuer that differs: the token has ${claimText(claims, "iss") ?? "none"}.`;
    case "AADSTS70021":
      return `No federated credential of ${signIn.client} has this issuer, subject and audience; a new one takes some minutes until it acts. ${unusualSubject(claims) ?? ""}`.trim();
    case "AADSTS700024":
    case "AADSTS700222":
      return "It is the time that differs: look at the clock of the runner. A new token is asked for each time.";
    default:
      return /expired|time range/i.test(text)
        ? "It is the time that differs: look at the clock of the runner."
        : `Compare the federated credentials of ${signIn.client} with iss, sub and aud above.`;
  }
}
