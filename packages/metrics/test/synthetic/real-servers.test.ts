import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { subtract } from "../../src/counts-window.ts";
import { measureErrorRate } from "../../src/measure.ts";
import type { MetricReading, MetricSource } from "../../src/metric-source.ts";
import {
  createSyntheticMetricSource,
  type SyntheticSourceOptions,
} from "../../src/synthetic/synthetic-source.ts";
import { http } from "../support/http-client.ts";
import { serve, stopServers } from "../support/local-server.ts";
import { ManualClock } from "../support/manual-clock.ts";

const signal = new AbortController().signal;
const PATIENCE_MS = 30_000;
const sources: MetricSource[] = [];
afterEach(async () => {
  for (const source of sources.splice(0)) await source.close?.();
  await stopServers();
});

function open(
  clock: ManualClock,
  candidate: string,
  stable: string,
  changes: Partial<SyntheticSourceOptions> = {},
): MetricSource {
  const source = createSyntheticMetricSource({
    targets: async () => ({ candidate: { url: candidate }, stable: { url: stable } }),
    candidateVersion: "v2",
    stableVersion: "v1",
    perSecond: 10,
    timeoutMs: 10_000,
    criteria: { status: [{ from: 200, to: 299 }], version: { kind: "header", name: "x-version" } },
    latencyBoundsMs: [9_999],
    http,
    clock,
    signal,
    ...changes,
  });
  sources.push(source);
  return source;
}

/** The first reading in which both were asked so often; how long an answer takes is not for a test to know. */
async function readUntil(source: MetricSource, requests: number): Promise<MetricReading & { known: true }> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const reading = await source.read(signal);
    if (reading.known && [reading.candidate, reading.stable].every((of) => of?.requests === requests)) {
      return reading;
    }
    if (Date.now() > deadline) throw new Error(`not ${requests} requests each: ${JSON.stringify(reading)}`);
    await wait(10);
  }
}

describe("Probes of two running servers", () => {
  test("find the share of errors of each, on a connection for each probe", async () => {
    const sockets = new Set<unknown>();
    let n = 0;
    const stable = await serve((_request, response) => response.setHeader("x-version", "v1").end("ok"));
    const candidate = await serve((request, response) => {
      sockets.add(request.socket);
      n += 1;
      response.writeHead(n % 4 === 0 ? 500 : 200, { "x-version": "v2" }).end();
    });
    const clock = new ManualClock();
    const source = open(clock, candidate, stable);
    const first = await source.read(signal);
    await clock.pass(3_999);
    const last = await readUntil(source, 40);
    if (!first.known) throw new Error(first.text);
    const window = subtract(last.candidate, first.candidate);
    expect(window).toMatchObject({ known: true, counts: { requests: 40, errors: 10 } });
    expect(measureErrorRate(window, 20, subtract(last.stable, first.stable))).toMatchObject({
      value: 25,
      baseline: 0,
    });
    expect(sockets.size).toBe(40);
  });

  test("count a candidate that hangs as errors over the time-out, and one that is gone as errors too", async () => {
    let isHanging = true;
    const stable = await serve((_request, response) => response.setHeader("x-version", "v1").end());
    const candidate = await serve((_request, response) => {
      if (!isHanging) response.setHeader("x-version", "v2").end();
    });
    const clock = new ManualClock();
    const source = open(clock, candidate, stable, { timeoutMs: 500, latencyBoundsMs: [499] });
    await source.read(signal);
    await clock.pass(399);
    const hung = await readUntil(source, 4);
    expect(hung.candidate).toMatchObject({ errors: 4, latency: { counts: [0, 4] } });
    isHanging = false;
    await clock.pass(400);
    expect((await readUntil(source, 8)).candidate).toMatchObject({ errors: 4 });
  });

  test("do not take a server of the other release for the candidate", async () => {
    const stable = await serve((_request, response) => response.setHeader("x-version", "v1").end());
    const clock = new ManualClock();
    const source = open(clock, stable, stable);
    await source.read(signal);
    await clock.pass(399);
    const deadline = Date.now() + PATIENCE_MS;
    let reading = await source.read(signal);
    while (reading.known && Date.now() < deadline) {
      await wait(10);
      reading = await source.read(signal);
    }
    expect(reading).toMatchObject({ known: false, reason: "wrong_release" });
  });

  test("see a server that dies and comes back as a hole of errors, not of silence", async () => {
    const stable = await serve((_request, response) => response.setHeader("x-version", "v1").end());
    const gone = await serve(() => undefined);
    await stopServers();
    const again = await serve((_request, response) => response.setHeader("x-version", "v1").end());
    const candidate = await serve((_request, response) => response.setHeader("x-version", "v2").end());
    let url = gone;
    const clock = new ManualClock();
    const source = open(clock, candidate, stable, {
      targets: async () => ({ candidate: { url }, stable: { url: again } }),
    });
    await source.read(signal);
    await clock.pass(399);
    expect((await readUntil(source, 4)).candidate).toMatchObject({ errors: 4 });
    url = candidate;
    await source.read(signal);
    await clock.pass(400);
    expect((await readUntil(source, 8)).candidate).toMatchObject({ errors: 4 });
  });
});
