import { ActionError, type BearerToken, type TokenSource, type VaultSignIn } from "@deploy-actions/kernel";
import { textAt, valueAt } from "../http-json.ts";
import { requestIdToken } from "../id-token.ts";
import { type CredentialPorts, variable } from "../ports.ts";
import { createRenewal, tokenMarginMs } from "../renewal.ts";
import { type VaultPlace, vaultCall } from "./call.ts";
import { vaultRefusal } from "./refusal.ts";

/** Tokens of one Vault, and what takes them back. */
export interface VaultTokens extends TokenSource {
  /** Where requests go; rejects with a `config` error when nobody says it. */
  readonly place: VaultPlace;
  /** Revokes the tokens this run got itself; never one that was given. A failure is a warning: they end soon anyway. */
  revoke(signal: AbortSignal): Promise<void>;
}

interface VaultToken extends BearerToken {
  readonly isRenewable: boolean;
  readonly leaseMs: number;
}

/**
 * Tokens of Vault: JWT login with GitHub's ID token, renewed (or logged in anew) before they end; without a sign-in
 * VAULT_TOKEN at VAULT_ADDR as it is.
 *
 * Errors of `get`: `permission` with the token's claims and the role that would accept them, `config`, `remote`.
 */
export function createVaultTokens(signIn: VaultSignIn | undefined, ports: CredentialPorts): VaultTokens {
  const place = placeOf(signIn, ports.env);
  const received = new Map<string, number>();
  const keep = (token: VaultToken): VaultToken => {
    received.set(token.value, token.expiresAt ?? Number.POSITIVE_INFINITY);
    return token;
  };
  const renewal = createRenewal<VaultToken>({
    what: `The Vault tokens of ${place.url}`,
    clock: ports.clock,
    log: ports.log,
    fetch: async (signal, previous) => {
      if (signIn === undefined) return environmentToken(ports);
      const renewed = previous === undefined ? undefined : await renew(previous, place, ports, signal);
      return renewed === undefined ? keep(await login(signIn, place, ports, signal)) : keep(renewed);
    },
    expiresAt: (token) => token.expiresAt,
    marginMs: tokenMarginMs,
  });
  return {
    place,
    get: async (signal) => {
      const { value, expiresAt } = await renewal.get(signal);
      return { value, expiresAt };
    },
    async revoke(signal) {
      const now = ports.clock.now();
      const living = [...received].filter(([, expiresAt]) => expiresAt > now).map(([token]) => token);
      received.clear();
      for (const token of living) {
        const answer = await vaultCall(place, ports, {
          method: "POST",
          path: "auth/token/revoke-self",
          token,
          signal,
        }).catch((error: unknown) => ({
          status: 0,
          text: error instanceof Error ? error.message : "no answer",
        }));
        if (answer.status !== 204 && answer.status !== 200) {
          ports.log.warning(
            `A Vault token of this run could not be revoked and lives on until its lease ends: ${answer.text}`,
          );
        }
      }
    },
  };
}

async function login(
  signIn: VaultSignIn,
  place: VaultPlace,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<VaultToken> {
  const received = await requestIdToken(ports, "Vault", signIn.audience, signal);
  const startedAt = ports.clock.now();
  const answer = await vaultCall(place, ports, {
    method: "POST",
    path: `auth/${signIn.mount}/login`,
    json: { role: signIn.role, jwt: received.token },
    signal,
  });
  const token = answer.status === 200 ? tokenOf(answer.body, startedAt, ports) : undefined;
  if (token === undefined) throw vaultRefusal({ answer, signIn, received, ports });
  return token;
}

/** The same token for longer; `undefined` when Vault does not make it last at least half as long as at first. */
async function renew(
  token: VaultToken,
  place: VaultPlace,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<VaultToken | undefined> {
  if (!token.isRenewable || (token.expiresAt ?? 0) <= ports.clock.now()) return undefined;
  const startedAt = ports.clock.now();
  const answer = await vaultCall(place, ports, {
    method: "POST",
    path: "auth/token/renew-self",
    token: token.value,
    json: {},
    signal,
  });
  const renewed = answer.status === 200 ? tokenOf(answer.body, startedAt, ports) : undefined;
  // Near the token's maximum life a renewal gives only what is left of it.
  if (renewed === undefined || renewed.leaseMs < token.leaseMs / 2) return undefined;
  return { ...renewed, leaseMs: token.leaseMs };
}

function tokenOf(body: unknown, startedAt: number, ports: CredentialPorts): VaultToken | undefined {
  const value = textAt(body, "auth", "client_token");
  if (value === undefined) return undefined;
  ports.secrets.mask(value);
  const seconds = Number(valueAt(body, "auth", "lease_duration"));
  // A lease of 0 does not end.
  const expiresAt = seconds > 0 ? startedAt + seconds * 1_000 : undefined;
  return {
    value,
    expiresAt,
    leaseMs: seconds * 1_000,
    isRenewable: valueAt(body, "auth", "renewable") === true,
  };
}

function environmentToken(ports: CredentialPorts): VaultToken {
  const value = variable(ports.env, "VAULT_TOKEN");
  if (value === undefined) {
    throw new ActionError(
      "config",
      "Nothing signs in to Vault: deploy.yml names no role, and VAULT_TOKEN is not set.",
      {
        hint: "Write `url:` and `role:` under `vault:` of the environment's sign-in and give the job `id-token: write`.",
      },
    );
  }
  ports.log.info(
    "Vault: using the token that is already in the environment (VAULT_TOKEN), as it is; it is neither renewed nor revoked.",
  );
  return { value: ports.secrets.mask(value), expiresAt: undefined, leaseMs: 0, isRenewable: false };
}

function placeOf(signIn: VaultSignIn | undefined, env: CredentialPorts["env"]): VaultPlace {
  const url = signIn?.url ?? variable(env, "VAULT_ADDR");
  if (url === undefined) {
    throw new ActionError(
      "config",
      "No Vault: neither the sign-in in deploy.yml has a `url:`, nor is VAULT_ADDR set.",
    );
  }
  return {
    url: url.replace(/\/+$/, ""),
    namespace: signIn === undefined ? variable(env, "VAULT_NAMESPACE") : signIn.namespace,
  };
}
