import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { replicaProblem, shareOf, splitReplicas } from "../../src/kubernetes/deployment/split-replicas.ts";

describe("the split of pods", () => {
  test.each([
    [4, 25, { stable: 4, candidate: 1 }, 20],
    [3, 25, { stable: 3, candidate: 1 }, 25],
    [2, 5, { stable: 2, candidate: 1 }, 33.3],
    [10, 75, { stable: 3, candidate: 10 }, 76.9],
    [3, 100, { stable: 0, candidate: 3 }, 100],
    [3, 0, { stable: 3, candidate: 0 }, 0],
  ])("of %d pods for %d %%", (full, weight, split, share) => {
    expect(splitReplicas(full, weight, true)).toEqual(split);
    expect(shareOf(split)).toBe(share);
  });

  test("never has fewer pods together than stable had alone, nor more than twice as many", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.boolean(),
        (full, weight, canShrink) => {
          const { stable, candidate } = splitReplicas(full, weight, canShrink);
          expect(stable + candidate).toBeGreaterThanOrEqual(full);
          expect(stable + candidate).toBeLessThanOrEqual(2 * full);
          if (weight > 0 && weight < 100) expect(Math.min(stable, candidate)).toBeGreaterThanOrEqual(1);
          if (!canShrink && weight < 100) expect(stable).toBe(full);
        },
      ),
    );
  });

  test("that misses a step by much is said with what is possible", () => {
    expect(replicaProblem(2, 5, true)).toBe(
      "2 replicas can give the candidate 33.3 %, 50 %, 66.7 %: a step of 5 % would be 33.3 %",
    );
    expect(replicaProblem(10, 10, true)).toBeUndefined();
    expect(replicaProblem(4, 75, false)).toContain("while an autoscaler holds stable's count");
    expect(replicaProblem(1, 100, true)).toBeUndefined();
  });
});
