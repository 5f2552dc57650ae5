import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { ActionError, type Clock, type Secrets } from "@deploy-actions/kernel";
import { createHttpClient } from "../src/http.ts";

/** A clock that does not wait: sleeping moves its time and is written down. */
export class TestClock implements Clock {
  readonly sleeps: number[] = [];
  onSleep: () => void = () => undefined;
  #nowMs: number;

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.onSleep();
    if (signal.aborted) throw new ActionError("cancelled", "cancelled");
    this.sleeps.push(ms);
    this.#nowMs += ms;
  }
}

/** Secrets that remember and replace. */
export class TestSecrets implements Secrets {
  readonly masked = new Set<string>();

  mask(value: string): string {
    this.masked.add(value);
    return value;
  }

  redact(text: string): string {
    let clean = text;
    for (const secret of this.masked) clean = clean.replaceAll(secret, "***");
    return clean;
  }
}

/** A client on a {@link TestClock}; `random` is always a half. */
export function testClient(env: Readonly<Record<string, string>> = {}) {
  const clock = new TestClock();
  const secrets = new TestSecrets();
  const random = { next: () => 0.5, id: () => "id" };
  const http = createHttpClient({ clock, random, secrets, env, userAgent: "deploy-actions/test/1.0.0" });
  return { http, clock, secrets };
}

/** A signal nobody aborts. */
export function calm(): AbortSignal {
  return new AbortController().signal;
}

/** What a promise rejects with; fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<ActionError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!("error" in outcome)) throw new Error(`Expected a rejection, got ${JSON.stringify(outcome.value)}`);
  if (!(outcome.error instanceof ActionError)) throw outcome.error;
  return outcome.error;
}

/** An HTTP server on loopback that counts its connections. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly connections: number;
  close(): Promise<void>;
}

export async function serve(
  listener: RequestListener,
  prepare?: (server: Server) => void,
): Promise<TestServer> {
  let connections = 0;
  const server = createServer(listener);
  server.on("connection", () => {
    connections += 1;
  });
  prepare?.(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get connections() {
      return connections;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A proxy on loopback: absolute-form requests and CONNECT tunnels; writes down what passed. */
export async function serveProxy(): Promise<TestServer & { readonly seen: readonly string[] }> {
  const seen: string[] = [];
  const server = await serve(
    async (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const answer = await fetch(request.url ?? "", { method: request.method ?? "GET" });
      response.writeHead(answer.status).end(await answer.text());
    },
    (proxy) => {
      proxy.on("connect", (request, client) => {
        seen.push(`CONNECT ${request.url}`);
        const [host = "", port = ""] = (request.url ?? "").split(":");
        const upstream = connect(Number(port), host, () => {
          client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
          upstream.pipe(client).pipe(upstream);
        });
        upstream.on("error", () => client.destroy());
        client.on("error", () => upstream.destroy());
      });
    },
  );
  return Object.assign(Object.create(server) as TestServer, { seen });
}

/** A loopback port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = await serve(() => undefined);
  await server.close();
  return server.port;
}
