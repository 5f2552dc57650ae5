import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { ActionError, errorMessage } from "@deploy-actions/kernel";
import { changeActionOf, parseChangeRequest } from "./change-request.ts";
import { renderMetrics } from "./metrics-text.ts";
import type { Traffic } from "./traffic.ts";

const MAX_BODY_BYTES = 262_144;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The admin API: JSON over HTTP on loopback, each request with the bearer token of the state file. */
export function createAdminHandler(traffic: Traffic, token: string, stop: () => void): RequestListener {
  return (request, response) => {
    void handle(traffic, token, stop, request).then(
      (answer) => reply(response, answer),
      (error: unknown) => {
        const status = error instanceof ActionError && error.code === "conflict" ? 503 : 500;
        reply(response, { status, body: { message: errorMessage(error) } });
      },
    );
  };
}

async function handle(
  traffic: Traffic,
  token: string,
  stop: () => void,
  request: IncomingMessage,
): Promise<Answer> {
  if (!isAuthorised(request, token)) return { status: 401, body: { message: "wrong or missing token" } };
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const { method } = request;
  if (method === "GET" && path === "/state") return { status: 200, body: traffic.describe() };
  if (method === "GET" && path === "/metrics") {
    return { status: 200, body: renderMetrics(traffic.metrics(), traffic.weight) };
  }
  if (method === "POST" && path === "/stop") {
    stop();
    return { status: 202, body: traffic.describe() };
  }
  const action = method === "POST" ? changeActionOf(path) : undefined;
  if (action === undefined) return { status: 404, body: { message: `no ${method} ${path}` } };
  const body = await readJson(request);
  if (!body.ok) return { status: 400, body: { message: body.message } };
  const change = parseChangeRequest(action, body.value);
  if (typeof change === "string") return { status: 400, body: { message: change } };
  const result = await traffic.change(action, change);
  return result.ok ? { status: 200, body: result.state } : { status: 409, body: result.refusal };
}

function isAuthorised(request: IncomingMessage, token: string): boolean {
  // Digests have one length, so the comparison tells nothing about the token's.
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}

type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

async function readJson(request: IncomingMessage): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return { ok: false, message: `body longer than ${MAX_BODY_BYTES} bytes` };
    chunks.push(chunk);
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch (error) {
    return { ok: false, message: `body is not JSON: ${errorMessage(error)}` };
  }
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/plain; version=0.0.4; charset=utf-8" : "application/json",
    "cache-control": "no-store",
  });
  response.end(isText ? body : `${JSON.stringify(body)}\n`);
}
