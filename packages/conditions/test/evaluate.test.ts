import { describe, expect, test } from "@jest/globals";
import { compare, evaluate, type Measured, parseCondition, ratioPercent, type Unit } from "../src/index.ts";

function holds(text: string, measured: Measured) {
  const result = parseCondition(text);
  if (!result.ok) throw new Error(result.problem.expected);
  return evaluate(result.condition, measured);
}

function known(value: number, unit: Unit, baseline?: number): Measured {
  return { known: true, value, unit, text: `${value}`, ...(baseline === undefined ? {} : { baseline }) };
}

describe("evaluate compares unrounded values", () => {
  test.each<[string, number, Unit, boolean]>([
    [">= 80%", 79.99, "percent", false],
    [">= 80%", 79.9999999999, "percent", false],
    [">= 80%", 80, "percent", true],
    ["<= 200ms", 200, "ms", true],
    ["<= 200ms", 200.1, "ms", false],
    ["<= 200ms", 200.0000001, "ms", false],
    ["error-rate > 5%", 5.0, "percent", false],
    ["error-rate > 5%", 5.1, "percent", true],
    ["error-rate > 5%", 5.0000000001, "percent", true],
    ["== 0", 0, "count", true],
    ["== 0", 0.9, "count", false],
    ["<= 0", 0.9, "count", false],
    ["!= 0", 1, "count", true],
    ["> 7", 7.0000000001, "count", true],
    ["3 consecutive failures", 2, "count", false],
    ["3 consecutive failures", 3, "count", true],
    ["no_high_severity", 0, "count", true],
    ["no_high_severity", 1, "count", false],
    ["100%_pass_rate", 100, "percent", true],
    ["100%_pass_rate", 99.9, "percent", false],
  ])("%s of %d %s is %s", (text, value, unit, expected) => {
    expect(holds(text, known(value, unit))).toEqual({ holds: expected });
  });

  test("representation error alone never decides", () => {
    expect(holds("== 0.3%", known(0.1 + 0.2, "percent"))).toEqual({ holds: true });
    expect(holds("> 0.3%", known(0.1 + 0.2, "percent"))).toEqual({ holds: false });
    expect(holds("< 2.3%", known(0.023 * 100, "percent"))).toEqual({ holds: false });
    expect(compare(1.1 * 3, "<=", 3.3)).toBe(true);
  });

  test.each([
    [400, 200, false],
    [400.0001, 200, true],
    [0.6, 0.3, false],
    [0.2 + 0.4, 0.3, false],
    [402, 200, true],
  ])("%d ms against a baseline of %d ms is above 200 %%: %s [G15]", (value, baseline, expected) => {
    expect(holds("> 200% of baseline", known(value, "ms", baseline))).toEqual({ holds: expected });
  });
});

describe("evaluate keeps unknown unknown", () => {
  test.each<[string, string, Measured]>([
    ["the reason it came with", "no_samples", { known: false, reason: "no_samples", text: "no requests" }],
    ["a number that is none", "not_a_number", known(Number.NaN, "percent")],
    ["an infinite number", "not_a_number", known(Number.POSITIVE_INFINITY, "percent")],
    ["another unit", "unit_mismatch", known(90, "ms")],
    ["a ratio instead of per cent", "unit_mismatch", known(0.9, "count")],
  ])("%s", (_, reason, measured) => {
    expect(holds(">= 80%", measured)).toMatchObject({ holds: "unknown", reason });
  });

  test.each<[string, string, number | undefined]>([
    ["is missing", "no_baseline", undefined],
    ["is 0", "no_baseline", 0],
    ["is negative", "no_baseline", -1],
    ["is not a number", "not_a_number", Number.NaN],
  ])("when the baseline %s", (_, reason, baseline) => {
    expect(holds("< 150% of baseline", known(10, "ms", baseline))).toMatchObject({
      holds: "unknown",
      reason,
    });
  });

  test.each(["3 consecutive failures", "no_high_severity"])("when %s is asked of per cent", (text) => {
    expect(holds(text, known(0, "percent"))).toMatchObject({ holds: "unknown", reason: "unit_mismatch" });
  });
});

describe("ratioPercent", () => {
  test.each([
    [2, 40, 5],
    [4, 5, 80],
    [1, 1_000, 0.1],
    [7, 1_000, 0.7],
    [1_000, 1_000, 100],
    [0, 7, 0],
  ])("%d of %d is exactly %d", (numerator, denominator, expected) => {
    expect(ratioPercent(numerator, denominator)).toBe(expected);
  });

  test("1,901 of 2,400 lines is below 80 % and 1,920 is not", () => {
    expect(holds(">= 80%", known(ratioPercent(1_901, 2_400) ?? Number.NaN, "percent"))).toEqual({
      holds: false,
    });
    expect(holds(">= 80%", known(ratioPercent(1_920, 2_400) ?? Number.NaN, "percent"))).toEqual({
      holds: true,
    });
  });

  test("of nothing is unknown", () => {
    expect(ratioPercent(0, 0)).toBeUndefined();
    expect(ratioPercent(1, 0)).toBeUndefined();
    expect(ratioPercent(Number.NaN, 5)).toBeUndefined();
  });
});
