import type { Json } from "@deploy-actions/kernel";
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { oidcClaims } from "./oidc-claims.ts";

const TOKEN_PATH = "/_apis/oidc/token";
const KEY_ID = "fake-github-1";
const LIFETIME_SECONDS = 300;
/** GitHub dates a token back, for clocks that are behind. */
const NOT_BEFORE_SECONDS = 600;

/** The issuer of ID tokens, as part of a server. */
export interface OidcIssuer {
  /** The `iss` claim; `/.well-known/openid-configuration` and `/.well-known/jwks` are below it. */
  readonly url: string;
  /** What the runner gives a job with `id-token: write`. */
  readonly env: {
    readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
    readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
  };
  /** A signed token, as the token endpoint gives it; `claims` go over the issuer's own. */
  issue(audience: string, claims?: Readonly<Record<string, Json>>): Promise<string>;
  /** The claims of a token with a good signature, this issuer, this audience and a valid time; rejects otherwise. */
  verify(token: string, audience: string): Promise<JWTPayload>;
  /** The answer to a request below this issuer, `undefined` for any other. */
  answer(
    method: string,
    target: URL,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: Json } | undefined>;
}

/** An issuer at a base URL that signs with RS256 like GitHub's; the key is made with the first use. */
export function createOidcIssuer(options: {
  readonly url: string;
  readonly repository: string;
  readonly now: () => number;
  readonly claims?: Readonly<Record<string, Json>>;
}): OidcIssuer {
  const issuer = `${options.url}/_oidc`;
  const requestToken = "fake-id-token-request-token";
  let pair: ReturnType<typeof generateKeyPair> | undefined;
  const keys = () => {
    pair ??= generateKeyPair("RS256", { extractable: true });
    return pair;
  };
  const jwks = async (): Promise<JSONWebKeySet> => {
    const key = await exportJWK((await keys()).publicKey);
    return { keys: [{ ...key, kid: KEY_ID, alg: "RS256", use: "sig" }] };
  };

  const issue: OidcIssuer["issue"] = async (audience, claims = {}) => {
    const seconds = Math.floor(options.now() / 1_000);
    const payload = oidcClaims(options.repository, { ...options.claims, ...claims });
    return new SignJWT({ ...payload, jti: crypto.randomUUID(), aud: audience, iss: issuer })
      .setProtectedHeader({ alg: "RS256", kid: KEY_ID, typ: "JWT" })
      .setIssuedAt(seconds)
      .setNotBefore(seconds - NOT_BEFORE_SECONDS)
      .setExpirationTime(seconds + LIFETIME_SECONDS)
      .sign((await keys()).privateKey);
  };

  return {
    url: issuer,
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${options.url}${TOKEN_PATH}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    issue,
    async verify(token, audience) {
      const { payload } = await jwtVerify(token, createLocalJWKSet(await jwks()), {
        issuer,
        audience,
        algorithms: ["RS256"],
        currentDate: new Date(options.now()),
      });
      return payload;
    },
    async answer(method, target, headers) {
      switch (`${method} ${target.pathname}`) {
        case "GET /_oidc/.well-known/openid-configuration":
          return { status: 200, body: discovery(issuer) };
        case "GET /_oidc/.well-known/jwks":
          return { status: 200, body: JSON.parse(JSON.stringify(await jwks())) as Json };
        case `GET ${TOKEN_PATH}`: {
          if (headers.authorization !== `Bearer ${requestToken}`) {
            return { status: 401, body: { message: "The request token is not valid" } };
          }
          const owner = options.repository.split("/")[0] ?? "";
          const audience = target.searchParams.get("audience") ?? `https://github.com/${owner}`;
          return { status: 200, body: { value: await issue(audience) } };
        }
        default:
          return undefined;
      }
    },
  };
}

function discovery(issuer: string): Json {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ["public", "pairwise"],
    response_types_supported: ["id_token"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
    claims_supported: ["sub", "aud", "exp", "iat", "iss", "jti", "nbf", "ref", "sha", "repository"],
  };
}
