import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One request that arrived. */
export interface ReceivedWebhook {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: unknown;
}

/** What a request gets. */
export interface WebhookAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. Default `ok`, what Slack says. */
  readonly body?: unknown;
  /** Real time before the answer; default 0. */
  readonly delayMs?: number;
  /** Closes the connection after the request was read and recorded: the sender cannot know what happened. */
  readonly drop?: boolean;
}

/** A server that records requests and answers as told. */
export interface WebhookReceiver {
  readonly url: string;
  readonly requests: readonly ReceivedWebhook[];
  /** Answers of the next requests, in order; then the default answer again. */
  next(...answers: readonly WebhookAnswer[]): void;
  /** The answer of every request that has none queued; a function sees the request. */
  always(answer: WebhookAnswer | ((request: ReceivedWebhook) => WebhookAnswer)): void;
  close(): Promise<void>;
}

/** Starts a webhook receiver on loopback. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const requests: ReceivedWebhook[] = [];
  const queue: WebhookAnswer[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let fallback: WebhookAnswer | ((request: ReceivedWebhook) => WebhookAnswer) = {};

  const server = createServer(async (request, response) => {
    const received = await receive(request).catch(() => undefined);
    if (received === undefined) return;
    requests.push(received);
    const answer = queue.shift() ?? (typeof fallback === "function" ? fallback(received) : fallback);
    if (answer.delayMs !== undefined && answer.delayMs > 0) {
      await new Promise<void>((resolve) => {
        timers.add(setTimeout(resolve, answer.delayMs));
      });
    }
    if (answer.drop === true) return void request.socket.destroy();
    const isText = typeof answer.body === "string" || answer.body === undefined;
    response.writeHead(answer.status ?? 200, {
      "content-type": isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
      ...answer.headers,
    });
    response.end(isText ? (answer.body ?? "ok") : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    next: (...answers) => void queue.push(...answers),
    always(answer) {
      fallback = answer;
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedWebhook> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value ?? "")]),
    ),
    body,
    json: parse(body),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
