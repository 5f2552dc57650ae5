import type { Json } from "@deploy-actions/kernel";
import { createIssuedTokens } from "./issued-tokens.ts";
import {
  bearerOf,
  type CloudAnswer,
  type CloudRequest,
  type CloudServer,
  jsonBody,
  startCloudServer,
} from "./server.ts";
import { createIdTokenVerifier } from "./verify-id-token.ts";

export interface FakeGoogleOptions {
  readonly issuer: string;
  readonly now: () => number;
  /** Full name of the provider. */
  readonly provider: string;
  /** Default `https://iam.googleapis.com/<provider>` (and the form with `//`). */
  readonly audiences?: readonly string[];
  /** The attribute condition: claims that must be exactly so. */
  readonly condition?: Readonly<Record<string, string>>;
  /** Service accounts and the subjects that may act as them. */
  readonly accounts?: Readonly<Record<string, readonly string[]>>;
  /** Of federated tokens; default 3600. */
  readonly lifetimeSeconds?: number;
  /** `projects/p/secrets/n/versions/v` to value; `<forbidden>`: not for this principal. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** `projects/p/locations/l/clusters/n` to what the API says of it. */
  readonly clusters?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

export interface FakeGoogle extends CloudServer {
  /** Who a token is for, when it is the fake's own and alive. */
  principalOf(token: string): string | undefined;
}

/** Google's STS, IAM credentials, tokeninfo, Secret Manager and the GKE API, as far as they are asked; on one address. */
export async function startFakeGoogle(options: FakeGoogleOptions): Promise<FakeGoogle> {
  const verifier = createIdTokenVerifier(options);
  const tokens = createIssuedTokens(options.now);
  const principalOf = (token: string | undefined): string | undefined =>
    tokens.factsOf(token)?.principal as string | undefined;

  const exchange = async (request: CloudRequest): Promise<CloudAnswer> => {
    const fields = exchangeFields(request);
    if (fields.grantType !== "urn:ietf:params:oauth:grant-type:token-exchange")
      return oauthError("unsupported_grant_type", `Invalid value for "grantType": "${fields.grantType}"`);
    if (fields.audience !== `//iam.googleapis.com/${options.provider}`) {
      return oauthError(
        "invalid_target",
        'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
      );
    }
    if (!/token-type:(jwt|id_token)$/.test(fields.subjectTokenType))
      return oauthError("invalid_request", 'Invalid value for "subjectTokenType".');
    const own = `iam.googleapis.com/${options.provider}`;
    const verified = await verifier.verify(
      fields.subjectToken,
      options.audiences ?? [`https://${own}`, `//${own}`],
    );
    if ("fault" in verified) return tokenRefusal(verified.fault, verified.claims?.aud, own);
    const { claims } = verified;
    if (Object.entries(options.condition ?? {}).some(([name, value]) => claims[name] !== value)) {
      return {
        status: 401,
        body: {
          error: "unauthorized_client",
          error_description: "The given credential is rejected by the attribute condition.",
        },
      };
    }
    const lifetime = options.lifetimeSeconds ?? 3_600;
    const token = tokens.issue("ya29.d.", lifetime, { principal: claims.sub ?? "" });
    return {
      status: 200,
      body: {
        access_token: token,
        issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
        token_type: "Bearer",
        expires_in: lifetime,
      },
    };
  };

  const server = await startCloudServer(async (request) => {
    const { pathname } = request.url;
    if (pathname === "/v1/token" && request.method === "POST") return exchange(request);
    if (pathname === "/tokeninfo") {
      const given =
        new URLSearchParams(request.body).get("access_token") ?? request.url.searchParams.get("access_token");
      const email = principalOf(given ?? undefined);
      return email === undefined
        ? { status: 400, body: { error: "invalid_token", error_description: "Invalid Value" } }
        : {
            status: 200,
            body: { email, expires_in: "3599", scope: "https://www.googleapis.com/auth/cloud-platform" },
          };
    }
    const principal = principalOf(bearerOf(request));
    if (principal === undefined)
      return apiError(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    const account = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(pathname)?.[1];
    if (account !== undefined) {
      const email = decodeURIComponent(account);
      if (options.accounts?.[email]?.includes(principal) !== true) {
        return apiError(
          403,
          "PERMISSION_DENIED",
          "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
        );
      }
      const seconds = Number(/^(\d+)s$/.exec(String(jsonBody(request).lifetime ?? "3600s"))?.[1] ?? 3_600);
      return {
        status: 200,
        body: {
          accessToken: tokens.issue("ya29.c.", seconds, { principal: email }),
          expireTime: new Date(options.now() + seconds * 1_000).toISOString(),
        },
      };
    }
    return resource(options, pathname);
  });
  return { ...server, principalOf };
}

function resource(options: FakeGoogleOptions, pathname: string): CloudAnswer | undefined {
  const secret = /^\/v1\/(projects\/[^/]+\/secrets\/[^/]+\/versions\/[^/:]+):access$/.exec(pathname)?.[1];
  if (secret !== undefined) {
    const value = options.secrets?.[secret];
    if (value === undefined)
      return apiError(404, "NOT_FOUND", `Secret [${secret}] not found or has no versions.`);
    if (value === "<forbidden>")
      return apiError(
        403,
        "PERMISSION_DENIED",
        `Permission 'secretmanager.versions.access' denied for resource '${secret}' (or it may not exist).`,
      );
    const data = Buffer.from(value).toString("base64");
    return { status: 200, body: { name: secret, payload: { data } } };
  }
  const list = /^\/v1\/(projects\/[^/]+)\/locations\/-\/clusters$/.exec(pathname)?.[1];
  if (list !== undefined) {
    const clusters = Object.entries(options.clusters ?? {}).filter(([name]) => name.startsWith(`${list}/`));
    return {
      status: 200,
      body: {
        clusters: clusters.map(([name, facts]) => ({
          name: name.split("/")[5] ?? "",
          location: name.split("/")[3] ?? "",
          ...facts,
        })),
      },
    };
  }
  const cluster = /^\/v1\/(projects\/[^/]+\/locations\/[^/]+\/clusters\/[^/]+)$/.exec(pathname)?.[1];
  if (cluster === undefined) return undefined;
  const facts = options.clusters?.[cluster];
  return facts === undefined
    ? apiError(404, "NOT_FOUND", `Not found: ${cluster}.`)
    : { status: 200, body: { name: cluster.split("/")[5] ?? "", ...facts } };
}

/** Google's own library sends a form with underscores, its REST description has JSON in camel case: both are right. */
function exchangeFields(request: CloudRequest) {
  const isForm = (request.headers["content-type"] ?? "").includes("form");
  const form = new URLSearchParams(isForm ? request.body : "");
  const json = isForm ? {} : jsonBody(request);
  const read = (name: string): string =>
    form.get(name.replace(/[A-Z]/g, (char) => `_${char.toLowerCase()}`)) ?? String(json[name] ?? "");
  return {
    grantType: read("grantType"),
    audience: read("audience"),
    subjectTokenType: read("subjectTokenType"),
    subjectToken: read("subjectToken"),
  };
}

function tokenRefusal(fault: string, audience: unknown, own: string): CloudAnswer {
  if (fault === "audience")
    return oauthError(
      "invalid_grant",
      `The audience in ID Token [${String(audience)}] does not match the expected audience https://${own}.`,
    );
  if (fault === "expired") return oauthError("invalid_grant", "ID Token issued at is stale to sign-in.");
  if (fault === "issuer")
    return oauthError("invalid_grant", "The issuer in ID Token does not match the expected ones.");
  return oauthError("invalid_grant", "Invalid signature on ID Token.");
}

function oauthError(error: string, description: string): CloudAnswer {
  return { status: 400, body: { error, error_description: description } };
}

function apiError(status: number, name: string, message: string): CloudAnswer {
  return { status, body: { error: { code: status, message, status: name } } };
}
