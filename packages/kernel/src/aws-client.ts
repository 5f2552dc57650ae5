import type { ApiCall, AwsAccess } from "./access.ts";
import { ActionError, errorMessage, isError } from "./errors.ts";
import type { HttpClient } from "./ports.ts";

/** Largest answer of an AWS API that is read. */
const MAX_BODY_BYTES = 16 * 1_024 * 1_024;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 5;

/**
 * What a client of the AWS SDK is made with, so that its requests go through the one HTTP client (proxy, time-outs) and
 * its keys are renewed. The SDK retries by itself. Pass it to the constructor, then the client to {@link reportAwsCalls}.
 */
export function awsClientConfig(access: AwsAccess, http: HttpClient, signal: AbortSignal): AwsClientConfig {
  return {
    region: access.region,
    ...(access.endpoint === undefined ? {} : { endpoint: access.endpoint }),
    maxAttempts: MAX_ATTEMPTS,
    credentials: async () => {
      const keys = await access.keys(signal);
      return {
        accessKeyId: keys.accessKeyId,
        secretAccessKey: keys.secretAccessKey,
        ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
        ...(keys.expiresAt === undefined ? {} : { expiration: new Date(keys.expiresAt) }),
      };
    },
    requestHandler: { handle: (request, options) => handle(http, request, options?.abortSignal ?? signal) },
  };
}

/** Structural: fits the configuration of every `@aws-sdk/client-*`. */
export interface AwsClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  readonly maxAttempts: number;
  readonly credentials: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly expiration?: Date;
  }>;
  readonly requestHandler: {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK's own request type, which this package does not depend on.
    handle(request: any, options?: any): Promise<{ response: any }>;
  };
}

interface SmithyRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

async function handle(
  http: HttpClient,
  request: SmithyRequest,
  signal: AbortSignal,
): Promise<{ response: unknown }> {
  const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? encode(name) : `${encode(name)}=${encode(String(one))}`)),
  );
  const port = request.port === undefined ? "" : `:${request.port}`;
  const search = query.length === 0 ? "" : `?${query.join("&")}`;
  const { host: _host, "content-length": _length, ...headers } = request.headers;
  const answer = await http.send({
    method: request.method as "GET",
    url: `${request.protocol}//${request.hostname}${port}${request.path}${search}`,
    headers,
    ...(request.body === undefined || request.body.length === 0 ? {} : { body: request.body }),
    timeoutMs: REQUEST_TIMEOUT_MS,
    maxBodyBytes: MAX_BODY_BYTES,
    retry: "never",
    signal,
  });
  return {
    response: { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body, reason: "" },
  };
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Tells `access.onCall` of every operation of the client, under the service's IAM prefix. Returns the client. */
export function reportAwsCalls<C extends object>(client: C, service: string, access: AwsAccess): C {
  const { onCall } = access;
  if (onCall === undefined) return client;
  const { middlewareStack } = client as { middlewareStack?: MiddlewareStack };
  middlewareStack?.add(
    (next, context) => (args) => {
      const operation = String(context.commandName ?? "").replace(/Command$/, "");
      onCall({ api: "aws", service, operation } satisfies ApiCall);
      return next(args);
    },
    { step: "initialize", name: "deployActionsReportCalls", override: true },
  );
  return client;
}

interface MiddlewareStack {
  add(
    middleware: (
      next: (args: unknown) => Promise<unknown>,
      context: Readonly<Record<string, unknown>>,
    ) => (args: unknown) => Promise<unknown>,
    options: { readonly step: "initialize"; readonly name: string; readonly override: boolean },
  ): void;
}

/** Name of the exception an AWS API answered with (`AccessDeniedException`, `ResourceNotFoundException`, …), if it is one. */
export function awsErrorName(error: unknown): string | undefined {
  if (!isError(error)) return undefined;
  return (error as { $metadata?: unknown }).$metadata === undefined ? undefined : error.name;
}

/**
 * What an AWS API refused, as an {@link ActionError}. `what`: the call in words, with the names of what it is about, e.g.
 * `update service shop of cluster main`; `action`: its IAM action, e.g. `ecs:UpdateService`.
 */
export function awsError(error: unknown, what: string, action: string): ActionError {
  if (error instanceof ActionError) return error;
  const name = awsErrorName(error) ?? "";
  const status = (error as { $metadata?: { httpStatusCode?: unknown } }).$metadata?.httpStatusCode;
  const text = `AWS did not ${what}: ${refusalText(name, status, errorMessage(error))}`;
  if (/AccessDenied|UnauthorizedOperation|NotAuthorized|^Forbidden/.test(name) || status === 403) {
    return new ActionError("permission", text, {
      cause: error,
      hint: `Allow ${action} to the role of this job; the least policy of each platform is a page of the documentation.`,
    });
  }
  if (/NotFound|DoesNotExist|NoSuch|NotExist/.test(name))
    return new ActionError("config", text, { cause: error });
  if (/PreconditionFailed|Conflict|ResourceInUse|UpdateInProgress/.test(name))
    return new ActionError("conflict", text, { cause: error });
  return new ActionError("remote", text, { cause: error });
}

/** Makes a call; what the API refused is the error of {@link awsError}, and `cancelled` when the signal was aborted. */
export async function askAws<T>(
  what: string,
  action: string,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (signal.aborted) throw new ActionError("cancelled", `Cancelled: ${what}`, { cause: error });
    throw awsError(error, what, action);
  }
}

/** The name of the API's exception behind an error of {@link askAws}; empty when it was none of the API's. */
export function awsExceptionBehind(error: unknown): string {
  return awsErrorName(error instanceof ActionError ? error.cause : error) ?? "";
}

/** A proxy or a wrong endpoint answers in a form of its own: the SDK then names a field that nobody but a debugger can see. */
function refusalText(name: string, status: unknown, message: string): string {
  if (message.includes("Deserialization error"))
    return `HTTP ${String(status)} with a body that is none of AWS's. Is a proxy or another server at the endpoint?`;
  return name === "" || name === "Unknown" ? message : `${name}: ${message}`;
}
