import type { Json } from "@deploy-actions/kernel";
import { createIssuedTokens } from "./issued-tokens.ts";
import {
  bearerOf,
  type CloudAnswer,
  type CloudRequest,
  type CloudServer,
  startCloudServer,
} from "./server.ts";
import { createIdTokenVerifier } from "./verify-id-token.ts";

/** An application of the tenant and the federated credentials it has. */
export interface FakeApplication {
  readonly credentials: readonly { readonly subject: string; readonly audience?: string }[];
}

export interface FakeAzureOptions {
  readonly issuer: string;
  readonly now: () => number;
  readonly tenant: string;
  readonly applications: Readonly<Record<string, FakeApplication>>;
  /** Of access tokens; default 3600. */
  readonly lifetimeSeconds?: number;
  /** Secrets by host and name: `shop.vault.azure.net/db`. A version after a further slash. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** AKS clusters by resource id: the kubeconfig. */
  readonly clusters?: Readonly<Record<string, string>>;
  /** Subscriptions that may be read, by id: the display name. */
  readonly subscriptions?: Readonly<Record<string, string>>;
}

export interface FakeAzure extends CloudServer {
  /** Whether an access token is the fake's own and alive, and for which resource. */
  resourceOf(token: string): string | undefined;
}

/**
 * Entra's token endpoint, Key Vault and the little of Resource Manager that is read, on one loopback address: requests
 * for `login.microsoftonline.com`, `*.vault.azure.net` and `management.azure.com` go there with their host in
 * `x-fake-host`.
 */
export async function startFakeAzure(options: FakeAzureOptions): Promise<FakeAzure> {
  const verifier = createIdTokenVerifier(options);
  const tokens = createIssuedTokens(options.now);
  const lifetime = options.lifetimeSeconds ?? 3_600;
  const authority = (request: CloudRequest): string =>
    `https://${request.headers["x-fake-host"] ?? request.url.host}`;

  const tokenEndpoint = async (request: CloudRequest, tenant: string): Promise<CloudAnswer> => {
    const form = new URLSearchParams(request.body);
    const client = form.get("client_id") ?? "";
    if (tenant !== options.tenant)
      return aadError(400, "invalid_request", 90002, `Tenant '${tenant}' not found.`);
    const application = options.applications[client];
    if (application === undefined) {
      return aadError(
        400,
        "unauthorized_client",
        700016,
        `Application with identifier '${client}' was not found in the directory '${tenant}'.`,
      );
    }
    if (form.get("grant_type") !== "client_credentials")
      return aadError(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
    if (form.get("client_assertion_type") !== "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") {
      return aadError(
        401,
        "invalid_client",
        7000218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      );
    }
    const audiences = application.credentials.map(({ audience }) => audience ?? "api://AzureADTokenExchange");
    const verified = await verifier.verify(form.get("client_assertion") ?? "", audiences);
    if ("fault" in verified) {
      if (verified.fault === "audience")
        return aadError(
          401,
          "invalid_client",
          700212,
          `No matching federated identity record found for presented assertion audience '${verified.claims?.aud}'.`,
        );
      if (verified.fault === "issuer")
        return aadError(
          401,
          "invalid_client",
          700211,
          `No matching federated identity record found for presented assertion issuer '${verified.claims?.iss}'.`,
        );
      if (verified.fault === "expired" || verified.fault === "not_yet_valid")
        return aadError(
          401,
          "invalid_client",
          700024,
          "Client assertion is not within its valid time range.",
        );
      return aadError(401, "invalid_client", 50013, "Assertion failed signature validation.");
    }
    const { sub } = verified.claims;
    if (!application.credentials.some(({ subject }) => subject === sub)) {
      return aadError(
        401,
        "invalid_client",
        700213,
        `No matching federated identity record found for presented assertion subject '${sub}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      );
    }
    const scope =
      form
        .get("scope")
        ?.split(" ")
        .find((one) => one.endsWith("/.default")) ?? "";
    if (scope === "")
      return aadError(
        400,
        "invalid_scope",
        70011,
        "The provided value for the input parameter 'scope' is not valid.",
      );
    const resource = scope.replace(/\/\.default$/, "");
    const facts = { aud: resource, tid: tenant, appid: client, oid: `object-of-${client}` };
    return {
      status: 200,
      body: {
        token_type: "Bearer",
        expires_in: lifetime,
        ext_expires_in: lifetime,
        access_token: tokens.issue("jwt", lifetime, facts),
      },
    };
  };

  const server = await startCloudServer(async (request) => {
    const { pathname } = request.url;
    const host = request.headers["x-fake-host"] ?? "";
    const login = /^\/([\w-]+)\/oauth2\/v2\.0\/token$/.exec(pathname);
    if (login !== null && request.method === "POST") return tokenEndpoint(request, login[1] ?? "");
    const discovery = /^\/([\w-]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(pathname);
    if (discovery !== null)
      return { status: 200, body: openIdConfiguration(authority(request), discovery[1] ?? "") };
    const resource = tokens.factsOf(bearerOf(request))?.aud;
    if (pathname.startsWith("/secrets/")) return keyVault(options, host, request, resource);
    return resourceManager(options, request, resource);
  });
  return { ...server, resourceOf: (token) => tokens.factsOf(token)?.aud as string | undefined };
}

function keyVault(
  options: FakeAzureOptions,
  host: string,
  request: CloudRequest,
  resource: Json | undefined,
): CloudAnswer {
  if (resource !== "https://vault.azure.net") {
    const challenge = `Bearer authorization="https://login.microsoftonline.com/${options.tenant}", resource="https://vault.azure.net"`;
    return {
      status: 401,
      headers: { "www-authenticate": challenge },
      body: {
        error: { code: "Unauthorized", message: "AKV10000: Request is missing a Bearer or PoP token." },
      },
    };
  }
  if (!/^(7\.\d|20\d\d-\d\d-\d\d)$/.test(request.url.searchParams.get("api-version") ?? "")) {
    return { status: 400, body: { error: { code: "BadParameter", message: "api-version" } } };
  }
  const name = request.url.pathname.replace(/^\/secrets\//, "").replace(/\/$/, "");
  const value = options.secrets?.[`${host}/${name}`];
  if (value === undefined) {
    return {
      status: 404,
      body: {
        error: {
          code: "SecretNotFound",
          message: `A secret with (name/id) ${name} was not found in this key vault.`,
        },
      },
    };
  }
  if (value === "<forbidden>") {
    return {
      status: 403,
      body: {
        error: {
          code: "Forbidden",
          message: "Caller is not authorized to perform action on resource.",
          innererror: { code: "ForbiddenByRbac" },
        },
      },
    };
  }
  return {
    status: 200,
    body: { value, id: `https://${host}/secrets/${name}`, attributes: { enabled: true } },
  };
}

function resourceManager(
  options: FakeAzureOptions,
  request: CloudRequest,
  resource: Json | undefined,
): CloudAnswer | undefined {
  if (resource !== "https://management.azure.com") {
    return {
      status: 401,
      body: { error: { code: "InvalidAuthenticationToken", message: "The access token is invalid." } },
    };
  }
  const { pathname } = request.url;
  const subscription = /^\/subscriptions\/([\w-]+)$/.exec(pathname)?.[1];
  if (subscription !== undefined) {
    const displayName = options.subscriptions?.[subscription];
    return displayName === undefined
      ? {
          status: 403,
          body: {
            error: {
              code: "AuthorizationFailed",
              message: `The client does not have authorization to perform action over scope '${pathname}'`,
            },
          },
        }
      : { status: 200, body: { subscriptionId: subscription, displayName } };
  }
  if (pathname.endsWith("/listClusterUserCredential") && request.method === "POST") {
    const kubeconfig = options.clusters?.[pathname.replace(/\/listClusterUserCredential$/, "")];
    return kubeconfig === undefined
      ? { status: 404, body: { error: { code: "ResourceNotFound", message: "The Resource was not found." } } }
      : {
          status: 200,
          body: { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(kubeconfig).toString("base64") }] },
        };
  }
  if (pathname.endsWith("/managedClusters")) {
    const names = Object.keys(options.clusters ?? {}).filter((id) => id.startsWith(`${pathname}/`));
    return { status: 200, body: { value: names.map((id) => ({ id, name: id.split("/").at(-1) ?? "" })) } };
  }
  return undefined;
}

function openIdConfiguration(authority: string, tenant: string): Json {
  return {
    issuer: `${authority}/${tenant}/v2.0`,
    authorization_endpoint: `${authority}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/${tenant}/discovery/v2.0/keys`,
  };
}

function aadError(status: number, error: string, code: number, text: string): CloudAnswer {
  const description = `AADSTS${code}: ${text} Trace ID: 00000000-0000-0000-0000-000000000000 Correlation ID: 00000000-0000-0000-0000-000000000000 Timestamp: 2026-01-01 00:00:00Z`;
  return {
    status,
    body: {
      error,
      error_description: description,
      error_codes: [code],
      timestamp: "2026-01-01 00:00:00Z",
      trace_id: "00000000-0000-0000-0000-000000000000",
      correlation_id: "00000000-0000-0000-0000-000000000000",
    },
  };
}
