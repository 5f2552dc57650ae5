import type { Clock } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { createExecMetricSource, type ExecCounts } from "../src/exec-metric-source.ts";

const signal = new AbortController().signal;
const clock: Clock = { now: () => 42, sleep: () => Promise.resolve() };

function read(readCounts: () => Promise<ExecCounts | undefined>) {
  return createExecMetricSource({ readCounts, clock }).read(signal);
}

describe("counts of an exec target", () => {
  test("become a reading without latencies", async () => {
    const candidate = { version: "v2", requests: 3, errors: 1 };
    expect(await read(async () => ({ candidate, stable: undefined }))).toEqual({
      known: true,
      at: 42,
      candidate: { ...candidate, epoch: "", latency: { boundsMs: [], counts: [3] } },
      stable: undefined,
    });
  });

  test.each([[undefined], [{ candidate: undefined, stable: undefined }]])(
    "that are not printed are unknown",
    async (counts) => {
      expect(await read(async () => counts)).toMatchObject({ known: false, reason: "metric_missing" });
    },
  );

  test("that cannot be read are unknown", async () => {
    const reading = await read(() => Promise.reject(new Error("exit code 9")));
    expect(reading).toEqual({ known: false, reason: "metrics_unreachable", text: "exit code 9" });
  });
});
