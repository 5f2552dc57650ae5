import { ActionError, type BearerToken, type GoogleSignIn, type TokenSource } from "@deploy-actions/kernel";
import { type CredentialPorts, variable } from "../ports.ts";
import { createRenewal, tokenMarginMs } from "../renewal.ts";
import { credentialFileSignIn } from "./credential-file.ts";
import { federatedGoogleToken } from "./federated-token.ts";

const GIVEN = ["CLOUDSDK_AUTH_ACCESS_TOKEN", "GOOGLE_OAUTH_ACCESS_TOKEN"] as const;

/**
 * Tokens of Google Cloud (scope cloud-platform): by workload identity federation of the sign-in, direct or as a service
 * account; without one CLOUDSDK_AUTH_ACCESS_TOKEN or GOOGLE_OAUTH_ACCESS_TOKEN as it is, or the federation that
 * GOOGLE_APPLICATION_CREDENTIALS describes (google-github-actions/auth writes such a file).
 *
 * Errors of `get`: `permission` with the token's claims and the provider that would accept them, `config`, `remote`.
 */
export function createGoogleTokens(signIn: GoogleSignIn | undefined, ports: CredentialPorts): TokenSource {
  let isSaid = false;
  const say = (text: string): void => {
    if (!isSaid) ports.log.info(text);
    isSaid = true;
  };
  return createRenewal<BearerToken>({
    what: "The Google Cloud tokens",
    clock: ports.clock,
    log: ports.log,
    fetch: async (signal) => {
      if (signIn !== undefined) return federatedGoogleToken(signIn, ports, signal);
      for (const name of GIVEN) {
        const value = variable(ports.env, name);
        if (value === undefined) continue;
        say(
          `Google Cloud: using the token that is already in the environment (${name}), as it is; it is not renewed.`,
        );
        return { value: ports.secrets.mask(value), expiresAt: undefined };
      }
      const found = await credentialFileSignIn(ports.env);
      if (found === undefined) throw nothingSignsIn();
      say(
        "Google Cloud: signing in as the file of GOOGLE_APPLICATION_CREDENTIALS says (workload identity federation).",
      );
      return federatedGoogleToken(found, ports, signal);
    },
    expiresAt: (token) => token.expiresAt,
    marginMs: tokenMarginMs,
  });
}

function nothingSignsIn(): ActionError {
  return new ActionError(
    "config",
    `Nothing signs in to Google Cloud: deploy.yml names no provider, and none of ${[...GIVEN, "GOOGLE_APPLICATION_CREDENTIALS"].join(", ")} is set.`,
    {
      hint: "Write `provider: projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` under `gcp:` of the environment's sign-in and give the job `id-token: write`.",
    },
  );
}
