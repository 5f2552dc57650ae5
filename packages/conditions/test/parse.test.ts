import { describe, expect, test } from "@jest/globals";
import { type Condition, explainConditionProblem, parseCondition } from "../src/index.ts";

function parsed(text: string): Omit<Condition, "text"> {
  const result = parseCondition(text);
  if (!result.ok) throw new Error(explainConditionProblem(text, result.problem));
  const { text: _, ...rest } = result.condition;
  return rest;
}

function threshold(operator: string, limit: number, unit: string, percentile?: number, subject?: string) {
  return { kind: "threshold", subject, operator, limit, unit, percentile };
}

function baseline(operator: string, limitPercent: number, percentile?: number, subject?: string) {
  return { kind: "baseline", subject, operator, limitPercent, percentile };
}

describe("parseCondition reads", () => {
  test.each([
    [">= 80%", threshold(">=", 80, "percent")],
    [">=80 %", threshold(">=", 80, "percent")],
    ["≥ 99.95%", threshold(">=", 99.95, "percent")],
    ["<= 200ms_p95", threshold("<=", 200, "ms", 95)],
    ["<= 200ms p95", threshold("<=", 200, "ms", 95)],
    ["<= 200MS_P99.9", threshold("<=", 200, "ms", 99.9)],
    ["<= 200ms", threshold("<=", 200, "ms")],
    ["< 1s", threshold("<", 1_000, "ms")],
    ["< 1.5 s", threshold("<", 1_500, "ms")],
    ["< 1m30s", threshold("<", 90_000, "ms")],
    ["p95 < 200ms", threshold("<", 200, "ms", 95)],
    ["latency p95 <= 200ms", threshold("<=", 200, "ms", 95, "latency")],
    ["p95 latency <= 200ms", threshold("<=", 200, "ms", 95, "latency")],
    ["Response time > 2s", threshold(">", 2_000, "ms", undefined, "latency")],
    ["error-rate > 5%", threshold(">", 5, "percent", undefined, "error-rate")],
    ["Error rate > 5%", threshold(">", 5, "percent", undefined, "error-rate")],
    ["error_rate < 0.1%", threshold("<", 0.1, "percent", undefined, "error-rate")],
    [">= 3", threshold(">=", 3, "count")],
    ["== 0", threshold("==", 0, "count")],
    ["!= 7", threshold("!=", 7, "count")],
    ["requests >= 100", threshold(">=", 100, "count", undefined, "requests")],
    ["<= 5MiB", threshold("<=", 5_242_880, "bytes")],
    ["< 5 kB", threshold("<", 5_000, "bytes")],
    ["> 200% of baseline", baseline(">", 200)],
    ["< 150% baseline", baseline("<", 150)],
    ["latency p95 > 200% of baseline", baseline(">", 200, 95, "latency")],
    ["Response time > 200% baseline", baseline(">", 200, undefined, "latency")],
    ["> 200% of baseline p95", baseline(">", 200, 95)],
    ["3 consecutive failures", { kind: "consecutive", count: 3 }],
    ["1 consecutive failure", { kind: "consecutive", count: 1 }],
    ["3_consecutive-failures", { kind: "consecutive", count: 3 }],
    ["no_critical_issues", { kind: "no-findings", atLeast: "critical" }],
    ["no_high_severity", { kind: "no-findings", atLeast: "high" }],
    ["no_medium_severity", { kind: "no-findings", atLeast: "medium" }],
    ["no-low-severity", { kind: "no-findings", atLeast: "low" }],
    ["No High Issues", { kind: "no-findings", atLeast: "high" }],
    ["100%_pass_rate", { kind: "pass-rate", percent: 100 }],
    ["99.5%_pass_rate", { kind: "pass-rate", percent: 99.5 }],
    [">= 99.5% pass rate", { kind: "pass-rate", percent: 99.5 }],
  ])("%s", (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  test("the quality gates of a runbook as they are written there", () => {
    const gates = [">= 80%", "no_critical_issues", "<= 200ms_p95", "100%_pass_rate", "no_high_severity"];
    expect(gates.map((text) => parseCondition(text).ok)).toEqual([true, true, true, true, true]);
  });

  test("and keeps what was written, trimmed", () => {
    const result = parseCondition("  >=  80 % ");
    expect(result.ok && result.condition.text).toBe(">=  80 %");
  });
});

describe("parseCondition refuses", () => {
  test.each([
    ["", 0, "the end", "a condition such as"],
    ["80%", 0, "80", 'as in ">= 80%"'],
    ["200ms", 0, "200", "an operator before the number"],
    [">= ", 3, "the end", "a number such as"],
    [">= -5%", 3, "-", "not negative"],
    [">= .5%", 3, ".", "0.5%"],
    [">= 80.5.1%", 3, "80.5.1%", "a number such as"],
    [">= 80.", 3, "80.", "a number such as"],
    ["= 80%", 0, "=", '">="'],
    [">= 80%%", 6, "%", "nothing more"],
    [">= 80% 90%", 7, "90", "nothing more"],
    [">= 1,000", 4, ",", "a word"],
    ["<= 200msec", 6, "msec", "a unit"],
    ["<= 30s1m", 3, "30s1m", "a time such as"],
    ["<= 200ms_p0", 9, "p0", "a percentile above p0"],
    ["<= 200ms_p101", 9, "p101", "up to p100"],
    ["p95 <= 200ms_p95", 13, "p95", "one percentile only"],
    ["p95 <= 5%", 7, "5", "a time such as"],
    ["latency > 5%", 10, "5", "a time such as 200ms"],
    ["error-rate > 0.05", 13, "0.05", "a percentage such as 5%"],
    ["> 200ms of baseline", 2, "200", 'a percentage before "of baseline"'],
    ["> 200% of base", 10, "base", '"baseline" after "of"'],
    ["0 consecutive failures", 0, "0", "at least 1"],
    ["1.5 consecutive failures", 0, "1.5", "a whole number"],
    ["3 consecutive", 13, "the end", '"failures"'],
    ["101%_pass_rate", 0, "101", "at most 100%"],
    ["no_issues", 3, "issues", "a severity"],
    ["no_high", 7, "the end", '"issues" or "severity"'],
    ["no_high_severity_ever", 17, "ever", "nothing more"],
    ["constructor > 5%", 0, "constructor", "something that is measured"],
    ["error-rate", 10, "the end", "an operator"],
    [">= 80%; rm -rf /", 6, ";", "a word"],
    [`>= ${"9".repeat(61)}`, 3, "9".repeat(61), "at most 60 digits"],
    ["x".repeat(201), 200, `${"x".repeat(20)}…`, "at most 200 characters"],
  ])("%j at %i", (text, offset, read, expected) => {
    const result = parseCondition(text);
    expect(result).toMatchObject({ ok: false, problem: { offset, read } });
    expect(!result.ok && result.problem.expected).toContain(expected);
  });

  test.each([
    ["eror-rate > 5%", "error-rate"],
    ["latancy < 1s", "latency"],
    ["no_critcal_issues", "critical"],
    ["no_high_isues", "issues"],
    ["3 consecutve failures", "consecutive"],
    ["100%_pas_rate", "pass"],
    ["<= 200mss", "ms"],
    ["<= 200ms_p999", "p99.9"],
    ["80%", ">= 80%"],
    ["= 80%", "=="],
  ])("%s and suggests %s", (text, nearest) => {
    expect(parseCondition(text)).toMatchObject({ ok: false, problem: { nearest } });
  });

  test("with a sentence that says what was read, where and what was expected", () => {
    const text = "eror-rate > 5%";
    const result = parseCondition(text);
    expect(!result.ok && explainConditionProblem(text, result.problem)).toBe(
      '"eror-rate > 5%" is not a condition: read "eror-rate" at character 1, expected something that is measured: ' +
        'error-rate, success-rate, availability, coverage, pass-rate, latency, requests. Did you mean "error-rate"?',
    );
  });
});
