import type { Json } from "@deploy-actions/kernel";
import { createIssuedTokens } from "./issued-tokens.ts";
import {
  type CloudAnswer,
  type CloudRequest,
  type CloudServer,
  jsonBody,
  startCloudServer,
} from "./server.ts";
import { createIdTokenVerifier, fits } from "./verify-id-token.ts";

/** A role of the JWT method. */
export interface FakeVaultRole {
  readonly boundAudiences: readonly string[];
  /** Globs by claim. */
  readonly boundClaims?: Readonly<Record<string, string>>;
  readonly policies: readonly string[];
  readonly ttlSeconds: number;
  /** No token of a login lives longer, however often it is renewed. Default ten times `ttlSeconds`. */
  readonly maxTtlSeconds?: number;
}

export interface FakeVaultOptions {
  readonly issuer: string;
  readonly now: () => number;
  /** Roles of `auth/<mount>`; the mount is `jwt` unless said otherwise. */
  readonly roles: Readonly<Record<string, FakeVaultRole>>;
  readonly mount?: string;
  /** KV version 2: `secret/shop/db` to its fields. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Paths (`secret/shop/db`) the policies do not let read. */
  readonly forbidden?: readonly string[];
  readonly namespace?: string;
}

export interface FakeVault extends CloudServer {
  /** Whether a token lives. */
  isAlive(token: string): boolean;
  /** Logins so far. */
  readonly logins: number;
}

/** Vault: JWT login with verified tokens, renew-self, revoke-self, lookup-self and KV version 2. */
export async function startFakeVault(options: FakeVaultOptions): Promise<FakeVault> {
  const verifier = createIdTokenVerifier(options);
  const tokens = createIssuedTokens(options.now);
  const mount = options.mount ?? "jwt";
  let logins = 0;

  const login = async (request: CloudRequest): Promise<CloudAnswer> => {
    const { role: name, jwt } = jsonBody(request);
    const role = options.roles[String(name)];
    if (role === undefined) return errors(400, `role "${String(name)}" could not be found`);
    const verified = await verifier.verify(String(jwt ?? ""), role.boundAudiences);
    if ("fault" in verified) {
      return errors(
        400,
        {
          audience:
            "error validating token: invalid audience (aud) claim: audience claim does not match any bound audience",
          expired: "error validating token: invalid expiration time (exp) claim: token is expired",
          issuer: "error validating token: invalid issuer (iss) claim",
          not_yet_valid: "error validating token: invalid not before (nbf) claim: token not yet valid",
          signature:
            "error validating token: error verifying token signature: no known key successfully validated the token signature",
          malformed: "error validating token: error parsing token",
        }[verified.fault],
      );
    }
    for (const [claim, glob] of Object.entries(role.boundClaims ?? {})) {
      const value = verified.claims[claim];
      if (value === undefined) return errors(400, `claim "${claim}" is missing`);
      if (!fits(glob, String(value)))
        return errors(
          400,
          `error validating claims: claim "${claim}" does not match any associated bound claim values`,
        );
    }
    logins += 1;
    const maxEnd = options.now() + (role.maxTtlSeconds ?? role.ttlSeconds * 10) * 1_000;
    const token = tokens.issue("hvs.", role.ttlSeconds, {
      role: String(name),
      maxEnd,
      name: `${mount}-${String(verified.claims.repository)}`,
    });
    return auth(token, role, role.ttlSeconds);
  };

  const server = await startCloudServer(async (request) => {
    const path = request.url.pathname.replace(/^\/v1\//, "");
    if ((request.headers["x-vault-namespace"] ?? "") !== (options.namespace ?? ""))
      return errors(403, "permission denied");
    if (path === `auth/${mount}/login` && request.method === "POST") return login(request);
    const token = request.headers["x-vault-token"] ?? "";
    const facts = tokens.factsOf(token);
    const role = options.roles[String(facts?.role)];
    if (facts === undefined || role === undefined) return errors(403, "permission denied");
    switch (path) {
      case "auth/token/renew-self": {
        const seconds = Math.min(
          role.ttlSeconds,
          Math.max(0, Math.floor((Number(facts.maxEnd) - options.now()) / 1_000)),
        );
        tokens.extend(token, seconds);
        return auth(token, role, seconds);
      }
      case "auth/token/revoke-self":
        tokens.revoke(token);
        return { status: 204, body: {} };
      case "auth/token/lookup-self":
        return {
          status: 200,
          body: { data: { display_name: facts.name ?? "", policies: role.policies, ttl: role.ttlSeconds } },
        };
      default:
        return secret(options, path);
    }
  });
  return {
    ...server,
    isAlive: (token) => tokens.factsOf(token) !== undefined,
    get logins() {
      return logins;
    },
  };
}

function secret(options: FakeVaultOptions, path: string): CloudAnswer {
  const [, mount, rest] = /^(.+?)\/data\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
  const name = `${mount}/${rest}`;
  if (mount === undefined || options.forbidden?.includes(name) === true)
    return errors(403, "1 error occurred:\n\t* permission denied\n\n");
  const fields = options.secrets?.[name];
  if (fields === undefined) return { status: 404, body: { errors: [] } };
  return { status: 200, body: { data: { data: fields, metadata: { version: 1, destroyed: false } } } };
}

function auth(token: string, role: FakeVaultRole, seconds: number): CloudAnswer {
  return {
    status: 200,
    body: {
      auth: {
        client_token: token,
        accessor: "fake",
        policies: role.policies,
        token_policies: role.policies,
        lease_duration: seconds,
        renewable: true,
        token_type: "service",
      },
    },
  };
}

function errors(status: number, ...texts: readonly string[]): CloudAnswer {
  return { status, body: { errors: texts } };
}
