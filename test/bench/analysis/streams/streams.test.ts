import { describe, expect, test } from "@jest/globals";
import { partOf, quantile } from "../statistics.ts";
import { generate, planOf } from "./generate.ts";
import { BINS, binShares, slower, USUAL_LATENCY, wider } from "./latency-model.ts";
import { Random } from "./random.ts";
import { ALTERNATIVES, NULLS } from "./scenarios.ts";
import { emptyStream } from "./stream.ts";

const DRAWS = 20_000;

/** Mean and variance of draws; the seed is fixed, so a test of them fails always or never. */
function moments(draw: () => number): { readonly mean: number; readonly variance: number } {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS };
}

describe("random draws have the mean and the variance of", () => {
  test.each([0.2, 5, 11.9, 12, 80, 950])("a Poisson distribution of %d", (mean) => {
    const random = new Random(1, mean);
    const found = moments(() => random.poisson(mean));
    expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt(mean / DRAWS));
    expect(found.variance / mean).toBeCloseTo(1, 1);
  });

  test.each([
    [10, 0.3],
    [1_000, 0.05],
    [300, 0.9],
  ])("a binomial distribution of %d at %d", (trials, share) => {
    const random = new Random(2, trials);
    const found = moments(() => random.binomial(trials, share));
    const variance = trials * share * (1 - share);
    expect(Math.abs(found.mean - trials * share)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
    expect(found.variance / variance).toBeCloseTo(1, 1);
  });

  test("a geometric distribution of 5", () => {
    const random = new Random(3);
    const found = moments(() => random.geometric(5));
    expect(Math.abs(found.mean - 5)).toBeLessThan(4 * Math.sqrt(20 / DRAWS));
    expect(found.variance / 20).toBeCloseTo(1, 0);
  });
});

describe("a stream", () => {
  test("is the same for the same seed", () => {
    const [scenario] = NULLS;
    if (scenario === undefined) throw new Error("no scenario");
    const [one, same, other] = [5, 5, 6].map((seed) => {
      const stream = emptyStream(scenario.minutes);
      generate(planOf(scenario), new Random(seed), stream);
      return stream;
    });
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });

  test.each([...NULLS, ...ALTERNATIVES].map((scenario) => [scenario.name, scenario] as const))(
    "of %s adds up: every request has a latency, no release has more errors than requests",
    (_, scenario) => {
      const stream = emptyStream(scenario.minutes);
      generate(planOf(scenario), new Random(9), stream);
      for (const { cells, minutes } of [stream.candidate, stream.stable, stream.baseline]) {
        let wrong = 0;
        for (let cell = 0; cell < cells.requests.length; cell += 1) {
          let latencies = 0;
          for (let bin = 0; bin < BINS; bin += 1) latencies += cells.latency[cell * BINS + bin] ?? 0;
          const requests = cells.requests[cell] ?? 0;
          if (latencies !== requests || (cells.errors[cell] ?? 0) > requests) wrong += 1;
        }
        expect(wrong).toBe(0);
        const total = (counts: Int32Array): number => counts.reduce((sum, next) => sum + next, 0);
        expect(total(minutes.requests)).toBe(total(cells.requests));
        expect(total(minutes.errors)).toBe(total(cells.errors));
        expect(total(minutes.latency)).toBe(total(cells.latency));
      }
    },
  );

  test("of errors in bursts has as many as one of single errors, and varies more", () => {
    const errorsOf = (name: string): number[] => {
      const scenario = NULLS.find((item) => item.name === name);
      if (scenario === undefined) throw new Error(`no ${name}`);
      const stream = emptyStream(scenario.minutes);
      return Array.from({ length: 40 }, (_, run) => {
        generate(planOf(scenario), new Random(4, run), stream);
        return stream.stable.cells.errors.reduce((sum, next) => sum + next, 0);
      });
    };
    const spread = (values: readonly number[]): number => quantile(values, 0.9) - quantile(values, 0.1);
    const single = errorsOf("constant");
    const bursts = errorsOf("clustered, at once, 5 %");
    expect(quantile(bursts, 0.5) / quantile(single, 0.5)).toBeCloseTo(1, 1);
    expect(spread(bursts)).toBeGreaterThan(1.5 * spread(single));
  });
});

describe("latency", () => {
  test.each([
    ["usual", USUAL_LATENCY],
    ["slower", slower(2)],
    ["wider", wider(0.9)],
  ])("that is %s has shares that add up to 1", (_, model) => {
    const shares = binShares(model);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  });
});

describe("Wilson's interval", () => {
  test.each([
    [0, 100, 0, 0.037],
    [1, 100, 0.0018, 0.0545],
    [50, 100, 0.4038, 0.5962],
    [100, 100, 0.963, 1],
  ])("of %d of %d is %d to %d", (hits, runs, low, high) => {
    const part = partOf(hits, runs);
    expect(part.low).toBeCloseTo(low, 4);
    expect(part.high).toBeCloseTo(high, 4);
  });
});
