import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
  request as send,
} from "node:http";
import type { RequestOutcome } from "./counters.ts";
import { hasBody, requestHeaders, responseHeaders } from "./headers.ts";
import { chooseRoute } from "./route.ts";
import type { RunningRelease, Upstream } from "./running-release.ts";
import type { Traffic } from "./traffic.ts";

/** How long a release may take to begin its answer. */
const ANSWER_TIMEOUT_MS = 60_000;
/**
 * A client that leaves earlier without an answer changed its mind; one that waited this long gave up on the release,
 * which is an error of it: else a release that hangs would have no errors at all.
 */
const GAVE_UP_AFTER_MS = 1_000;

/** Passes a request on to the release whose turn it is, and its answer back, both as streams. */
export function forward(traffic: Traffic, request: IncomingMessage, response: ServerResponse): void {
  request.on("error", () => {});
  response.on("error", () => {});
  const route = chooseRoute(traffic, request);
  if (route.kind === "answer") {
    answerShort(request, response, route.status, route.text);
    return;
  }
  const { release, upstream, fallback, isCounted } = route;
  attempt({ request, response, release, upstream, fallback, isCounted });
}

interface Attempt {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly release: RunningRelease;
  readonly upstream: Upstream;
  readonly fallback: RunningRelease | undefined;
  readonly isCounted: boolean;
  /** Set for the second try after a kept connection turned out to be closed. */
  readonly isFresh?: boolean;
}

function attempt(current: Attempt): void {
  const { request, response, release, upstream } = current;
  const startedAt = performance.now();
  // A kept connection may be closed just as it is used again. Only a request that can be sent twice may take that risk.
  const isRepeatable = (request.method === "GET" || request.method === "HEAD") && !hasBody(request);
  const upstreamRequest = trySend({
    host: "127.0.0.1",
    port: upstream.port,
    agent: isRepeatable && current.isFresh !== true ? upstream.agent : false,
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: requestHeaders(request),
    setHost: false,
  });
  if (upstreamRequest === undefined) {
    answerShort(request, response, 400, "this request cannot be passed on");
    return;
  }
  release.inFlight += 1;
  let isOver = false;
  const finish = (outcome: RequestOutcome | undefined): void => {
    if (isOver) return;
    isOver = true;
    release.inFlight -= 1;
    clearTimeout(timer);
    response.off("close", onClientGone);
    if (outcome !== undefined && current.isCounted)
      release.counters.record(outcome, performance.now() - startedAt);
  };
  const timer = setTimeout(() => {
    finish("error");
    upstreamRequest.destroy();
    answerShort(request, response, 504, `release ${release.version} did not answer in time`);
  }, ANSWER_TIMEOUT_MS);
  const onClientGone = (): void => {
    const hasGivenUp = !response.headersSent && performance.now() - startedAt >= GAVE_UP_AFTER_MS;
    finish(hasGivenUp ? "error" : "cancelled");
    upstreamRequest.destroy();
  };
  response.on("close", onClientGone);
  upstreamRequest.on("error", () => {
    if (isOver) return;
    if (response.headersSent) {
      finish("error");
      response.destroy();
      return;
    }
    if (isRepeatable && upstreamRequest.reusedSocket && current.isFresh !== true) {
      finish(undefined);
      attempt({ ...current, isFresh: true });
      return;
    }
    finish("error");
    const next = current.fallback?.upstream;
    if (isRepeatable && current.fallback !== undefined && next !== undefined) {
      attempt({ ...current, release: current.fallback, upstream: next, fallback: undefined, isFresh: false });
    } else {
      answerShort(request, response, 502, `release ${release.version} broke the connection`);
    }
  });
  upstreamRequest.on("response", (upstreamResponse) => {
    clearTimeout(timer);
    relay(upstreamResponse, upstreamRequest, current, finish);
  });
  if (isRepeatable) upstreamRequest.end();
  else request.pipe(upstreamRequest);
}

function relay(
  upstreamResponse: IncomingMessage,
  upstreamRequest: ClientRequest,
  { request, response, release }: Attempt,
  finish: (outcome: RequestOutcome | undefined) => void,
): void {
  const status = upstreamResponse.statusCode ?? 502;
  upstreamResponse.on("error", () => {
    finish("error");
    response.destroy();
  });
  upstreamResponse.on("end", () => {
    finish(status >= 500 ? "error" : "ok");
    // The answer came before the whole request was read: nobody will read the rest.
    if (!request.complete) request.unpipe(upstreamRequest).resume();
  });
  try {
    response.writeHead(
      status,
      upstreamResponse.statusMessage ?? "",
      responseHeaders(upstreamResponse, release.version),
    );
  } catch {
    // An answer that node:http reads but does not write (a status below 100, a control character in its reason).
    finish("error");
    upstreamRequest.destroy();
    answerShort(request, response, 502, `release ${release.version} gave an answer that cannot be passed on`);
    return;
  }
  // A stream of events begins with its headers, perhaps long before its first byte.
  if (upstreamResponse.headers["content-length"] === undefined) response.flushHeaders();
  upstreamResponse.pipe(response);
}

/** The request to a release; `undefined` when node:http refuses to write what it was able to read. */
export function trySend(options: RequestOptions): ClientRequest | undefined {
  try {
    return send(options);
  } catch {
    return undefined;
  }
}

function answerShort(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  request.unpipe();
  request.resume();
  const body = `${text}\n`;
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...(status === 503 ? { "retry-after": "1" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
