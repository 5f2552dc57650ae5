import { ActionError, type AzureSignIn, type BearerToken, type TokenSource } from "@deploy-actions/kernel";
import { claimText, decodeClaims } from "../claims.ts";
import { type CredentialPorts, variable } from "../ports.ts";
import { createRenewal, tokenMarginMs } from "../renewal.ts";
import { federatedToken } from "./federated-token.ts";

/** What Azure's own login action and Terraform call the two ids; no secrets. */
const CLIENT = "AZURE_CLIENT_ID";
const TENANT = "AZURE_TENANT_ID";
const TOKEN = "AZURE_ACCESS_TOKEN";
const DEFAULT_AUDIENCE = "api://AzureADTokenExchange";

/**
 * Tokens of Azure for a resource (`https://management.azure.com`) or scope (`…/.default`): by federated credential of
 * the sign-in; without one by AZURE_CLIENT_ID and AZURE_TENANT_ID; or AZURE_ACCESS_TOKEN as it is.
 *
 * Errors of `get`: `permission` with the token's claims and the federated credential that would accept them, `config`,
 * `remote`.
 */
export function createAzureTokens(
  signIn: AzureSignIn | undefined,
  resource: string,
  ports: CredentialPorts,
): TokenSource {
  const scope = scopeOf(resource);
  let isSaid = false;
  const say = (text: string): void => {
    if (!isSaid) ports.log.info(text);
    isSaid = true;
  };
  return createRenewal<BearerToken>({
    what: `The Azure tokens for ${scope}`,
    clock: ports.clock,
    log: ports.log,
    fetch: async (signal) => {
      if (signIn !== undefined) return federatedToken(signIn, scope, ports, signal);
      const given = variable(ports.env, TOKEN);
      if (given !== undefined) {
        const token = givenToken(ports, given, scope);
        say(
          `Azure: using the token that is already in the environment (${TOKEN}), as it is; it is not renewed.`,
        );
        return token;
      }
      const fromEnvironment = environmentSignIn(ports.env);
      if (fromEnvironment === undefined) throw nothingSignsIn(ports.env);
      say(
        `Azure: signing in with the ids that are already in the environment (${CLIENT}, ${TENANT}) and GitHub's ID token.`,
      );
      return federatedToken(fromEnvironment, scope, ports, signal);
    },
    expiresAt: (token) => token.expiresAt,
    marginMs: tokenMarginMs,
  });
}

/** The scope a token is asked for: a resource with `/.default`. */
export function scopeOf(resource: string): string {
  return resource.endsWith("/.default") ? resource : `${resource.replace(/\/$/, "")}/.default`;
}

function environmentSignIn(env: CredentialPorts["env"]): AzureSignIn | undefined {
  const client = variable(env, CLIENT);
  const tenant = variable(env, TENANT);
  if (client === undefined || tenant === undefined) return undefined;
  return { client, tenant, audience: DEFAULT_AUDIENCE, authority: variable(env, "AZURE_AUTHORITY_HOST") };
}

function nothingSignsIn(env: CredentialPorts["env"]): ActionError {
  const secret =
    variable(env, "AZURE_CLIENT_SECRET") === undefined
      ? ""
      : " AZURE_CLIENT_SECRET is not read: it is a long-lived key.";
  return new ActionError(
    "config",
    `Nothing signs in to Azure: deploy.yml names no application, and neither ${CLIENT} with ${TENANT} nor ${TOKEN} is set.${secret}`,
    {
      hint: "Write `tenant:` and `client:` under `azure:` of the environment's sign-in and give the job `id-token: write`. The session of the Azure CLI (azure/login) is not used.",
    },
  );
}

function givenToken(ports: CredentialPorts, value: string, scope: string): BearerToken {
  ports.secrets.mask(value);
  const claims = decodeClaims(value);
  const expiresAt = typeof claims?.exp === "number" ? claims.exp * 1_000 : undefined;
  if (expiresAt !== undefined && expiresAt <= ports.clock.now()) {
    throw new ActionError("permission", `${TOKEN} expired at ${new Date(expiresAt).toISOString()}.`, {
      hint: "Write `tenant:` and `client:` into deploy.yml: what this step signs in to is renewed while it runs.",
    });
  }
  const audience = claimText(claims, "aud");
  const resource = scope.replace(/\/\.default$/, "");
  if (audience !== undefined && audience.replace(/\/$/, "") !== resource) {
    throw new ActionError(
      "config",
      `${TOKEN} is a token for ${audience}, but one for ${resource} is needed.`,
      {
        hint: "A token is for one resource. Write `tenant:` and `client:` into deploy.yml, then each resource gets its own.",
      },
    );
  }
  return { value, expiresAt };
}
