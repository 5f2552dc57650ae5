import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpClient } from "@deploy-actions/action-kit";
import { ActionError, type Clock, type HttpClient } from "@deploy-actions/kernel";

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server on a free loopback port that records what comes and answers with one reply after the other. */
export async function serveReplies(replies: readonly (Reply | "cut" | "hang")[]): Promise<{
  readonly url: string;
  readonly received: Received[];
  readonly close: () => Promise<void>;
}> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url: path, headers } = request;
      const reply = replies[Math.min(received.length, replies.length - 1)] ?? {};
      received.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      if (reply === "cut") response.destroy();
      else if (reply !== "hang") response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A clock that stands still and whose sleeps are over at once, except the delivery deadline, which never ends by itself. */
export function createFastClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => 1_700_000_000_000,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const cancel = (): void => reject(new ActionError("cancelled", "Cancelled while waiting."));
        if (signal.aborted) return cancel();
        signal.addEventListener("abort", cancel, { once: true });
        if (ms === 60_000) return;
        slept.push(ms);
        resolve();
      }),
  };
}

/** The product's own HTTP client. */
export function httpClient(clock: Clock): HttpClient {
  return createHttpClient({
    clock,
    random: { next: () => 0.5, id: () => "00000000-0000-4000-8000-000000000000" },
    secrets: { mask: (value) => value, redact: (text) => text },
    env: {},
    userAgent: "deploy-actions/test",
  });
}
