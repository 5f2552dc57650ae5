import { ActionError } from "@deploy-actions/kernel";
import { clockSkew, decodeClaims } from "./claims.ts";
import type { CredentialPorts, TokenClaims } from "./ports.ts";

/** GitHub's token for one exchange, with what it says. */
export interface ReceivedIdToken {
  readonly token: string;
  readonly claims: TokenClaims | undefined;
  /** A sentence when this runner's clock is off. */
  readonly skew: string | undefined;
}

/**
 * Asks GitHub for a new token. Rejects with a `permission` error that names the line to add when the job may have none.
 * `cloud`: for the message, e.g. `AWS`.
 */
export async function requestIdToken(
  ports: CredentialPorts,
  cloud: string,
  audience: string,
  signal: AbortSignal,
): Promise<ReceivedIdToken> {
  if (ports.idTokens === undefined) throw noIdTokens(cloud, audience);
  const token = ports.secrets.mask(await ports.idTokens.get(audience, signal));
  const claims = decodeClaims(token);
  return { token, claims, skew: clockSkew(claims, ports.clock.now()) };
}

function noIdTokens(cloud: string, audience: string): ActionError {
  return new ActionError(
    "permission",
    `This job cannot sign in to ${cloud}: it has no ID token for the audience "${audience}" (ACTIONS_ID_TOKEN_REQUEST_URL is not set).`,
    {
      hint:
        'Add "id-token: write" under `permissions:` of the job (and of the job that calls it, when it is a reusable workflow). ' +
        "Runs of pull requests from forks and of Dependabot get no ID tokens.",
    },
  );
}
