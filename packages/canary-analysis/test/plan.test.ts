import { describe, expect, test } from "@jest/globals";
import {
  ANALYSIS_DEFAULTS,
  type AnalysisConfig,
  addLook,
  beginAnalysis,
  planAnalysis,
  verdictOf,
} from "../src/index.ts";
import { poisson, seeded } from "./support/random.ts";
import { endOf, sample, windowAt } from "./support/windows.ts";

const config: AnalysisConfig = {
  ...ANALYSIS_DEFAULTS,
  metrics: [{ kind: "errors", name: "errors", weight: 1, critical: true }],
};

/** Median time to an answer of the real analysis, in milliseconds. */
function medianMs(
  weight: number,
  rpm: number,
  share: number,
  ratio: number,
  answer: "fail" | "pass",
): number {
  const random = seeded(21);
  const times: number[] = [];
  const [candidate, stable] = [(rpm / 6) * (weight / 100), (rpm / 6) * (1 - weight / 100)];
  for (let run = 0; run < 60; run += 1) {
    let state = beginAnalysis(config);
    let looks = 0;
    for (; looks < 1_000; looks += 1) {
      const bad = [poisson(candidate * share * ratio, random), poisson(stable * share, random)] as const;
      state = addLook(
        config,
        state,
        windowAt(looks, sample("v2", candidate, Math.min(candidate, bad[0])), sample("v1", stable, bad[1])),
      );
      if (verdictOf(config, state, endOf(looks)).outcome === answer) break;
    }
    times.push((looks + 1) * 10_000);
  }
  return times.sort((a, b) => a - b)[times.length / 2] ?? Number.NaN;
}

describe("the plan says how long it takes, as the analysis then does", () => {
  test("sooner where it is known that each failure stands for itself", () => {
    const detect = (perCause: number | undefined) =>
      planAnalysis(config, { requestsPerMinute: 6_000, badShare: 0.005, perCause }, [
        { weight: 10, bakeMs: 0 },
      ]).steps[0]?.detectMs.map(({ ms }) => ms ?? Number.NaN) ?? [];
    const [known, unknown] = [detect(1), detect(undefined)];
    expect(known.at(-1)).toBeLessThan(unknown.at(-1) ?? Number.NaN);
    expect(known.every((ms, index) => ms <= (unknown[index] ?? Number.NaN))).toBe(true);
    expect(detect(9)).toEqual(unknown);
  });

  test.each([
    [10, 6_000, 0.005, 2],
    [10, 6_000, 0.005, 5],
    [25, 1_200, 0.01, 5],
    [50, 600, 0.02, 5],
  ])("to find x%s", (weight, rpm, share, ratio) => {
    const { steps } = planAnalysis(config, { requestsPerMinute: rpm, badShare: share }, [
      { weight, bakeMs: 0 },
    ]);
    const planned = steps[0]?.detectMs.find((one) => one.ratio === ratio)?.ms ?? Number.NaN;
    const found = medianMs(weight, rpm, share, ratio, "fail");
    expect(planned / found).toBeGreaterThan(0.5);
    expect(planned / found).toBeLessThan(2);
  });

  test.each([
    [10, 6_000, 0.005],
    [25, 6_000, 0.005],
    [50, 600, 0.02],
  ])("to certify at %d %%", (weight, rpm, share) => {
    const { steps } = planAnalysis(config, { requestsPerMinute: rpm, badShare: share }, [
      { weight, bakeMs: 0 },
    ]);
    const found = medianMs(weight, rpm, share, 1, "pass");
    expect((steps[0]?.certifyMs ?? Number.NaN) / found).toBeGreaterThan(0.5);
    expect((steps[0]?.certifyMs ?? Number.NaN) / found).toBeLessThan(2);
  });
});

describe("a plan that cannot decide in its bake", () => {
  const steps = [
    { weight: 5, bakeMs: 300_000 },
    { weight: 100, bakeMs: 0 },
  ];

  test("says so, and what it would need", () => {
    const { problems } = planAnalysis(config, { requestsPerMinute: 120, badShare: 0.01 }, steps);
    expect(problems).toEqual([
      expect.stringMatching(
        /^the steps bake for 5m, which is not enough at 120 requests a minute of which 1 % fail to show that the candidate is not 2x as bad: 5 % alone needs about \d+h/,
      ),
    ]);
  });

  test("without any traffic would take more than a day", () => {
    const { problems } = planAnalysis(config, { requestsPerMinute: 0, badShare: 0 }, steps);
    expect(problems[0]).toContain("it would take more than a day at 5 %");
  });

  test("one that can has no problem", () => {
    const enough = [{ weight: 25, bakeMs: 600_000 }];
    expect(planAnalysis(config, { requestsPerMinute: 6_000, badShare: 0.005 }, enough).problems).toEqual([]);
  });
});
