import { describe, expect, test } from "@jest/globals";
import { findRoot } from "../../src/gauges/brent-root.ts";
import { estimateShift, standardized } from "../../src/gauges/mann-whitney.ts";
import { comparePairs, shareAbove } from "../../src/gauges/pairs-above.ts";
import { ascending } from "../../src/gauges/samples.ts";
import {
  HALVES_CONTROL,
  HALVES_EXPERIMENT,
  MORE_HALVES_CONTROL,
  MORE_HALVES_EXPERIMENT,
  SPARSE_CONTROL,
  SPARSE_EXPERIMENT,
} from "./kayenta-data.ts";

const AT_95 = 1.9599639845400536;
const AT_98 = 2.3263478740408408;

describe("the shift of two samples is what R and Kayenta publish for", () => {
  test.each([
    [
      "latencies in steps of a half",
      HALVES_EXPERIMENT,
      HALVES_CONTROL,
      AT_95,
      -0.500002521696696,
      -3.486287505871302e-5,
      -0.4999393907180323,
    ],
    [
      "twice as many, at 98 %",
      MORE_HALVES_EXPERIMENT,
      MORE_HALVES_CONTROL,
      AT_98,
      -0.4999173250549087,
      -6.912685789769486e-6,
      -3.45044082729315e-5,
    ],
    [
      "rates that are mostly 0",
      SPARSE_EXPERIMENT,
      SPARSE_CONTROL,
      AT_95,
      3.521755377702165e-5,
      2.02456461662334e-5,
      2.6279243045155653e-5,
    ],
    [
      "seven of ten at a hundredfold (spinnaker#6278)",
      [100, 100, 100, 100, 100, 100, 100, 1, 1, 1],
      Array<number>(10).fill(1),
      AT_98,
      6.825022991538781e-5,
      99,
      98.99992904170193,
    ],
  ])("%s", (_, experiment, control, deviations, low, high, estimate) => {
    const shift = estimateShift(experiment, control, deviations);
    expect(shift?.low).toBeCloseTo(low, 6);
    expect(shift?.high).toBeCloseTo(high, 6);
    // Kayenta's own suites allow this for the estimate, too.
    expect(Math.abs((shift?.estimate ?? 0) - estimate)).toBeLessThan(1e-4);
  });

  test("the same data to the last digits, where Kayenta printed them", () => {
    const shift = estimateShift(
      [100, 100, 100, 100, 100, 100, 100, 1, 1, 1],
      Array<number>(10).fill(1),
      AT_98,
    );
    expect(shift?.estimate).toBeCloseTo(98.99992904170193, 13);
    expect(shift?.low).toBeCloseTo(6.825022991538781e-5, 13);
  });

  test.each([
    [-3.124999999999986, AT_95, 17.090968923762254],
    [5.555555555555557, AT_95, -20.997687930433106],
    [-3.124999999999986, -AT_95, 21.01089689284236],
    [5.555555555555557, -AT_95, -17.077759961353],
  ])("the statistic at a shift of %s", (shift, quantile, expected) => {
    const statistic = standardized(ascending(SPARSE_EXPERIMENT), ascending(SPARSE_CONTROL), shift);
    expect(statistic - quantile).toBeCloseTo(expected, 6);
  });
});

describe("where nothing can be told there is no shift", () => {
  test.each([
    ["one value against one", [10], [1]],
    ["one value against one that rounds apart", [0.3], [0.1]],
    ["all tied", [3, 3], [1, 1, 1]],
    ["no values", [], [1, 2, 3]],
    ["differences beyond a double", [1e308, 1.1e308, 1.2e308], [-1e308, -1.1e308]],
  ])("%s", (_, values, others) => {
    expect(estimateShift(values, others, AT_98)).toBeUndefined();
  });
});

describe("pairs", () => {
  test.each([
    ["apart", [4, 5], [1, 2, 3], 6, 0],
    ["tied", [1, 1], [1, 1, 1], 3, 120],
    ["mixed", [1, 3, 3, 9], [0, 3, 4], 7, 24],
    ["none", [], [1], 0, 0],
  ])("%s: a tie counts half, and is counted", (_, values, others, above, ties) => {
    expect(comparePairs(values, others)).toEqual({ above, ties });
    expect(comparePairs(others, values)).toEqual({ above: values.length * others.length - above, ties });
    const raised = values.map((value) => value + 7);
    expect(comparePairs(raised, others, 7)).toEqual({ above, ties });
  });

  test("as a share they are the common-language effect size of Kayenta's suite", () => {
    expect(shareAbove([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])).toBe(0.5);
    expect(shareAbove([1, 2], [24, 25])).toBe(0);
  });
});

describe("the root is found", () => {
  test("of a smooth function, to the tolerance", () => {
    const f = (at: number): number => at ** 3 - 2;
    expect(findRoot(f, 0, 5, f(0), f(5))).toBeCloseTo(2 ** (1 / 3), 4);
  });

  test("of a jump, at the jump", () => {
    const f = (at: number): number => (at < 0.7 ? 3 : -1);
    expect(findRoot(f, -1, 2, 3, -1)).toBeCloseTo(0.7, 3);
  });

  test("at an end of the bracket, without asking", () => {
    const never = (): number => {
      throw new Error("asked");
    };
    expect(findRoot(never, 1, 2, 0, -1)).toBe(1);
    expect(findRoot(never, 1, 2, 1, 0)).toBe(2);
  });
});
