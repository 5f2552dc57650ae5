import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpClient, systemClock } from "@deploy-actions/action-kit";
import {
  ActionError,
  type ApiCall,
  type AwsAccess,
  type Clock,
  type HttpClient,
} from "@deploy-actions/kernel";

/** A signal nobody aborts. */
export const never: AbortSignal = new AbortController().signal;

/** The real client of the actions. */
export function realHttp(): HttpClient {
  return createHttpClient({
    clock: systemClock,
    random: { next: () => 0.5, id: () => "id" },
    secrets: { mask: (value) => value, redact: (text) => text },
    env: {},
    userAgent: "deploy-actions/test/1.0.0",
  });
}

/** Time that passes only by sleeping. */
export function testClock(
  startMs = Date.now(),
): Clock & { readonly sleeps: number[]; advance(ms: number): void } {
  let now = startMs;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: async (ms, signal) => {
      if (signal.aborted) throw new ActionError("cancelled", "cancelled");
      sleeps.push(ms);
      now += ms;
    },
  };
}

/** Access to an endpoint with keys that mean nothing there; the calls made are written down. */
export function accessTo(
  endpoint: string,
  region = "eu-west-1",
): AwsAccess & { readonly calls: ApiCall[]; readonly operations: () => readonly string[] } {
  const calls: ApiCall[] = [];
  return {
    calls,
    operations: () => [...new Set(calls.map(nameOf))].sort(),
    region,
    endpoint,
    keys: async () => ({
      accessKeyId: "AKIDTEST",
      secretAccessKey: "test-secret",
      sessionToken: undefined,
      expiresAt: undefined,
    }),
    onCall: (call) => calls.push(call),
  };
}

/** `ecr:PutImage`. */
export function nameOf(call: ApiCall): string {
  return call.api === "aws" ? `${call.service}:${call.operation}` : `${call.verb} ${call.resource}`;
}

/** What a call is answered with: a JSON body, or an error of the API. */
export type WireAnswer =
  | { readonly json: unknown }
  | { readonly status: number; readonly error: string; readonly message?: string }
  | { readonly body: string | Uint8Array; readonly status?: number; readonly contentType?: string };

/** One request as it came. */
export interface WireRequest {
  /** Operation of an AWS JSON or query request; empty for anything else. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A server that speaks the AWS JSON protocols (and the query protocol's requests): the wire format without a service. */
export async function startWire(
  answer: (request: WireRequest) => WireAnswer,
): Promise<{ readonly url: string; readonly requests: WireRequest[]; stop(): Promise<void> }> {
  const requests: WireRequest[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const target = String(request.headers["x-amz-target"] ?? "");
      const isJson = target !== "";
      const input: Record<string, unknown> = isJson
        ? JSON.parse(text)
        : Object.fromEntries(new URLSearchParams(text));
      const operation = isJson ? target.slice(target.indexOf(".") + 1) : String(input.Action ?? "");
      const seen = {
        operation,
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        input,
      };
      requests.push(seen);
      const said = answer(seen);
      if ("json" in said) {
        response
          .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
          .end(JSON.stringify(said.json));
      } else if ("error" in said) {
        const body = JSON.stringify({ __type: said.error, message: said.message ?? said.error });
        response.writeHead(said.status, { "content-type": "application/x-amz-json-1.1" }).end(body);
      } else {
        response.writeHead(said.status ?? 200, {
          "content-type": said.contentType ?? "application/octet-stream",
        });
        response.end(said.body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<ActionError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof ActionError) return outcome;
  throw new Error(`It did not reject with an ActionError: ${String(outcome)}`);
}

/** An id of the emulator's default network; EC2's SDK is no dependency for the sake of two questions. */
export async function firstIdOf(url: string, action: string, element: string): Promise<string> {
  const authorization =
    "AWS4-HMAC-SHA256 Credential=AKIDTEST/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0";
  const body = new URLSearchParams({ Action: action, Version: "2016-11-15" });
  const answer = await fetch(url, { method: "POST", headers: { authorization }, body });
  const id = new RegExp(`<${element}>([\\w-]+)<`).exec(await answer.text())?.[1];
  if (id === undefined) throw new Error(`The emulator shows no ${element} (${answer.status}).`);
  return id;
}
