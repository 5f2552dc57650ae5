import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { logHypergeometric, logTilt, type Margins } from "../src/numeric/hypergeometric.ts";

/** Binomial coefficients as whole numbers of any size. */
function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i += 1) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

/** A quotient of whole numbers of any size, to the digits of a double. */
function quotient(a: bigint, b: bigint): number {
  const digits = 10n ** 25n;
  return Number((a * digits) / b) / 1e25;
}

function exactly(x: number, { candidate, stable, marked }: Margins): number {
  return quotient(choose(candidate, x) * choose(stable, marked - x), choose(candidate + stable, marked));
}

const margins = fc
  .record({ candidate: fc.nat(40), stable: fc.nat(60), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ candidate, stable, part }) => ({
    candidate,
    stable,
    marked: Math.round(part * (candidate + stable)),
  }));

describe("the hypergeometric distribution", () => {
  test("has the probabilities of whole-number arithmetic", () => {
    fc.assert(
      fc.property(margins, fc.nat(40), (given, x) => {
        const isPossible = x <= given.candidate && x <= given.marked && given.marked - x <= given.stable;
        const expected = isPossible ? exactly(x, given) : 0;
        // Below, the expectation itself has fewer digits.
        if (expected > 1e-10 || !isPossible)
          expect(Math.exp(logHypergeometric(x, given))).toBeCloseTo(expected, 12);
      }),
    );
  });

  test("tilted sums to what its terms sum to", () => {
    fc.assert(
      fc.property(margins, fc.double({ min: -4, max: 4, noNaN: true }), (given, logOdds) => {
        let sum = 0;
        for (let x = 0; x <= given.candidate; x += 1)
          sum += Math.exp(logHypergeometric(x, given) + x * logOdds);
        expect(logTilt(given, logOdds)).toBeCloseTo(Math.log(sum), 10);
      }),
    );
  });

  test.each([
    [1e7, 1e7, 1e7],
    [5e5, 9.5e6, 1e5],
    [1, 1e7, 1],
    [1e9, 1e7, 1e8],
    [1e7, 3, 5e6],
  ])("sums to 1 for margins of %d, %d and %d", (candidate, stable, marked) => {
    expect(Math.abs(logTilt({ candidate, stable, marked }, 0))).toBeLessThan(1e-11);
  });

  test.each([2, 0.5, 80])("for large margins has the mean that is known, at odds of %d", (odds) => {
    // The mean of the tilted distribution is the slope of its logarithm; exchanging both groups mirrors it.
    const given = { candidate: 2e6, stable: 6e6, marked: 3e6 };
    const h = 1e-4;
    const mean = (logTilt(given, Math.log(odds) + h) - logTilt(given, Math.log(odds) - h)) / (2 * h);
    // The mode, by the quadratic for neighbours that are alike, is within one of the mean.
    const a = odds - 1;
    const b = -((given.marked + given.candidate) * odds + given.stable - given.marked);
    const c = given.candidate * given.marked * odds;
    const mode = (-b - Math.sqrt(b * b - 4 * a * c)) / (2 * a);
    expect(Math.abs(mean - mode)).toBeLessThan(1.5);
  });

  test("is certain where nothing or everything is marked, or a group is empty", () => {
    expect(logTilt({ candidate: 10, stable: 20, marked: 0 }, 1)).toBe(0);
    expect(logTilt({ candidate: 10, stable: 20, marked: 30 }, 1)).toBe(10);
    expect(logTilt({ candidate: 0, stable: 20, marked: 3 }, 1)).toBe(0);
    expect(logTilt({ candidate: 10, stable: 0, marked: 3 }, 1)).toBe(3);
  });
});
