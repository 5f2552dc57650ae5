import type { IncomingMessage } from "node:http";
import { RELEASE_HEADER } from "./protocol.ts";

/** Headers of one connection and not of the message (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
// A client may name any header in `Connection` to have it removed; without these a body would lose its frame.
const NEVER_BY_NAME = new Set(["content-length", "host"]);

/** Raw headers (name, value, name, value, …) of a request as the release gets them. */
export function requestHeaders(request: IncomingMessage): string[] {
  const forwarded = new Set(["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"]);
  const headers = withoutHopByHop(request.rawHeaders, request.headers.connection, (name) => {
    // The proxy has answered `Expect: 100-continue` itself.
    return forwarded.has(name) || name === "expect";
  });
  const before = request.headers["x-forwarded-for"];
  const client = request.socket.remoteAddress ?? "unknown";
  headers.push("x-forwarded-for", before === undefined ? client : `${String(before)}, ${client}`);
  headers.push("x-forwarded-host", String(request.headers["x-forwarded-host"] ?? request.headers.host ?? ""));
  headers.push("x-forwarded-proto", String(request.headers["x-forwarded-proto"] ?? "http"));
  // The frame of the body is taken from how it was parsed, never from what `Connection` says about it.
  if (request.headers["transfer-encoding"] !== undefined) headers.push("transfer-encoding", "chunked");
  return headers;
}

/** Raw headers of an answer as the client gets them, with the version that answered. */
export function responseHeaders(response: IncomingMessage, version: string): string[] {
  const headers = withoutHopByHop(
    response.rawHeaders,
    response.headers.connection,
    (name) => name === RELEASE_HEADER,
  );
  headers.push(RELEASE_HEADER, headerValue(version));
  return headers;
}

/** Whether a request has a body (RFC 9112 §6.3). */
export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** A text as a header value: what a header cannot hold becomes `?`. */
export function headerValue(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}

function withoutHopByHop(
  raw: readonly string[],
  connection: string | undefined,
  isDropped: (name: string) => boolean,
): string[] {
  const named = new Set((connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const original = raw[index] ?? "";
    const name = original.toLowerCase();
    if (HOP_BY_HOP.has(name) || isDropped(name)) continue;
    if (named.has(name) && !NEVER_BY_NAME.has(name)) continue;
    kept.push(original, raw[index + 1] ?? "");
  }
  return kept;
}
