import { createServer } from "node:net";
import { systemClock, systemRandom } from "@deploy-actions/action-kit";
import type { HttpClient } from "@deploy-actions/kernel";

/** The real ports, for what a test does itself. */
export const clock = systemClock;
export const random = systemRandom;
/** On fetch: the client of the actions loads its engine lazily, which Jest refuses to tests that run at the same time. */
export const http: HttpClient = {
  async send({ url, method = "GET", headers = {}, body, timeoutMs = 10_000, signal }) {
    const startedAt = performance.now();
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const answer = await fetch(url, {
      method,
      headers: { ...headers, connection: "close" },
      signal: limit,
      ...(body === undefined ? {} : { body }),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const totalMs = performance.now() - startedAt;
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: bytes,
      truncated: false,
      url,
      redirects: 0,
      proxied: false,
      timings: { headersMs: totalMs, totalMs },
      attempts: 1,
    };
  },
};
export const NEVER: AbortSignal = new AbortController().signal;

/** A port of loopback that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
