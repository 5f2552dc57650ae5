import type { Endpoints } from "@octokit/types";
import { isError } from "./errors.ts";

/** Time. Every wait of the project goes through `sleep`, so that a test runs an hour in a millisecond. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with a `cancelled` ActionError as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Randomness. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A fresh identifier (UUID v4 form). */
  id(): string;
}

/** Where lines for a person go. Each method prints one line or block; none throws. */
export interface Log {
  info(message: string): void;
  debug(message: string): void;
  notice(message: string, location?: LogLocation): void;
  warning(message: string, location?: LogLocation): void;
  error(message: string, location?: LogLocation): void;
  /** Prints text this project did not write (tool output, log tails) so that no line of it acts as a command. */
  foreign(text: string): void;
  /** Runs `body` with its lines folded under `title`. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

/** Title and place of an annotation; line counts from 1. */
export interface LogLocation {
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

/** One HTTP request. Header names are case-insensitive; the body is sent as it is. */
export interface HttpRequest {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From the call to the last byte of the body; default 30,000. */
  readonly timeoutMs?: number;
  /** Longest body that is read; the rest is dropped and `truncated` set. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** `manual` (default) returns the redirect itself; `follow` goes at most 5 hops and drops credentials across origins. */
  readonly redirect?: "manual" | "follow";
  /**
   * Whether a 408, 429, 5xx or network error is tried again. `idempotent` (default for GET, HEAD, PUT, DELETE):
   * bounded retries with jitter, Retry-After honoured. `if-refused`: only a 429, or a 403 of a rate limit, where the
   * server says that it did nothing. `never` (default for POST, PATCH).
   */
  readonly retry?: "idempotent" | "if-refused" | "never";
  /** Opens a new connection for this request instead of reusing one (what a health probe needs). */
  readonly freshConnection?: boolean;
  readonly signal: AbortSignal;
}

/** The answer to an {@link HttpRequest}; any status, also 5xx, is an answer. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly truncated: boolean;
  /** The URL that answered, after redirects. */
  readonly url: string;
  /** Hops that were followed. */
  readonly redirects: number;
  /** Whether a proxy was used. */
  readonly proxied: boolean;
  readonly timings: HttpTimings;
  /** How many attempts it took, 1 = the first. */
  readonly attempts: number;
}

/** Milliseconds of the last attempt, from its start. */
export interface HttpTimings {
  readonly headersMs: number;
  readonly totalMs: number;
}

/** Why no answer came. `code` is stable and fit for a reason code. */
export type HttpFailureCode = "dns" | "refused" | "tls" | "timeout" | "reset" | "proxy" | "network";

/**
 * The one HTTP client. `send` rejects with a `remote` ActionError whose cause is an {@link HttpFailure} when no answer
 * came, and with a `cancelled` one when the signal aborted. Messages never hold credentials.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** No HTTP answer: the class of the failure and, where known, the system error code. */
export class HttpFailure extends Error {
  readonly failure: HttpFailureCode;
  readonly systemCode: string | undefined;

  constructor(failure: HttpFailureCode, message: string, systemCode?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "HttpFailure";
    this.failure = failure;
    this.systemCode = systemCode;
  }
}

/** One program run. Never a shell: `argv[0]` is looked up on PATH, the rest is passed as it is. */
export interface ExecRequest {
  readonly argv: readonly string[];
  readonly cwd?: string;
  /** The whole environment of the child; nothing is inherited unless it is in here. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly timeoutMs?: number;
  /** Kept bytes of stdout and of stderr each (the last ones); default 1 MiB. */
  readonly maxOutputBytes?: number;
  /** Called with each line of output as it comes (both streams), for streaming to the log. */
  readonly onLine?: (line: string) => void;
  readonly signal: AbortSignal;
}

/** How a program ended. A non-zero exit code is a result, not an error. */
export interface ExecResult {
  /** Exit code; `null` when it was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly timedOut: boolean;
  readonly durationMs: number;
}

/**
 * Runs programs. Rejects with a `config` ActionError when the program does not exist, and with `cancelled` when the
 * signal aborted (after SIGTERM, then SIGKILL to the child's process group).
 */
export interface Exec {
  run(request: ExecRequest): Promise<ExecResult>;
}

/** Values that must never be printed. `mask` returns the value, so that receiving and masking are one step. */
export interface Secrets {
  mask(value: string): string;
  /** The text with every masked value replaced by `***`. */
  redact(text: string): string;
}

/** A GitHub REST route of GitHub's own description, e.g. `GET /repos/{owner}/{repo}/deployments`. */
export type GitHubRoute = keyof Endpoints;

/** Response data of a route. */
export type GitHubData<R extends GitHubRoute> = Endpoints[R]["response"]["data"];

/**
 * GitHub's REST API. Rejects with a `permission` ActionError on 401 and on 403/404 of a missing permission (its hint
 * names the line to add, from `needs`), `conflict` on 409 and 422, else `remote`; the status is in the cause's `status`.
 */
export interface GitHubRest {
  request<R extends GitHubRoute>(
    route: R,
    parameters: Endpoints[R]["parameters"],
    options: GitHubCallOptions,
  ): Promise<{ readonly status: number; readonly data: GitHubData<R> }>;
  /** All pages of a list route (100 a page), at most `maxItems` items (default 1,000). */
  paginate<R extends GitHubRoute>(
    route: R,
    parameters: Endpoints[R]["parameters"],
    options: GitHubCallOptions & { readonly maxItems?: number },
  ): Promise<GitHubData<R> extends readonly (infer T)[] ? T[] : never>;
}

/** What a call needs, for the message when it is refused. */
export interface GitHubCallOptions {
  /** The `permissions:` line the workflow needs, e.g. `pull-requests: write`. */
  readonly needs: string;
  readonly signal: AbortSignal;
  /** Twice has the effect of once, so that a POST or PATCH without an answer may be sent again. Default false. */
  readonly isRepeatable?: boolean;
}

/** A token for this run, signed by GitHub, for one audience. Needs `id-token: write`; the value is masked. */
export interface IdTokens {
  get(audience: string, signal?: AbortSignal): Promise<string>;
}

/** The HTTP status of a failed GitHub call, if that is what the error is. */
export function gitHubStatus(error: unknown): number | undefined {
  for (let current: unknown = error; isError(current); current = current.cause) {
    const status: unknown = (current as { status?: unknown }).status;
    if (typeof status === "number") return status;
  }
  return undefined;
}
