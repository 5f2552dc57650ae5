import { describe, expect, test } from "@jest/globals";
import { formatDecisionLine, planProblems, planTooCoarse, triggersNeverKnown } from "../src/index.ts";
import { planOf, trigger } from "./builders.ts";

const steps = (...weights: number[]) => ({ steps: weights.map((weight) => ({ weight, bakeMs: 0 })) });

describe("planTooCoarse", () => {
  test("accepts steps the platform can hold", () => {
    expect(planTooCoarse(steps(25, 50, 100), { traffic: "weights", granularity: 1 })).toEqual([]);
    expect(planTooCoarse(steps(0.3, 100), { traffic: "weights", granularity: 0.1 })).toEqual([]);
    expect(planTooCoarse(steps(0, 100), { traffic: "all-at-once", granularity: 100 })).toEqual([]);
  });
  test("names the step and the nearest weights", () => {
    expect(planTooCoarse(steps(25, 100), { traffic: "weights", granularity: 10 })).toEqual([
      "step 1 holds 25 %, but this platform moves traffic in steps of 10 %: use 20 % or 30 %",
    ]);
  });
  test("refuses any share on a platform that moves all traffic at once", () => {
    expect(planTooCoarse(steps(25, 50, 100), { traffic: "all-at-once", granularity: 100 })).toHaveLength(2);
  });
});

describe("planProblems", () => {
  test("finds none in the runbook's plan", () => {
    expect(planProblems(planOf())).toEqual([]);
  });
  test("finds an empty plan, a weight out of range and two triggers of one name", () => {
    expect(planProblems(planOf({ steps: [] }))).toEqual([expect.stringContaining("no steps")]);
    expect(planProblems(planOf(steps(101)))[0]).toContain("weight 101");
    expect(planProblems(planOf(steps(Number.NaN, 100)))[0]).toContain("weight NaN");
    const twice = planOf({ triggers: [trigger("error-rate > 5%"), trigger("error-rate > 5%")] });
    expect(planProblems(twice)).toEqual(['two triggers are named "error-rate > 5%"']);
  });
});

describe("triggersNeverKnown", () => {
  const plan = planOf({ triggers: [trigger("3 consecutive failures"), trigger("error-rate > 5%")] });
  test("is empty when there are checks and counts", () => {
    expect(triggersNeverKnown(plan, { checks: true, counts: true })).toEqual([]);
  });
  test("names each trigger nobody can answer", () => {
    expect(triggersNeverKnown(plan, { checks: false, counts: false })).toEqual([
      '"3 consecutive failures" counts failed checks, but there are no checks',
      '"error-rate > 5%" needs request counts, but nobody counts requests on this target',
    ]);
  });
  test("names a comparison with stable when only 100 % is baked", () => {
    const triggers = [trigger("latency p95 > 200% of baseline")];
    const sources = { checks: true, counts: true };
    const atOnce = planOf({ triggers, steps: [{ weight: 100, bakeMs: 1 }] });
    expect(triggersNeverKnown(atOnce, sources)).toEqual([
      '"latency p95 > 200% of baseline" compares with stable, but no step below 100 % has a bake to compare in',
    ]);
    expect(triggersNeverKnown(planOf({ triggers }), sources)).toEqual([]);
    expect(triggersNeverKnown(planOf({ triggers, steps: [{ weight: 100, bakeMs: 0 }] }), sources)).toEqual(
      [],
    );
  });
});

describe("formatDecisionLine", () => {
  test("aligns a line with its neighbours", () => {
    const hold = formatDecisionLine({
      weight: 25,
      candidate: { requests: 312, badPercent: 0.3, p95Ms: 41 },
      stable: { requests: 940, badPercent: 0.4, p95Ms: 40 },
      text: "hold, 3m12s of 5m left",
    });
    expect(hold).toBe(
      " 25 %  candidate    312 req   0.3 % bad  p95    41 ms | stable    940 req   0.4 % bad  p95    40 ms | hold, 3m12s of 5m left",
    );
    const later = formatDecisionLine({
      weight: 100,
      candidate: { requests: 41_200, badPercent: 12.25, p95Ms: 1_410 },
      stable: { requests: 0, badPercent: undefined, p95Ms: undefined },
      text: "hold",
    });
    expect(later.indexOf("|")).toBe(hold.indexOf("|"));
    expect(later.lastIndexOf("|")).toBe(hold.lastIndexOf("|"));
  });
  test("leaves out what nobody counted", () => {
    expect(formatDecisionLine({ weight: 50, text: "promoted from 25 %" })).toBe(" 50 %  promoted from 25 %");
  });
});
