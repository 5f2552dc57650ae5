import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { planOf } from "./builders.ts";
import { MISHAPS, runLoop, World } from "./simulation.ts";

const mishap = fc.oneof({ weight: 3, arbitrary: fc.constant("none" as const) }, fc.constantFrom(...MISHAPS));
const weights = fc
  .uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 4 })
  .map((list) => [...list.sort((a, b) => a - b), 100]);
const plans = fc
  .record({
    weights,
    bakeMs: fc.constantFrom(0, 60_000, 300_000),
    onInconclusive: fc.constantFrom("abort" as const, "promote" as const),
    analysis: fc.option(fc.record({ minBakeMs: fc.constantFrom(0, 120_000), earlyPromotion: fc.boolean() }), {
      nil: undefined,
    }),
  })
  .map(({ weights: list, bakeMs, onInconclusive, analysis }) =>
    planOf({ steps: list.map((weight) => ({ weight, bakeMs })), onInconclusive, analysis }),
  );
const scripts = fc.array(fc.array(mishap, { maxLength: 40 }), { minLength: 1, maxLength: 4 });

describe("a rollout, whatever happens to it", () => {
  test("keeps its rules, ends each run, and one more undisturbed run leaves nothing half done", () => {
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(plans, scripts, fc.boolean(), (plan, runs, isFirstDeploy) => {
        const world = new World();
        if (isFirstDeploy) world.stable = null;
        for (const script of runs) {
          const end = runLoop(world, plan, script);
          ends.set(end.how, (ends.get(end.how) ?? 0) + 1);
          expect(end.how).not.toBe("endless");
          world.isCancelled = false;
        }
        const last = runLoop(world, plan, []);
        expect(last.how).toBe("finished");
        expect(last.turns).toBeLessThan(200);
        expect(world.candidate).toBeNull();
        expect(world.weight).toBe(0);
        expect(world.violations).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    // The property means nothing unless the runs really ended in every way.
    expect([...ends.keys()].sort()).toEqual(["crashed", "finished", "refused"]);
  });

  test("undisturbed, a good candidate takes all traffic and a bad one none", () => {
    fc.assert(
      fc.property(plans, fc.boolean(), (plan, isBad) => {
        const world = new World();
        world.hasErrors = isBad;
        expect(runLoop(world, plan, []).how).toBe("finished");
        const isSeen = isBad && plan.steps.some((step) => step.weight > 0);
        expect(world.stable?.release.version).toBe(isSeen ? "v1" : "v2");
        expect(world.violations).toEqual([]);
      }),
    );
  });

  test("a cancelled run never leaves the traffic in between", () => {
    fc.assert(
      fc.property(plans, fc.nat({ max: 60 }), (plan, turn) => {
        const world = new World();
        const end = runLoop(world, plan, [...Array.from({ length: turn }, () => "none" as const), "cancel"]);
        expect(end.how).toBe("finished");
        expect(end.turns).toBeLessThanOrEqual(turn + 1);
        expect(world.candidate).toBeNull();
      }),
    );
  });
});
