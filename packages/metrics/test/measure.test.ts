import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CountsWindow, subtract } from "../src/counts-window.ts";
import { measureErrorRate, measureLatency, summarise } from "../src/measure.ts";
import type { LatencyHistogram, ReleaseCounts } from "../src/metric-source.ts";
import { percentile } from "../src/percentile.ts";

const histogram = (counts: readonly number[]): LatencyHistogram => ({ boundsMs: [10, 20, 40], counts });

function counts(changes: Partial<ReleaseCounts> = {}): ReleaseCounts {
  return { version: "v2", epoch: "e", requests: 0, errors: 0, latency: histogram([0, 0, 0, 0]), ...changes };
}

function windowOf(
  requests: number,
  errors: number,
  buckets: readonly number[] = [requests, 0, 0, 0],
): CountsWindow {
  return { known: true, counts: { version: "v2", requests, errors, latency: histogram(buckets) } };
}

describe("the difference of two readings", () => {
  test("is what was served in between", () => {
    const earlier = counts({ requests: 10, errors: 1, latency: histogram([10, 0, 0, 0]) });
    const later = counts({ requests: 15, errors: 2, latency: histogram([12, 3, 0, 0]) });
    expect(subtract(later, earlier)).toEqual(windowOf(5, 1, [2, 3, 0, 0]));
  });

  test.each([
    ["no_counts", undefined, counts()],
    ["no_counts", counts(), undefined],
    ["version_changed", counts({ version: "v3" }), counts()],
    ["epoch_changed", counts({ epoch: "f", requests: 9 }), counts()],
    ["counter_decreased", counts(), counts({ requests: 1 })],
    ["counter_decreased", counts({ requests: 3, errors: 0 }), counts({ errors: 1 })],
    ["counter_decreased", counts({ requests: Number.NaN }), counts()],
    ["counter_decreased", counts(), counts({ latency: histogram([1, 0, 0, 0]) })],
    ["buckets_changed", counts({ latency: { boundsMs: [10], counts: [0, 0] } }), counts()],
    ["buckets_changed", counts({ latency: histogram([0]) }), counts({ latency: histogram([0]) })],
    ["counts_contradict", counts({ requests: 1, errors: 2 }), counts()],
  ])("is unknown with reason %s", (reason, later, earlier) => {
    expect(subtract(later, earlier)).toMatchObject({ known: false, reason });
  });
});

describe("a percentile", () => {
  test.each([
    [50, [10, 0, 0, 0], 5, 10],
    [100, [10, 0, 0, 0], 10, 10],
    [50, [0, 10, 0, 0], 15, 10],
    [95, [19, 0, 1, 0], 10, 20],
    [96, [19, 0, 1, 0], 24, 20],
    [75, [1, 1, 1, 1], 40, 4],
  ])("p%d of %j is %d ms", (percent, buckets, valueMs, n) => {
    const found = percentile(histogram(buckets), percent);
    expect(found).toMatchObject({ known: true, n });
    expect(found.known && found.valueMs).toBeCloseTo(valueMs, 6);
  });

  test("in the last bucket is unknown: slower than that is all there is to say", () => {
    expect(percentile(histogram([1, 1, 1, 1]), 95)).toEqual({ known: false, reason: "beyond_buckets", n: 4 });
  });

  test("of nothing is unknown", () => {
    expect(percentile(histogram([0, 0, 0, 0]), 95)).toEqual({ known: false, reason: "no_requests", n: 0 });
  });

  test("never falls when more is asked, and lies in the bucket of its rank", () => {
    const bucket = fc.nat({ max: 50 });
    fc.assert(
      fc.property(
        fc.tuple(bucket, bucket, bucket),
        fc.nat({ max: 99 }),
        fc.nat({ max: 99 }),
        (buckets, a, b) => {
          const at = (percent: number) => percentile(histogram([...buckets, 0]), percent);
          const [low, high] = [at(Math.min(a, b) + 1), at(Math.max(a, b) + 1)];
          if (!low.known || !high.known) return buckets.every((count) => count === 0);
          return low.valueMs <= high.valueMs && high.valueMs <= 40 && low.valueMs >= 0;
        },
      ),
    );
  });
});

describe("the error rate", () => {
  test.each([
    [25, 309, 8.090_614_886_731_391, "8.1 % (25 of 309 requests)"],
    [0, 59, 0, "0 % (0 of 59 requests)"],
    [504, 10_000, 5.04, "5.1 % (504 of 10,000 requests)"],
    [1, 1, 100, "100 % (1 of 1 request)"],
  ])("of %d in %d is %d", (errors, requests, value, text) => {
    expect(measureErrorRate(windowOf(requests, errors), 1)).toEqual({
      known: true,
      value,
      unit: "percent",
      text,
    });
  });

  test("of too few requests is unknown", () => {
    expect(measureErrorRate(windowOf(99, 0), 100)).toEqual({
      known: false,
      reason: "too_few_requests",
      text: "99 of at least 100 requests",
    });
  });

  test("of no request is unknown, even when none is required", () => {
    expect(measureErrorRate(windowOf(0, 0), 0)).toMatchObject({ known: false, reason: "too_few_requests" });
  });

  test("of an unknown window keeps its reason", () => {
    const window: CountsWindow = { known: false, reason: "epoch_changed", text: "restarted" };
    expect(measureErrorRate(window, 1)).toEqual(window);
  });

  test("carries stable's as the baseline when that is known", () => {
    expect(measureErrorRate(windowOf(100, 4), 10, windowOf(200, 2))).toMatchObject({ value: 4, baseline: 1 });
    expect(measureErrorRate(windowOf(100, 4), 10, windowOf(5, 2))).not.toHaveProperty("baseline");
  });
});

describe("the latency", () => {
  test("is the candidate's, with stable's as the baseline", () => {
    const measured = measureLatency(windowOf(20, 0, [0, 20, 0, 0]), windowOf(1_000, 0), 95, 20);
    expect(measured).toEqual({
      known: true,
      value: 19.5,
      unit: "ms",
      text: "p95 20ms (20 requests; stable 10ms of 1,000)",
      baseline: 9.5,
    });
  });

  test("has no baseline when stable had too few requests", () => {
    const measured = measureLatency(windowOf(20, 0), windowOf(3, 0), 95, 20);
    expect(measured).toMatchObject({ known: true, text: "p95 10ms (20 requests)" });
    expect(measured).not.toHaveProperty("baseline");
  });

  test("beyond the buckets is unknown", () => {
    expect(measureLatency(windowOf(20, 0, [0, 0, 0, 20]), windowOf(20, 0), 95, 1)).toEqual({
      known: false,
      reason: "beyond_buckets",
      text: "p95 lies above 40ms, the last bucket (20 requests)",
    });
  });

  test("of a source without latencies is unknown", () => {
    const latency = { boundsMs: [], counts: [20] };
    const window: CountsWindow = { known: true, counts: { version: "v2", requests: 20, errors: 0, latency } };
    expect(measureLatency(window, window, 95, 1)).toMatchObject({ known: false, reason: "no_latency" });
  });
});

test("a summary leaves out what has no value", () => {
  const { counts: window } = windowOf(4, 1, [3, 0, 0, 1]) as CountsWindow & { known: true };
  expect(summarise(window)).toEqual({
    requests: 4,
    errors: 1,
    errorRatePercent: 25,
    p50Ms: (2 / 3) * 10,
    p95Ms: undefined,
    p99Ms: undefined,
  });
});
