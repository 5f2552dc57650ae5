import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpClient, systemClock } from "@deploy-actions/action-kit";
import type { HttpCheck } from "@deploy-actions/conditions";
import type { HttpClient, Secrets } from "@deploy-actions/kernel";

export const noSecrets: Secrets = { mask: (value) => value, redact: (text) => text };

/** The product's own HTTP client, for probes against loopback servers. */
export function httpClient(): HttpClient {
  return createHttpClient({
    clock: systemClock,
    random: { next: () => 0.5, id: () => "00000000-0000-4000-8000-000000000000" },
    secrets: noSecrets,
    env: {},
    userAgent: "deploy-actions/test",
  });
}

/** A server on a free loopback port; `close` also ends the connections that hang. */
export async function serve(
  listener: RequestListener,
): Promise<{ readonly url: string; readonly server: Server; readonly close: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A check with nothing but a URL, and what differs. */
export function httpCheck(url: string, rest: Partial<HttpCheck> = {}): HttpCheck {
  return {
    kind: "http",
    name: "shop",
    url,
    method: "GET",
    headers: {},
    body: undefined,
    status: [{ from: 200, to: 299 }],
    expectHeaders: {},
    contains: undefined,
    json: [],
    version: undefined,
    latency: undefined,
    followRedirects: false,
    timeoutMs: 2_000,
    critical: false,
    ...rest,
  };
}
