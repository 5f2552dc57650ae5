import { describe, expect, test } from "@jest/globals";
import {
  type GaugeJudgement,
  type GaugeRule,
  type JudgePrecision,
  judgeGauge,
  KAYENTA_CLES_DEFAULTS,
  KAYENTA_DEFAULTS,
} from "../../src/gauges/index.ts";
import { ascending, quantile, withoutOutliers } from "../../src/gauges/samples.ts";
import {
  ALSO_AROUND_10,
  AROUND_10,
  AROUND_20,
  CLES_HIGH_CONTROL,
  CLES_HIGH_EXPERIMENT,
  CLES_LOW_CONTROL,
  CLES_LOW_EXPERIMENT,
  CLES_PASS_CONTROL,
  CLES_PASS_EXPERIMENT,
  SPARSE_CONTROL,
  SPARSE_EXPERIMENT,
} from "./kayenta-data.ts";

type Label = GaugeJudgement["label"];
type Change = Partial<GaugeRule>;

/** What Kayenta's own suite judges with, instead of the judge's 98 % and a quarter. */
const SUITE: JudgePrecision = { tolerance: 0.1, deviations: 1.9599639845400536 };
const CLES_SUITE: JudgePrecision = { tolerance: 0.2, deviations: 2.3263478740408408 };

const filled = (count: number, value: number): readonly number[] => Array<number>(count).fill(value);
const judge = (
  control: readonly number[],
  experiment: readonly number[],
  change: Change = {},
): GaugeJudgement => judgeGauge(control, experiment, { ...KAYENTA_DEFAULTS, ...change });

describe("published verdicts of Kayenta come out as published:", () => {
  const effect = { allowedIncrease: 1.05, criticalIncrease: 1.1 };
  test.each<[string, readonly number[], readonly number[], Change, Label]>([
    ["sparse counts (kayenta#426)", filled(6, 0), [0, 1, 2, 1, 0, 0], {}, "pass"],
    [
      "seven of ten at a hundredfold (spinnaker#6278)",
      filled(10, 1),
      [...filled(7, 100), 1, 1, 1],
      effect,
      "pass",
    ],
    [
      "eight of ten at a hundredfold (spinnaker#6278)",
      filled(10, 1),
      [...filled(8, 100), 1, 1],
      effect,
      "high",
    ],
    [
      "another spread around the same place (kayenta#780)",
      [1, 100, 4, 101, 5, 102, 6, 103, 7, 104, 8, 105, 9, 106, 17],
      [10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7],
      {},
      "pass",
    ],
    ["identical values in another order", [5, 4, 3, 2, 1], [1, 2, 3, 4, 5], {}, "pass"],
  ])("%s", (_, control, experiment, change, label) => {
    expect(judge(control, experiment, change).label).toBe(label);
  });
});

describe("the cases of Kayenta's classifier suite come out as there:", () => {
  const critical = { critical: true };
  const five = [20, 22, 21, 25, 30];
  const small = [1, 2.2, 1.1, 2.5, 3];
  const near55 = [54.9, 54.5, 55.1, 55.6, 57.4];
  test.each<[string, readonly number[], readonly number[], Change, Label, boolean]>([
    ["alike", ALSO_AROUND_10, AROUND_10, {}, "pass", false],
    ["high", ALSO_AROUND_10, AROUND_20, {}, "high", false],
    ["low", AROUND_20, AROUND_10, {}, "low", false],
    ["low, where only an increase counts", AROUND_20, AROUND_10, { direction: "increase" }, "pass", false],
    [
      "high, where only a decrease counts",
      ALSO_AROUND_10,
      AROUND_20,
      { direction: "decrease" },
      "pass",
      false,
    ],
    ["high, where an increase counts", ALSO_AROUND_10, AROUND_20, { direction: "increase" }, "high", false],
    ["low, where a decrease counts", AROUND_20, AROUND_10, { direction: "decrease" }, "low", false],
    ["high, large and sparse", SPARSE_CONTROL, SPARSE_EXPERIMENT, {}, "high", false],
    [
      "large and sparse, below the effect",
      SPARSE_CONTROL,
      SPARSE_EXPERIMENT,
      { allowedIncrease: 5 },
      "pass",
      false,
    ],
    [
      "high by the ratio of the means",
      small,
      five,
      { allowedDecrease: 0.8, allowedIncrease: 1.2 },
      "high",
      false,
    ],
    [
      "low by the ratio of the means",
      AROUND_20,
      AROUND_10,
      { allowedDecrease: 0.8, direction: "decrease" },
      "low",
      false,
    ],
    ["not low enough", five, [10, 12.2, 10.1, 12.5, 23], { allowedDecrease: 0.5 }, "pass", false],
    ["critical by default thresholds", small, five, critical, "high", true],
    ["critical high", small, five, { ...critical, criticalIncrease: 1.2 }, "high", true],
    [
      "critical low",
      [10, 20.2, 10.1, 20.5, 30],
      [2, 2, 2, 2, 3],
      { ...critical, criticalDecrease: 1.2 },
      "low",
      true,
    ],
    [
      "high, not critically",
      small,
      five,
      { ...critical, allowedIncrease: 5, criticalIncrease: 13 },
      "high",
      false,
    ],
    [
      "below both effects",
      small,
      five,
      { ...critical, allowedIncrease: 13, criticalIncrease: 15 },
      "pass",
      false,
    ],
    ["all tied", [1, 1], [1, 1, 1], {}, "pass", false],
    ["one 0 among ones", filled(5, 1), [0, 1, 1, 1, 1], { direction: "decrease" }, "pass", false],
    ["one 10 among ones", filled(5, 1), [1, 1, 1, 1, 10], {}, "pass", false],
    ["tens against ones", filled(5, 1), filled(5, 10), {}, "high", false],
    ["tens against zeros", filled(5, 0), filled(5, 10), {}, "high", false],
    ["zeros against zeros", filled(5, 0), filled(5, 0), {}, "pass", false],
    ["a mean of 0 in stable", filled(5, 0), near55, { allowedIncrease: 1.2 }, "high", false],
    ["a mean of 0 in the candidate", near55, filled(5, 0), { allowedDecrease: 0.8 }, "low", false],
    [
      "a mean of 0, critical",
      filled(10, 0),
      [0.05, 0.05, 0.0166, 0.0166, 0.0166, 0.05, 0.0333, 0.0501, 0.0501, 0.1333],
      { ...critical, nanStrategy: "replace", criticalIncrease: 1.2 },
      "high",
      true,
    ],
    ["no data", [1, 2, 3, 4, 5], [], {}, "no-data", false],
    ["no data, critical", [1, 2, 3, 4, 5], [], critical, "no-data", true],
    ["no data, replaced", [1, 2, 3, 4, 5], [], { nanStrategy: "replace" }, "pass", false],
  ])("%s", (_, control, experiment, change, label, isCritical) => {
    const judgement = judgeGauge(control, experiment, { ...KAYENTA_DEFAULTS, ...change }, SUITE);
    expect(judgement).toMatchObject({ label, isCritical });
    expect(judgement.reason).not.toBe("");
  });

  test.each<[string, readonly number[], readonly number[], number, Label]>([
    ["pass", CLES_PASS_CONTROL, CLES_PASS_EXPERIMENT, 0.5, "pass"],
    ["high", CLES_HIGH_CONTROL, CLES_HIGH_EXPERIMENT, 0.2, "high"],
    ["low", CLES_LOW_CONTROL, CLES_LOW_EXPERIMENT, 0.2, "low"],
  ])("by the common-language effect size, %s", (_, control, experiment, allowedDecrease, label) => {
    const rule = { ...KAYENTA_CLES_DEFAULTS, allowedDecrease, allowedIncrease: 0.8 };
    expect(judgeGauge(control, experiment, rule, CLES_SUITE).label).toBe(label);
  });
});

describe("what is not there or not a number:", () => {
  const stable = [1, 2, 3, 4, 5, 6];
  test.each<[string, readonly number[], Change, Partial<GaugeJudgement>]>([
    ["nothing but NaN is no data", [Number.NaN, Number.NaN], {}, { label: "no-data", isMissing: false }],
    [
      "that had to be there, counts",
      [Number.NaN],
      { mustHaveData: true },
      { label: "no-data", isMissing: true, isCritical: false },
    ],
    [
      "of a critical one, fails critically instead",
      [],
      { mustHaveData: true, critical: true },
      { label: "no-data", isMissing: false, isCritical: true },
    ],
    [
      "an infinite value is taken out",
      [Number.POSITIVE_INFINITY],
      { nanStrategy: "remove" },
      { label: "no-data" },
    ],
    ["NaN taken out changes nothing", [...stable, Number.NaN], {}, { label: "pass", effect: 1 }],
    [
      "NaN replaced is a 0",
      [...filled(6, Number.NaN), 0],
      { nanStrategy: "replace" },
      { label: "low", effect: undefined },
    ],
  ])("%s", (_, experiment, change, expected) => {
    expect(judge(stable, experiment, change)).toMatchObject(expected);
  });

  test("one value against another is no verdict", () => {
    expect(judge([1], [10], { critical: true })).toMatchObject({ label: "no-data", isCritical: true });
  });

  test.each([
    ["the candidate", [1], [], "no values of the candidate"],
    ["stable", [], [1], "no values of stable"],
    ["both", [], [], "no values of either release"],
  ])("the reason says whose values are missing: %s", (_, control, experiment, reason) => {
    expect(judge(control, experiment).reason).toBe(reason);
  });
});

describe("outliers", () => {
  const nist = [
    30, 171, 184, 201, 212, 250, 265, 270, 272, 289, 305, 306, 322, 322, 336, 346, 351, 370, 390, 404, 409,
    411, 436, 437, 439, 441, 444, 448, 451, 453, 470, 480, 482, 487, 494, 495, 499, 503, 514, 521, 522, 527,
    548, 550, 559, 560, 570, 572, 574, 578, 585, 592, 592, 607, 616, 618, 621, 629, 637, 638, 640, 656, 668,
    707, 709, 719, 737, 739, 752, 758, 766, 792, 792, 794, 802, 818, 830, 832, 843, 858, 860, 869, 918, 925,
    953, 991, 1000, 1005, 1068, 1441,
  ];

  test("beyond one and a half interquartile ranges are those the handbook of NIST names", () => {
    expect(withoutOutliers(nist, 1.5)).toEqual(nist.slice(0, -1));
    expect(withoutOutliers(nist, 3)).toEqual(nist);
  });

  test("among hardly varying values are only the very ends: the fences stay outside the first and last percentile", () => {
    const values = [...filled(195, 5), 4, 6, 6, 6, 7];
    expect(withoutOutliers(values, 3)).toEqual(values.filter((value) => value > 4 && value < 7));
  });

  test("are taken out before the judgement, where the rule says so", () => {
    const stable = [...filled(20, 10), ...filled(20, 11), ...filled(20, 12)];
    const judgement = judge(stable, [...stable, 1e6], { outliers: "remove" });
    expect(judgement).toMatchObject({ label: "pass", effect: 1 });
    expect(judge(stable, [...stable, 1e6]).effect).toBeGreaterThan(1_000);
  });

  test.each([
    [0.05, 0.175],
    [0.5, 1.75],
    [1, 3.5],
  ])("are measured by linear quantiles: %s", (share, expected) => {
    expect(quantile(ascending([3.5, 0.5, 1, 1.5, 2, 2.5, 3, 0]), share)).toBeCloseTo(expected, 12);
  });
});

test("the judgement says what it rests on", () => {
  const judgement = judge([10, 11, 12, 10, 11, 12, 10, 11], [20, 21, 22, 20, 21, 22, 20, 21]);
  expect(judgement.label).toBe("high");
  expect(judgement.reason).toBe(
    "the candidate is higher: the shift is 10, between 9 and 11; ratio of the means 1.92",
  );
});
