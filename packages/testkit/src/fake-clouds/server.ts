import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "@deploy-actions/kernel";

/** A request that came to a fake cloud. */
export interface CloudRequest {
  readonly method: string;
  /** With query. */
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What it gets; a text as it is, anything else as JSON. */
export interface CloudAnswer {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers instead of the service for the next requests that match. */
export interface CloudFault {
  readonly path?: RegExp;
  readonly status: number;
  readonly body?: Json;
  /** How many requests; default 1. */
  readonly times?: number;
}

/** What every fake cloud has. */
export interface CloudServer {
  readonly url: string;
  readonly requests: readonly CloudRequest[];
  fail(fault: CloudFault): void;
  close(): Promise<void>;
}

/** Starts a service on loopback. `answer` gives `undefined` for what it does not know (404). */
export async function startCloudServer(
  answer: (request: CloudRequest) => Promise<CloudAnswer | undefined>,
): Promise<CloudServer> {
  const requests: CloudRequest[] = [];
  const faults: { fault: CloudFault; left: number }[] = [];
  const takeFault = (request: CloudRequest): CloudAnswer | undefined => {
    const found = faults.find(
      ({ fault, left }) => left > 0 && (fault.path?.test(request.url.pathname) ?? true),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return { status: found.fault.status, body: found.fault.body ?? {} };
  };
  const server = createServer(async (incoming, response) => {
    const request = await receive(incoming).catch(() => undefined);
    if (request === undefined) return;
    requests.push(request);
    const answered = await Promise.resolve(takeFault(request) ?? answer(request)).catch(
      (error: unknown): CloudAnswer => ({ status: 500, body: { fake: String(error) } }),
    );
    const { status, body, headers } = answered ?? {
      status: 404,
      body: { fake: `nothing at ${request.url.pathname}` },
    };
    const isText = typeof body === "string";
    response.writeHead(status, { "content-type": isText ? "text/xml" : "application/json", ...headers });
    response.end(status === 204 ? undefined : isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(incoming: IncomingMessage): Promise<CloudRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    method: incoming.method ?? "",
    url: new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "localhost"}`),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value ?? "")]),
    ),
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

/** The JSON object of a body, `{}` when it is none. */
export function jsonBody(request: CloudRequest): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The token of an Authorization: Bearer header. */
export function bearerOf(request: CloudRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
}
