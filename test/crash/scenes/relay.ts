import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpClient, HttpRequest } from "@deploy-actions/kernel";

/** A way for other processes to an HTTP client of this one. */
export interface Relay {
  readonly url: string;
  /** Waits for what was asked for by who is gone by now. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const signal = new AbortController().signal;

/** Hands on every request to `client`, as one to `origin`. */
export async function openRelay(client: HttpClient, origin: string): Promise<Relay> {
  const underWay = new Set<Promise<unknown>>();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).flatMap(([name, value]) =>
          HOP.has(name) || value === undefined ? [] : [[name, String(value)]],
        ),
      );
      const body = Buffer.concat(chunks);
      const sent = client
        .send({
          method: (incoming.method ?? "GET") as NonNullable<HttpRequest["method"]>,
          url: `${origin}${incoming.url}`,
          headers,
          ...(body.length === 0 ? {} : { body }),
          signal,
        })
        .then(
          (answer) => {
            const kept = Object.entries(answer.headers).filter(([name]) => !HOP.has(name));
            outgoing.writeHead(answer.status, Object.fromEntries(kept)).end(answer.body);
          },
          () => outgoing.destroy(),
        )
        .finally(() => underWay.delete(sent));
      underWay.add(sent);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async idle() {
      await Promise.all(underWay);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What is said between two neighbours only. */
const HOP: ReadonlySet<string> = new Set(["host", "connection", "transfer-encoding", "content-length"]);
