import { ActionError, type Clock } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { createHaproxyMetricSource, type HaproxyMetricOptions } from "../src/haproxy-metric-source.ts";

const signal = new AbortController().signal;
const clock: Clock = { now: () => 42, sleep: () => Promise.resolve() };
const read = (readCounts: HaproxyMetricOptions["readCounts"], of = signal) =>
  createHaproxyMetricSource({ readCounts, clock }).read(of);

describe("counts of HAProxy", () => {
  test("become a reading without latencies", async () => {
    const candidate = { version: "v2", requests: 3, errors: 1, epoch: "77-1700000000" };
    expect(await read(async () => ({ candidate, stable: undefined }))).toEqual({
      known: true,
      at: 42,
      candidate: { ...candidate, latency: { boundsMs: [], counts: [3] } },
      stable: undefined,
    });
  });

  test("that cannot be read are unknown, and a cancel stays one", async () => {
    const error = new ActionError("remote", "Nobody listens");
    expect(await read(() => Promise.reject(error))).toEqual({
      known: false,
      reason: "metrics_unreachable",
      text: "Nobody listens",
    });
    const controller = new AbortController();
    controller.abort();
    const cancelled = read(() => Promise.reject(error), controller.signal);
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
  });
});
