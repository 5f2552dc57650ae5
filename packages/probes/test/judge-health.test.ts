import { describe, expect, test } from "@jest/globals";
import { type HealthCriteria, judgeHealth, type ProbeSample } from "../src/index.ts";
import { condition } from "./support/conditions.ts";
import { samples } from "./support/samples.ts";

function criteria(rest: Partial<HealthCriteria> = {}): HealthCriteria {
  return {
    checks: [{ name: "shop", critical: false }],
    maxConsecutiveFailures: 3,
    errorRate: undefined,
    latency: undefined,
    ...rest,
  };
}

const mixed = (failed: number, n: number): ProbeSample[] =>
  samples([...Array(n).keys()].map((index) => ((index * failed) % n < failed ? "F" : "P")).join(""));

describe("without an error rate", () => {
  test.each([
    ["PPPP", "pass", "all_passed"],
    ["PFPP", "fail", "failed_samples"],
    ["PUPP", "pass", "all_passed"],
    ["UUUP", "inconclusive", "mostly_unknown"],
    ["UUUU", "inconclusive", "all_unknown"],
    ["NN", "inconclusive", "all_unknown"],
    ["NNN", "fail", "not_started"],
    ["NNPPP", "pass", "all_passed"],
    ["FFF", "fail", "consecutive_failures"],
    ["", "inconclusive", "no_samples"],
  ])("%j is %s (%s)", (pattern, outcome, reason) => {
    expect(judgeHealth(samples(pattern), criteria())).toMatchObject({ outcome, reason });
  });

  test("no check at all is inconclusive", () => {
    expect(judgeHealth([], criteria({ checks: [] }))).toMatchObject({
      outcome: "inconclusive",
      reason: "no_evidence",
    });
  });

  test("the counter is each check's own", () => {
    const checks = ["a", "b", "c"].map((name) => ({ name, critical: false }));
    const verdict = judgeHealth(
      checks.flatMap(({ name }) => samples("PFP", name)),
      criteria({ checks, errorRate: condition("<= 50%") }),
    );
    expect(verdict.evidence.slice(0, 3).map((item) => item.outcome)).toEqual(["pass", "pass", "pass"]);
  });

  test("the evidence says what failed, what was required and what to do", () => {
    const [row] = judgeHealth(samples("PFP"), criteria()).evidence;
    expect(row).toEqual({
      name: "shop",
      outcome: "fail",
      reason: "failed_samples",
      required: "no failure",
      found: "1 of 3 failed: status_unexpected (look 1)",
      advice: "Look at the service's own log at this time",
      sources: [],
    });
  });
});

describe("failures in a row", () => {
  const tolerant = criteria({ errorRate: condition("<= 100%") });
  test.each([
    ["FFPFF", "passed"],
    ["PFFFP", "consecutive_failures"],
    ["FFUF", "consecutive_failures"],
  ])("looks that went %s: %s [G15]", (pattern, reason) => {
    expect(judgeHealth(samples(pattern), tolerant).evidence[0]?.reason).toBe(reason);
  });

  test("one failure of a critical check is enough", () => {
    const checks = [{ name: "shop", critical: true }];
    expect(judgeHealth(samples("PPFP"), { ...tolerant, checks })).toMatchObject({
      outcome: "fail",
      reason: "critical_failure",
    });
  });
});

describe("an error rate is a claim that has to be proven", () => {
  test.each([
    [0, 10, "inconclusive", "error_rate_unproven"],
    [0, 59, "inconclusive", "error_rate_unproven"],
    [0, 298, "inconclusive", "error_rate_unproven"],
    [0, 299, "pass", "all_passed"],
    [0, 300, "pass", "all_passed"],
    [1, 300, "inconclusive", "error_rate_unproven"],
    [10, 300, "fail", "error_rate_too_high"],
  ])("%i errors of %i against < 1%%: %s", (failed, n, outcome, reason) => {
    const verdict = judgeHealth(mixed(failed, n), criteria({ errorRate: condition("< 1%") }));
    expect(verdict).toMatchObject({ outcome, reason });
  });

  test.each([
    ["<= 0%", 0, 20, "pass"],
    ["<= 0%", 1, 20, "fail"],
    ["== 0%", 0, 5, "pass"],
  ])("%s with %i of %i failed is judged as it is: %s", (text, failed, n, outcome) => {
    const verdict = judgeHealth(mixed(failed, n), criteria({ errorRate: condition(text) }));
    expect(verdict.evidence.at(-1)?.outcome).toBe(outcome);
  });

  test("a limit in another unit is never a pass", () => {
    const verdict = judgeHealth(samples("PPP"), criteria({ errorRate: condition("< 200ms") }));
    expect(verdict).toMatchObject({ outcome: "inconclusive", reason: "unit_mismatch" });
  });

  test("the sentence states n and the bound, the advice how many samples are missing", () => {
    const errorRate = condition("< 1%");
    expect(judgeHealth(mixed(0, 300), criteria({ errorRate })).sentence).toBe(
      "1 check healthy, 300 samples, 0 failed; error-rate 0 % (0 of 300 samples failed, 95 % bounds 0 % and 0.99 %), required < 1%",
    );
    const row = judgeHealth(mixed(0, 10), criteria({ errorRate })).evidence.at(-1);
    expect(row?.advice).toContain("299 samples");
  });

  test("unknown samples are not counted as good ones", () => {
    const verdict = judgeHealth(
      samples(`${"P".repeat(290)}${"U".repeat(10)}`),
      criteria({ errorRate: condition("< 1%") }),
    );
    expect(verdict.reason).toBe("error_rate_unproven");
  });
});

describe("latency", () => {
  const timed = (latencies: readonly (number | "dropped")[]): ProbeSample[] =>
    samples("P".repeat(latencies.length)).map((sample, index) => {
      const latencyMs = latencies[index];
      return latencyMs === "dropped"
        ? { ...sample, result: "unknown", reason: "dropped", latencyMs: undefined }
        : { ...sample, latencyMs };
    });
  const flat = (n: number, ms: number): number[] => Array.from({ length: n }, () => ms);
  const judgeP95 = (latencies: readonly (number | "dropped")[], text = "p95 < 200ms", baselineMs?: number) =>
    judgeHealth(
      timed(latencies),
      criteria({
        latency: condition(text),
        checks: [{ name: "shop", critical: false, ...(baselineMs === undefined ? {} : { baselineMs }) }],
      }),
    );

  test.each<[string, (number | "dropped")[], string, string]>([
    ["58 fast answers", flat(58, 10), "inconclusive", "too_few_samples"],
    ["59 fast answers", flat(59, 10), "pass", "all_passed"],
    ["19 slow answers", flat(19, 500), "inconclusive", "too_few_samples"],
    ["100 slow answers", flat(100, 500), "fail", "too_slow"],
    ["95 fast, 5 slow", [...flat(95, 10), ...flat(5, 500)], "inconclusive", "latency_unproven"],
    ["99 fast, 1 slow", [...flat(99, 10), 500], "pass", "all_passed"],
    ["80 fast, 20 slow", [...flat(80, 10), ...flat(20, 500)], "fail", "too_slow"],
    [
      "90 fast, 10 dropped",
      [...flat(90, 10), ...Array<"dropped">(10).fill("dropped")],
      "inconclusive",
      "samples_dropped",
    ],
    ["nothing measured", Array<"dropped">(10).fill("dropped"), "inconclusive", "all_unknown"],
  ])("%s against p95 < 200ms: %s (%s)", (_, latencies, outcome, reason) => {
    expect(judgeP95(latencies)).toMatchObject({ outcome, reason });
  });

  test.each([
    [100, 149, "pass", "all_passed"],
    [100, 151, "fail", "too_slow"],
    [undefined, 100, "inconclusive", "no_baseline"],
    [8, 16, "pass", "all_passed"],
  ])("baseline %s ms, now %i ms, against < 150%% of baseline: %s", (baseline, now, outcome, reason) => {
    const verdict = judgeP95(flat(100, now), "latency p95 < 150% of baseline", baseline);
    expect(verdict).toMatchObject({ outcome, reason });
  });

  test("says n, the bounds and how many samples are missing", () => {
    const row = judgeP95(flat(20, 10)).evidence.at(-1);
    expect(row?.found).toBe("10 ms (20 samples, 95 % bounds 10 and none yet)");
    expect(row?.advice).toContain("p95 needs 59 samples");
  });
});

describe("an expected version", () => {
  const versioned = criteria({
    checks: [{ name: "shop", critical: false, expectsVersion: { expected: "v2", consecutive: 3 } }],
    maxConsecutiveFailures: 5,
  });
  test.each([
    ["222", "pass", "all_passed"],
    ["1212112222", "pass", "all_passed"],
    ["121212", "fail", "version_mismatch"],
    ["22", "inconclusive", "too_few_replies"],
    ["2U2U2", "pass", "all_passed"],
    ["2221222", "fail", "failed_samples"],
    ["2221", "fail", "failed_samples"],
    ["11111", "fail", "consecutive_failures"],
    ["12F22", "fail", "failed_samples"],
  ])("%s with 3 replies in a row required: %s (%s)", (pattern, outcome, reason) => {
    expect(judgeHealth(samples(pattern), versioned)).toMatchObject({ outcome, reason });
  });

  test("an old instance that still drains does not end a critical check", () => {
    const checks = versioned.checks.map((check) => ({ ...check, critical: true }));
    expect(judgeHealth(samples("12222"), { ...versioned, checks })).toMatchObject({ outcome: "pass" });
  });
});
