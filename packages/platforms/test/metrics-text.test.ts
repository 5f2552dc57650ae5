import { describe, expect, test } from "@jest/globals";
import { Counters, LATENCY_BOUNDS_MS } from "../src/local/counters.ts";
import { renderMetrics } from "../src/local/metrics-text.ts";

describe("the counters of a release", () => {
  test("have buckets about 5 % apart from 0.5 ms to 60 s", () => {
    expect(LATENCY_BOUNDS_MS.at(0)).toBe(0.5);
    expect(LATENCY_BOUNDS_MS.at(-1)).toBe(60_000);
    for (const [index, bound] of LATENCY_BOUNDS_MS.entries()) {
      const before = LATENCY_BOUNDS_MS[index - 1];
      if (before === undefined) continue;
      expect(bound).toBeGreaterThan(before);
      expect(bound / before).toBeLessThan(1.052);
    }
  });

  test.each([
    [0, 0],
    [0.5, 0],
    [0.500_1, 1],
    [60_000, LATENCY_BOUNDS_MS.length - 1],
    [60_001, LATENCY_BOUNDS_MS.length],
  ])("put %d ms in bucket %d", (durationMs, bucket) => {
    const counters = new Counters();
    counters.record("ok", durationMs);
    expect(counters.buckets.indexOf(1)).toBe(bucket);
  });

  test("do not measure a request that the client gave up", () => {
    const counters = new Counters();
    counters.record("cancelled", 5);
    expect(counters.buckets.every((count) => count === 0)).toBe(true);
    expect(counters.outcomes).toEqual({ ok: 0, error: 0, cancelled: 1 });
  });

  test("are rendered with escaped labels and cumulative buckets", () => {
    const counters = new Counters();
    counters.record("ok", 0.4);
    counters.record("error", 70_000);
    const release = {
      role: "candidate",
      epoch: "e",
      counters,
      isReady: true,
      crashes: 2,
      inFlight: 0,
    } as const;
    const text = renderMetrics([{ ...release, version: 'v"2\\\n' }], 25);
    const labels = 'release="v\\"2\\\\\\n",role="candidate",epoch="e"';
    expect(text).toContain(`deploy_actions_requests_total{${labels},outcome="error"} 1\n`);
    expect(text).toContain(`deploy_actions_request_duration_ms_bucket{${labels},le="0.5"} 1\n`);
    expect(text).toContain(`deploy_actions_request_duration_ms_bucket{${labels},le="60000"} 1\n`);
    expect(text).toContain(`deploy_actions_request_duration_ms_bucket{${labels},le="+Inf"} 2\n`);
    expect(text).toContain("deploy_actions_candidate_weight 25\n");
  });
});
