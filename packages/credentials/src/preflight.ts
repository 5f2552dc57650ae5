import {
  ActionError,
  type AwsAccess,
  awsError,
  type GoogleSignIn,
  type PreflightProblem,
  type TokenSource,
} from "@deploy-actions/kernel";
import { stsEndpoint } from "./aws/access.ts";
import { stsClient, withStsRetries } from "./aws/sts.ts";
import { azureCloud } from "./azure/cloud.ts";
import { claimText, decodeClaims } from "./claims.ts";
import { sendJson, textAt, valueAt } from "./http-json.ts";
import type { CredentialPorts } from "./ports.ts";
import { vaultCall } from "./vault/call.ts";
import type { VaultTokens } from "./vault/tokens.ts";

/** Who this job is for AWS (GetCallerIdentity, which needs no permission). The line goes to the log. */
export async function preflightAws(
  access: AwsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  return look("aws", ports, async () => {
    const client = await stsClient(ports, { ...access, endpoint: stsEndpoint(ports.env) }, signal);
    const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    const what = "say who this job is";
    try {
      const who = await withStsRetries(ports, signal, what, () =>
        client.send(new GetCallerIdentityCommand({})),
      );
      return `AWS: ${who.Arn ?? "unknown"} in account ${who.Account ?? "unknown"}, ${access.region}`;
    } catch (error) {
      throw awsError(error, what, "sts:GetCallerIdentity");
    } finally {
      client.destroy();
    }
  });
}

/**
 * Who this job is for Azure: what its token says and, with a subscription, that it may be read. The line goes to the log.
 * `authority`: sign-in host of the cloud, `undefined`: the public one.
 */
export async function preflightAzure(
  azureTokensFor: (resource: string) => TokenSource,
  ports: CredentialPorts,
  signal: AbortSignal,
  options: { readonly authority?: string | undefined; readonly subscription?: string | undefined } = {},
): Promise<readonly PreflightProblem[]> {
  const { management } = azureCloud(options.authority);
  return look("azure", ports, async () => {
    const token = await azureTokensFor(management).get(signal);
    const claims = decodeClaims(token.value);
    const who = `Azure: object ${claimText(claims, "oid") ?? "unknown"}, application ${claimText(claims, "appid") ?? claimText(claims, "azp") ?? "unknown"} of tenant ${claimText(claims, "tid") ?? "unknown"}`;
    if (options.subscription === undefined) return who;
    const answer = await sendJson(ports, {
      url: `${management}/subscriptions/${encodeURIComponent(options.subscription)}?api-version=2022-12-01`,
      headers: { authorization: `Bearer ${token.value}` },
      signal,
    });
    if (answer.status === 200)
      return `${who}, subscription ${textAt(answer.body, "displayName") ?? options.subscription}`;
    const isMissing = [401, 403, 404].includes(answer.status);
    throw new ActionError(
      isMissing ? "permission" : "remote",
      `The subscription ${options.subscription} cannot be read: ${answer.text}`,
      {
        hint: "Give the application a role in the subscription (Reader, or less: a role on what is deployed to), or correct the id.",
      },
    );
  });
}

/**
 * Who this job is for Google Cloud: the account of the token, or the federated principal (of which tokeninfo knows
 * nothing). The line goes to the log.
 */
export async function preflightGoogle(
  tokens: TokenSource,
  ports: CredentialPorts,
  signal: AbortSignal,
  options: { readonly signIn?: GoogleSignIn | undefined } = {},
): Promise<readonly PreflightProblem[]> {
  return look("gcp", ports, async () => {
    const token = await tokens.get(signal);
    const { signIn } = options;
    if (signIn !== undefined && signIn.serviceAccount === undefined)
      return `Google Cloud: federated identity of ${signIn.provider}`;
    const answer = await sendJson(ports, {
      method: "POST",
      url: "https://oauth2.googleapis.com/tokeninfo",
      form: { access_token: token.value },
      signal,
    });
    if (answer.status === 200)
      return `Google Cloud: ${textAt(answer.body, "email") ?? signIn?.serviceAccount ?? "an account without email scope"}`;
    if (answer.status === 400) {
      throw new ActionError(
        "permission",
        `Google Cloud does not take the token of this job: ${textAt(answer.body, "error_description") ?? answer.text}`,
      );
    }
    throw new ActionError("remote", `Google Cloud did not say who this job is: ${answer.text}`);
  });
}

/** Who this job is for Vault (lookup-self) and its policies. The line goes to the log. */
export async function preflightVault(
  vault: VaultTokens,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  return look("vault", ports, async () => {
    const token = await vault.get(signal);
    const answer = await vaultCall(vault.place, ports, {
      method: "GET",
      path: "auth/token/lookup-self",
      token: token.value,
      signal,
    });
    if (answer.status === 200) {
      const policies = valueAt(answer.body, "data", "policies");
      const names = Array.isArray(policies) ? policies.join(", ") : "unknown";
      return `Vault: ${textAt(answer.body, "data", "display_name") ?? "unknown"} with the policies ${names} at ${vault.place.url}`;
    }
    if (answer.status === 403) {
      throw new ActionError("permission", `Vault does not take the token of this job: ${answer.text}`, {
        hint: 'The token has expired, or has not the policy "default" (auth/token/lookup-self).',
      });
    }
    throw new ActionError("remote", `Vault did not say who this job is: ${answer.text}`);
  });
}

async function look(
  cloud: string,
  ports: CredentialPorts,
  who: () => Promise<string>,
): Promise<readonly PreflightProblem[]> {
  try {
    ports.log.info(`Signed in to ${await who()}.`);
    return [];
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === "cancelled" || error.code === "internal")
      throw error;
    return [{ code: `${cloud}_${codeOf(error)}`, text: error.message, hint: error.hint }];
  }
}

function codeOf(error: ActionError): string {
  if (error.code === "permission") return "sign_in_refused";
  return error.code === "remote" ? "unreachable" : "sign_in_wrong";
}
