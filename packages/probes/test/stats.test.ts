import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  binomialCdf,
  binomialLower,
  binomialUpper,
  cleanTrialsFor,
  minimumSamples,
  nearestRank,
  quantileInterval,
} from "../src/index.ts";

describe("exact binomial bounds", () => {
  test.each([
    [0, 0.99],
    [1, 1.57],
    [2, 2.08],
    [3, 2.56],
  ])("%i errors of 300 leave at most %f %% possible", (errors, percent) => {
    expect(100 * binomialUpper(errors, 300)).toBeCloseTo(percent, 1);
  });

  test.each([
    [0.05, 59],
    [0.01, 299],
    [0.001, 2_995],
  ])("no error proves less than %f from n = %i on, and not one sample earlier", (limit, n) => {
    expect(cleanTrialsFor(limit)).toBe(n);
    expect(binomialUpper(0, n)).toBeLessThan(limit);
    expect(binomialUpper(0, n - 1)).toBeGreaterThanOrEqual(limit);
  });

  test.each([
    [22, 300],
    [7, 60],
  ])("%i of %i is the first count that proves more than 5 %%", (errors, n) => {
    expect(binomialLower(errors, n)).toBeGreaterThan(0.05);
    expect(binomialLower(errors - 1, n)).toBeLessThan(0.05);
  });

  test("1 of 10 is anything from 0.3 to 44.5 % (two-sided 95 %)", () => {
    expect(100 * binomialLower(1, 10, 0.975)).toBeCloseTo(0.25, 1);
    expect(100 * binomialUpper(1, 10, 0.975)).toBeCloseTo(44.5, 1);
  });

  test("nothing seen leaves everything possible", () => {
    expect([binomialLower(0, 0), binomialUpper(0, 0)]).toEqual([0, 1]);
    expect(binomialUpper(5, 5)).toBe(1);
  });

  test("the distribution function agrees with the plain sum", () => {
    const plain = (k: number, n: number, p: number): number => {
      let sum = 0;
      for (let j = 0, choose = 1; j <= k; j += 1) {
        sum += choose * p ** j * (1 - p) ** (n - j);
        choose = (choose * (n - j)) / (j + 1);
      }
      return sum;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(40),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, k, p) => {
          expect(binomialCdf(Math.min(k, n), n, p)).toBeCloseTo(plain(Math.min(k, n), n, p), 9);
        },
      ),
    );
  });

  test("the bounds always hold the observed rate, and narrow with n", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (n, raw) => {
        const failures = Math.min(raw, n);
        expect(binomialLower(failures, n)).toBeLessThanOrEqual(failures / n + 1e-9);
        expect(binomialUpper(failures, n)).toBeGreaterThanOrEqual(failures / n - 1e-9);
        expect(binomialUpper(2 * failures, 2 * n)).toBeLessThanOrEqual(binomialUpper(failures, n) + 1e-9);
      }),
    );
  });

  test("counts of a million do not overflow", () => {
    expect(binomialUpper(10_000, 1_000_000)).toBeCloseTo(0.01016, 4);
  });
});

describe("percentiles", () => {
  test.each([
    [100, 90, 100],
    [200, 184, 197],
    [500, 465, 485],
    [1_000, 936, 964],
  ])("the 95 %% interval of p95 of %i values goes from rank %i to %i", (n, lower, upper) => {
    expect(quantileInterval(n, 95)).toEqual({ lower, upper });
  });

  test.each([
    [95, 59],
    [99, 299],
    [50, 5],
  ])("p%i has an upper bound from n = %i on", (percentile, n) => {
    expect(minimumSamples(percentile)).toBe(n);
    expect(quantileInterval(n, percentile, 0.9).upper).toBe(n);
    expect(quantileInterval(n - 1, percentile, 0.9).upper).toBeUndefined();
  });

  test.each([
    [19, 19],
    [20, 19],
    [100, 95],
    [1, 1],
  ])("nearest-rank p95 of 1..%i is %i", (n, expected) => {
    expect(
      nearestRank(
        Array.from({ length: n }, (_, index) => index + 1),
        95,
      ),
    ).toBe(expected);
  });

  test("there is no percentile of nothing", () => {
    expect(nearestRank([], 95)).toBeUndefined();
    expect(quantileInterval(0, 95)).toEqual({ lower: undefined, upper: undefined });
  });
});
