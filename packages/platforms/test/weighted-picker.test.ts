import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { WeightedPicker } from "../src/local/weighted-picker.ts";

function take(picker: WeightedPicker, count: number): readonly boolean[] {
  return Array.from({ length: count }, () => picker.next());
}

function countOf(picks: readonly boolean[]): number {
  return picks.filter(Boolean).length;
}

describe("the weighted choice", () => {
  test("25 % is exactly one of each four", () => {
    const picks = take(new WeightedPicker(25), 400);
    for (let start = 0; start < 400; start += 4) expect(countOf(picks.slice(start, start + 4))).toBe(1);
  });

  test("0 % is never and 100 % always", () => {
    expect(countOf(take(new WeightedPicker(0), 1_000))).toBe(0);
    expect(countOf(take(new WeightedPicker(100), 1_000))).toBe(1_000);
  });

  test("every weight of a tenth of a per cent is exact over 1,000 requests", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (tenths) => {
        expect(countOf(take(new WeightedPicker(tenths / 10), 1_000))).toBe(tenths);
      }),
    );
  });

  test("at any moment the share is never more than two requests off", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 2_000 }), (weight, count) => {
        const expected = (count * weight) / 100;
        expect(Math.abs(countOf(take(new WeightedPicker(weight), count)) - expected)).toBeLessThanOrEqual(2);
      }),
    );
  });

  test("a client that repeats a cycle of calls does not send always the same one to the candidate", () => {
    const byPlace = [0, 0, 0, 0];
    for (const [index, isCandidate] of take(new WeightedPicker(25), 4_000).entries()) {
      if (isCandidate) byPlace[index % 4] = (byPlace[index % 4] ?? 0) + 1;
    }
    for (const count of byPlace) expect(Math.abs(count - 250)).toBeLessThanOrEqual(5);
  });
});
