import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { startTraffic } from "../src/traffic.ts";
import { TrafficTally } from "../src/traffic-report.ts";

const servers: Server[] = [];

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Resolves once the handler was called so often. */
function counted(times: number): { readonly count: () => number; readonly reached: Promise<void> } {
  const reached = Promise.withResolvers<void>();
  let calls = 0;
  return {
    count: () => {
      calls += 1;
      if (calls === times) reached.resolve();
      return calls;
    },
    reached: reached.promise,
  };
}

describe("traffic", () => {
  test("counts what users saw, in turn over its URLs, by status and by who answered", async () => {
    const { count, reached } = counted(20);
    const seen: string[] = [];
    const url = await serve((request, response) => {
      const isBad = count() % 5 === 0;
      seen.push(`${request.method} ${request.url}`);
      request.resume();
      response.writeHead(isBad ? 500 : 200, { "x-release": isBad ? "v2" : "v1" }).end("done");
    });
    const traffic = startTraffic({
      urls: [`${url}/products`, { url: `${url}/orders`, body: "{}" }],
      ratePerSecond: 500,
      labelHeader: "x-release",
    });
    await reached;
    const report = await traffic.stop();

    expect(report.requests).toBe(seen.length);
    const failed = Math.floor(seen.length / 5);
    expect(report.failed).toBe(failed);
    expect(report.results).toEqual({ 200: seen.length - failed, 500: failed });
    expect(report.labels).toEqual({
      v1: { requests: seen.length - failed, failed: 0 },
      v2: { requests: failed, failed },
    });
    const orders = seen.filter((line) => line === "POST /orders").length;
    expect([0, 1]).toContain(seen.length - 2 * orders);
    expect(report.seconds.reduce((sum, { requests }) => sum + requests, 0)).toBe(seen.length);
    expect(await traffic.stop()).toBe(report);
  });

  test("goes on sending while nothing is answered, and waits for what is under way", async () => {
    const { count, reached } = counted(10);
    const waiting: ServerResponse[] = [];
    const url = await serve((_, response) => {
      waiting.push(response);
      count();
    });
    const traffic = startTraffic({ urls: [url], ratePerSecond: 200 });
    await reached;
    const stopped = traffic.stop();
    const release = setInterval(() => {
      for (const response of waiting) response.end();
    }, 5);
    const report = await stopped;
    clearInterval(release);
    expect(report.requests).toBe(waiting.length);
    expect(report.failed).toBe(0);
  });

  test("latency counts from when a request was due, not from when it could be sent", async () => {
    const url = await serve((_, response) => response.end());
    const traffic = startTraffic({ urls: [url], ratePerSecond: 100 });
    const blockedUntil = performance.now() + 300;
    while (performance.now() < blockedUntil);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const report = await traffic.stop();
    expect(report.requests).toBeGreaterThanOrEqual(30);
    expect(report.maxMs).toBeGreaterThanOrEqual(280);
  });

  test.each([
    ["nobody listens", async () => "http://127.0.0.1:1/", "ECONNREFUSED"],
    [
      "the connection breaks before the answer",
      () => serve((request) => request.socket.destroy()),
      "ECONNRESET",
    ],
    [
      "the connection breaks in the answer",
      () =>
        serve((request, response) => {
          response.writeHead(200, { "content-length": "9" });
          response.write("half", () => request.socket.destroy());
        }),
      "ECONNRESET",
    ],
    ["the answer does not come in time", () => serve(() => undefined), "timeout"],
  ])("a request fails when %s", async (_, start, result) => {
    const traffic = startTraffic({ urls: [await start()], ratePerSecond: 100, timeoutMs: 100 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const report = await traffic.stop();
    expect(report.requests).toBeGreaterThan(0);
    expect(report).toMatchObject({ failed: report.requests, results: { [result]: report.requests } });
  });

  test.each([
    [{ urls: [], ratePerSecond: 1 }, /URL/],
    [{ urls: ["http://127.0.0.1:1"], ratePerSecond: 0 }, /rate/],
  ])("%j is refused", (options, message) => {
    expect(() => startTraffic(options)).toThrow(message);
  });
});

test("percentiles are values that occurred, by second and over all", () => {
  const tally = new TrafficTally();
  for (let index = 1; index <= 100; index += 1) {
    tally.add({ dueMs: index * 15, latencyMs: index, result: "200", isFailed: false, label: undefined });
  }
  expect(tally.report(1_500)).toMatchObject({
    requests: 100,
    p50Ms: 50,
    p95Ms: 95,
    p99Ms: 99,
    maxMs: 100,
    labels: {},
    seconds: [
      { second: 0, requests: 66, p95Ms: 63 },
      { second: 1, requests: 34, p95Ms: 99 },
    ],
  });
  expect(new TrafficTally().report(0)).toMatchObject({ requests: 0, failed: 0, p95Ms: 0, seconds: [] });
});
