import {
  ActionError,
  type Clock,
  type HttpClient,
  type HttpRequest,
  type Random,
  type Secrets,
} from "@deploy-actions/kernel";
import { attempt } from "./http-attempt.ts";
import { createConnections } from "./http-connections.ts";
import { toRemoteError } from "./http-failure.ts";
import type { Hop } from "./http-hop.ts";
import { retryDelay, retryMode } from "./http-retry.ts";

/** What the HTTP client stands on. */
export interface HttpClientOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read from here, upper or lower case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sent with every request that has no User-Agent of its own. */
  readonly userAgent: string;
}

/**
 * The one HTTP client, on undici (loaded with the first request). `timeoutMs` bounds one attempt in real time, from its
 * start to the last byte; waits between attempts go through the clock and end two minutes after the first attempt at
 * the latest. gzip, deflate and br bodies are decoded unless the request names its own Accept-Encoding.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const connections = createConnections(options.env);
  const { clock, secrets } = options;
  return {
    async send(request) {
      const first = firstHop(request, options.userAgent);
      const mode = retryMode(request);
      const startedMs = clock.now();
      for (let number = 1; ; number += 1) {
        const outcome = await attempt(request, first, connections);
        const nowMs = clock.now();
        const delayMs = retryDelay(
          mode,
          "response" in outcome ? outcome.response : { failure: outcome.failure.failure },
          { attempt: number, elapsedMs: nowMs - startedMs, nowMs, random: options.random.next() },
        );
        if (delayMs === undefined) {
          if ("response" in outcome) return { ...outcome.response, attempts: number };
          throw toRemoteError(outcome.failure, number, (text) => secrets.redact(text));
        }
        await clock.sleep(delayMs, request.signal);
      }
    },
  };
}

function firstHop(request: HttpRequest, userAgent: string): Hop {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    // The text may hold credentials, so only its scheme is shown.
    const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(request.url)?.[0];
    throw new ActionError(
      "config",
      `Not an http(s) URL${scheme === undefined ? "" : ` (it starts with ${scheme})`}.`,
      { hint: "Write the whole URL, e.g. https://shop.example/health." },
    );
  }
  const headers: Record<string, string> = { "user-agent": userAgent };
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  if (url.username !== "" || url.password !== "") {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.authorization ??= `Basic ${Buffer.from(pair).toString("base64")}`;
    url.username = "";
    url.password = "";
  }
  return { url, method: request.method ?? "GET", headers, body: request.body };
}
