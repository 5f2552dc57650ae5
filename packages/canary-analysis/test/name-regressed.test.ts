import { expect, test } from "@jest/globals";
import { nameRegressed } from "../src/name-regressed.ts";
import { logWeightedMean } from "../src/numeric/log-mean.ts";

const evidence = (...values: readonly number[]) =>
  values.map((value, index) => ({ index, logEvidence: Math.log(value) }));

test.each([
  [[1, 1, 1], []],
  [[299, 1, 1], []],
  [[300, 1, 1], [0]],
  // Once the first is named, the next needs only 2 / alpha.
  [
    [1, 300, 200],
    [1, 2],
  ],
  [
    [300, 99, 300],
    [0, 2],
  ],
  [[100], [0]],
])("of %j at 1 %%, those named are %j", (values, named) => {
  expect([...nameRegressed(evidence(...values), 0.01)].sort()).toEqual(named);
});

test("the mean of evidence is weighted, and holds numbers far too large", () => {
  const mean = (...parts: readonly (readonly [number, number])[]) =>
    logWeightedMean(parts.map(([weight, logEvidence]) => ({ weight, logEvidence })));
  expect(mean([1, Math.log(2)], [3, Math.log(6)])).toBeCloseTo(Math.log(5), 12);
  expect(mean([1, 5_000], [1, 0])).toBeCloseTo(5_000 - Math.log(2), 9);
  expect(mean()).toBe(0);
});
