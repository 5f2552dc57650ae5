import { ActionError, type Clock, formatDuration, HttpFailure, type Random } from "@deploy-actions/kernel";
import type { ClusterConnection } from "../access/cluster-connection.ts";
import { ApiUnanswered } from "./api-unanswered.ts";
import { isTransient, retryDelay } from "./retry.ts";
import type { KubernetesTransport, TransportRequest, TransportResponse } from "./transport.ts";

const TRY_TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 16 * 1_024 * 1_024;
/** Before the first answer a wrong address is likelier than an outage. */
const FIRST_CONTACT_MS = 15_000;

/** One request, and how it may be repeated. */
export interface ApiRequest {
  readonly method: TransportRequest["method"];
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  /** For messages: `read deployments.apps "web" in namespace shop`. */
  readonly what: string;
  /** `false`: one try (what is only nice to have). */
  readonly retry?: boolean;
  /** Asked before another try when the one before may have taken effect: what to answer if it did. */
  readonly alreadyDone?: () => Promise<ApiAnswer | undefined>;
  readonly maxBodyBytes?: number;
  readonly signal: AbortSignal;
}

/** An answer that is no passing fault. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  readonly truncated: boolean;
  /** An earlier try of this request got no answer, or a 5xx, and may have taken effect. */
  readonly mayHaveTakenEffect: boolean;
}

/** Sends requests with the user's credentials until there is an answer. Errors: `remote`, `permission` (credentials), `cancelled`. */
export interface ApiCaller {
  call(request: ApiRequest): Promise<ApiAnswer>;
}

export interface ApiCallerOptions {
  readonly connection: ClusterConnection;
  readonly transport: KubernetesTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly redact: (text: string) => string;
  readonly userAgent: string;
}

type Tried =
  | { readonly kind: "answer"; readonly answer: TransportResponse }
  | { readonly kind: "failure"; readonly failure: HttpFailure };

/** The caller of one cluster. */
export function createApiCaller(options: ApiCallerOptions): ApiCaller {
  let hasAnswered = false;
  return {
    async call(request) {
      const { clock, random } = options;
      const begin = clock.now();
      let mayHaveTakenEffect = false;
      let isRefused = false;
      for (let attempt = 1; ; attempt += 1) {
        const tried = await tryOnce(options, request, isRefused);
        if (tried.kind === "answer") {
          const { answer } = tried;
          hasAnswered = true;
          // Tokens end in the middle of a rollout: one 401 asks for a new one.
          if (answer.status === 401 && !isRefused) {
            isRefused = true;
            continue;
          }
          if (!isTransient(answer.status)) {
            const { status, body: text, truncated } = answer;
            return { status, text, truncated, mayHaveTakenEffect };
          }
        }
        mayHaveTakenEffect ||= mayHaveReached(tried);
        const retryAfter = tried.kind === "answer" ? tried.answer.headers["retry-after"] : undefined;
        const elapsedMs = clock.now() - begin;
        const moment = { attempt, elapsedMs, random: random.next(), retryAfter, nowMs: clock.now() };
        const isHopeless = tried.kind === "failure" && tried.failure.failure === "tls";
        const isStranger = !hasAnswered && elapsedMs > FIRST_CONTACT_MS;
        const delayMs = request.retry === false || isHopeless || isStranger ? undefined : retryDelay(moment);
        if (delayMs === undefined) throw gaveUp(options, request, tried, attempt, elapsedMs);
        await clock.sleep(delayMs, request.signal);
        if (mayHaveTakenEffect && request.alreadyDone !== undefined) {
          const done = await request.alreadyDone();
          if (done !== undefined) return done;
        }
      }
    },
  };
}

async function tryOnce(options: ApiCallerOptions, request: ApiRequest, isRefused: boolean): Promise<Tried> {
  const { connection, transport } = options;
  if (request.signal.aborted) throw cancelled(request.signal);
  const credential = await connection.credentials.get(request.signal, isRefused);
  const { authorization, certificate } = credential;
  try {
    const answer = await transport.send({
      method: request.method,
      path: request.path,
      headers: {
        accept: "application/json, */*",
        "user-agent": options.userAgent,
        ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      certificate,
      timeoutMs: TRY_TIMEOUT_MS,
      maxBodyBytes: request.maxBodyBytes ?? MAX_BODY_BYTES,
      signal: request.signal,
    });
    return { kind: "answer", answer };
  } catch (error) {
    if (request.signal.aborted) throw cancelled(request.signal);
    if (error instanceof HttpFailure) return { kind: "failure", failure: error };
    throw error;
  }
}

/** The signal's reason as a `cancelled` error. */
export function cancelled(signal: AbortSignal): ActionError {
  const reason: unknown = signal.reason;
  if (reason instanceof ActionError && reason.code === "cancelled") return reason;
  return new ActionError("cancelled", "Cancelled during a call to the Kubernetes API.", { cause: reason });
}

function mayHaveReached(tried: Tried): boolean {
  if (tried.kind === "answer") return tried.answer.status >= 500;
  return !["refused", "dns", "tls", "proxy"].includes(tried.failure.failure);
}

function gaveUp(
  options: ApiCallerOptions,
  request: ApiRequest,
  tried: Tried,
  attempts: number,
  elapsedMs: number,
): ActionError {
  const { connection, redact } = options;
  const tries = attempts === 1 ? "" : `, after ${attempts} attempts in ${formatDuration(elapsedMs)}`;
  const reason =
    tried.kind === "failure"
      ? tried.failure.message
      : `the API server answers ${tried.answer.status}: ${statusText(tried.answer.body)}`;
  return new ApiUnanswered(redact(`Could not ${request.what} as ${connection.user}: ${reason}${tries}.`), {
    ...(tried.kind === "failure" ? { cause: tried.failure } : {}),
    hint: hintOf(tried, connection),
  });
}

function hintOf(tried: Tried, connection: ClusterConnection): string {
  if (tried.kind === "answer" || elapsedOutage.has(tried.failure.failure)) {
    return `Check that the API server at ${connection.server} is up and that this runner reaches it (a private endpoint needs a runner inside its network), then run again: it looks at the cluster anew and goes on.`;
  }
  if (tried.failure.failure === "tls") {
    return `Check the certificate authority given for ${connection.server} and the name in its certificate.`;
  }
  return `Check the address ${connection.server} and the proxy settings of this runner.`;
}

const elapsedOutage: ReadonlySet<string> = new Set(["timeout", "reset", "refused"]);

/** The message of a `Status` object, or the first characters of anything else. */
export function statusText(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "message" in parsed) return String(parsed.message);
  } catch {
    // Not JSON: a proxy or load balancer in between answered.
  }
  return body.trim().slice(0, 200);
}
