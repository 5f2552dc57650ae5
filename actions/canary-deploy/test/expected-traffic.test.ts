import { ANALYSIS_DEFAULTS, type AnalysisConfig } from "@deploy-actions/canary-analysis";
import type { MetricReading } from "@deploy-actions/metrics";
import { describe, expect, test } from "@jest/globals";
import { expectAnalysis, expectedLines, StableTraffic, timeText } from "../expected-traffic.ts";

const MINUTE = 60_000;
const STEPS = [
  { weight: 0, bakeMs: MINUTE },
  { weight: 25, bakeMs: 5 * MINUTE },
  { weight: 50, bakeMs: 5 * MINUTE },
  { weight: 100, bakeMs: 0 },
];
const CONFIG: AnalysisConfig = {
  ...ANALYSIS_DEFAULTS,
  metrics: [{ kind: "errors", name: "errors", weight: 1, critical: true }],
};

function reading(at: number, requests: number, errors: number, epoch = "1"): MetricReading {
  const latency = { boundsMs: [], counts: [requests] };
  const stable = { version: "v1", epoch, requests, errors, latency };
  return { known: true, at, candidate: undefined, stable };
}

function traffic(...readings: readonly MetricReading[]) {
  const seen = new StableTraffic();
  for (const one of readings) seen.see(one);
  return seen.expectation();
}

describe("the traffic of stable before a candidate has any", () => {
  test("is what came between two looks, and fails as often as it did since it began", () => {
    expect(traffic(reading(0, 10_000, 20), reading(5_000, 10_500, 21))).toEqual({
      requestsPerMinute: 6_000,
      badShare: 21 / 10_500,
    });
  });

  test.each([
    ["after one look", [reading(0, 10_000, 20)]],
    ["after two looks at nearly the same time", [reading(0, 10_000, 20), reading(100, 10_010, 20)]],
    ["when its counters began again in between", [reading(0, 10_000, 20), reading(5_000, 3, 0, "2")]],
    ["when nobody counts", [{ known: false, reason: "source_down", text: "no answer" } as const]],
  ])("is not known %s", (_name, readings) => expect(traffic(...readings)).toBeUndefined());
});

describe("what the analysis will need", () => {
  test("is said of each step with traffic for both releases", () => {
    const expected = expectAnalysis(CONFIG, { requestsPerMinute: 60_000, badShare: 0.003 }, STEPS, false);
    if (expected === undefined) throw new Error("there is traffic");
    expect(expected.problems).toEqual([]);
    expect(expectedLines(expected)).toEqual([
      "the analysis expects, at 60,000 requests a minute, of which 0.3 % fail:",
      expect.stringMatching(
        /^ 25 % {2}a good release passes in about .+ \(bake 5m\); found when worse by: x1\.5 /,
      ),
      expect.stringMatching(/^ 50 % {2}a good release passes in about /),
    ]);
  });

  test("is a problem when the bakes are too short for it", () => {
    const expected = expectAnalysis(CONFIG, { requestsPerMinute: 30, badShare: 0.003 }, STEPS, false);
    expect(expected?.problems).toEqual([expect.stringContaining("which is not enough")]);
  });

  test("is the same at any weight where both releases get the same probes", () => {
    const probes = { requestsPerMinute: 1_200, badShare: 0 };
    const expected = expectAnalysis(CONFIG, probes, STEPS, true);
    expect(expected?.traffic.requestsPerMinute).toBe(2_400);
    expect(expected?.steps.map(({ weight }) => weight)).toEqual([25, 50]);
    const [first, second] = expected?.steps ?? [];
    expect(first?.certifyMs).toBe(second?.certifyMs);
    const shared = expectAnalysis(CONFIG, probes, STEPS, false);
    expect(shared?.steps[0]?.certifyMs ?? Infinity).toBeGreaterThan(first?.certifyMs ?? 0);
  });

  test("is not known without traffic", () => {
    expect(expectAnalysis(CONFIG, undefined, STEPS, false)).toBeUndefined();
    expect(expectAnalysis(CONFIG, { requestsPerMinute: 0, badShare: 0 }, STEPS, false)).toBeUndefined();
    expect(timeText(undefined)).toBe("over a day");
  });
});
