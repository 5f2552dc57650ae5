import { ActionError, type HttpFailure, type HttpRequest, type HttpResponse } from "@deploy-actions/kernel";
import type { Dispatcher } from "undici";
import { ACCEPTED_ENCODINGS, readBody } from "./http-body.ts";
import type { Connections } from "./http-connections.ts";
import { describeCall, toHttpFailure } from "./http-failure.ts";
import type { Hop } from "./http-hop.ts";
import { nextHop } from "./http-redirect.ts";

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_BODY_BYTES = 1_048_576;
const MAX_HOPS = 5;

/** The answer of one attempt, or why there is none. */
export type AttemptOutcome =
  | { readonly response: Omit<HttpResponse, "attempts"> }
  | { readonly failure: HttpFailure };

/** One attempt, redirects included. Rejects only with `cancelled`, or `config` when the request cannot be sent at all. */
export async function attempt(
  request: HttpRequest,
  first: Hop,
  connections: Connections,
): Promise<AttemptOutcome> {
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const abort = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, timeoutMs);
  const cancel = (): void => abort.abort();
  request.signal.addEventListener("abort", cancel, { once: true });
  const startedMs = performance.now();
  let hop = first;
  let proxy: string | undefined;
  try {
    for (let redirects = 0; ; redirects += 1) {
      if (request.signal.aborted) throw cancelled(hop);
      const connection = await connections.open(hop.url, request.freshConnection === true);
      proxy = connection.proxy;
      try {
        const answer = await connection.undici.request(hop.url, {
          method: hop.method as Dispatcher.HttpMethod,
          headers: { "accept-encoding": ACCEPTED_ENCODINGS, ...hop.headers },
          body: hop.body ?? null,
          dispatcher: connection.dispatcher,
          signal: abort.signal,
        });
        const headersMs = performance.now() - startedMs;
        const headers = flatten(answer.headers);
        const next =
          request.redirect === "follow" && redirects < MAX_HOPS
            ? nextHop(hop, answer.statusCode, headers.location)
            : undefined;
        if (next !== undefined) {
          await answer.body.dump();
          hop = next;
          continue;
        }
        const decode = hop.headers["accept-encoding"] === undefined && hasBody(hop.method, answer.statusCode);
        const encoding = decode ? headers["content-encoding"] : undefined;
        const { bytes, truncated } = await readBody(
          answer.body,
          encoding,
          request.maxBodyBytes ?? DEFAULT_BODY_BYTES,
        );
        const totalMs = performance.now() - startedMs;
        return {
          response: {
            status: answer.statusCode,
            headers: encoding === undefined ? headers : withoutEncoding(headers),
            body: bytes,
            truncated,
            url: hop.url.href,
            redirects,
            proxied: proxy !== undefined,
            timings: { headersMs, totalMs },
          },
        };
      } finally {
        await connection.release();
      }
    }
  } catch (error) {
    if (error instanceof ActionError) throw error;
    if (request.signal.aborted) throw cancelled(hop);
    if (isRefusedByUndici(error)) {
      throw new ActionError("config", `${describeCall(hop)} cannot be sent: ${String(error)}.`, {
        cause: error,
        hint: "Check URL, headers and proxy for characters HTTP does not allow, such as line breaks.",
      });
    }
    const call = { method: hop.method, url: hop.url, proxy, timeoutMs };
    return { failure: toHttpFailure(error, call, timedOut) };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", cancel);
  }
}

function cancelled(hop: Hop): ActionError {
  return new ActionError("cancelled", `${describeCall(hop)} was cancelled.`);
}

function hasBody(method: string, status: number): boolean {
  return method !== "HEAD" && status !== 204 && status !== 304;
}

/** The headers that describe the body as it came no longer fit the decoded one. */
function withoutEncoding(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { "content-encoding": _encoding, "content-length": _length, ...rest } = headers;
  return rest;
}

function flatten(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

/** undici answers 407 of a proxy with the same class, so the message decides. */
function isRefusedByUndici(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === "UND_ERR_INVALID_ARG" && !/^proxy auth/i.test(String(message));
}
