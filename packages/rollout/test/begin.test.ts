import { describe, expect, test } from "@jest/globals";
import { beginRollout, decide, type RolloutIntent, type TrafficState } from "../src/index.ts";
import { look, planOf, running, traffic } from "./builders.ts";

const FRESH = undefined;

describe("beginRollout", () => {
  const cases: readonly [string, TrafficState, RolloutIntent | undefined, object][] = [
    [
      "starts at the first step beside a stable release",
      traffic("v1"),
      FRESH,
      { phase: "starting", stepIndex: 0 },
    ],
    [
      "is done when the wanted release is stable",
      traffic("v2"),
      FRESH,
      { phase: "done", outcome: "already_stable" },
    ],
    [
      "is done when its own promotion took effect",
      traffic("v2"),
      { phase: "promoting" },
      { phase: "done", outcome: "promoted" },
    ],
    [
      "goes on at the step whose weight is seen, with a fresh bake",
      traffic("v1", "v2", 50),
      { phase: "baking" },
      { phase: "baking", stepIndex: 1, stepStartedAt: 7_000 },
    ],
    [
      "goes back to the lower step from a weight in between",
      traffic("v1", "v2", 40),
      { phase: "baking" },
      { phase: "starting", stepIndex: 0 },
    ],
    ["starts over below the first step", traffic("v1", "v2", 10), FRESH, { phase: "starting", stepIndex: 0 }],
    [
      "goes on promoting at 100 %",
      traffic("v1", "v2", 100),
      { phase: "promoting" },
      { phase: "promoting", stepIndex: 2 },
    ],
    [
      "does not go on promoting at less than 100 %",
      traffic("v1", "v2", 50),
      { phase: "promoting" },
      { phase: "baking", stepIndex: 1 },
    ],
    ["finishes a promotion that is half done", traffic("v2", "v2", 50), FRESH, { phase: "promoting" }],
    [
      "goes on aborting, whatever the traffic",
      traffic("v1", "v2", 100),
      { phase: "aborting", reason: "error_rate", sentence: "error rate 8 %" },
      { phase: "aborting", abort: { outcome: "fail", reason: "error_rate", sentence: "error rate 8 %" } },
    ],
    [
      "remembers that an abort said nothing about the candidate",
      traffic("v1", "v2", 25),
      { phase: "aborting", reason: "cancelled" },
      { phase: "aborting", abort: { outcome: "inconclusive" } },
    ],
    ["notes whom it supersedes", traffic("v1", "v3", 25), FRESH, { phase: "starting", supersedes: "v3" }],
    [
      "knows a first deploy",
      traffic(null),
      FRESH,
      { phase: "starting", firstDeploy: true, stableVersion: null },
    ],
  ];
  test.each(cases)("%s", (_name, seen, intent, expected) => {
    expect(beginRollout(planOf(), look(7_000, seen), intent)).toMatchObject(expected);
  });

  test("waits for a candidate that an earlier attempt left starting at a step of 0 %", () => {
    const plan = planOf({
      steps: [
        { weight: 0, bakeMs: 1_000 },
        { weight: 100, bakeMs: 0 },
      ],
    });
    const seen = look(7_000, traffic("v1", running("v2", { ready: false }), 0));
    const state = beginRollout(plan, seen, { phase: "started" });
    expect(state).toMatchObject({ phase: "starting", stepIndex: 0 });
    expect(decide(plan, state, seen).act.kind).not.toBe("abort");
  });

  test("does not call a stable release that is not ready a success", () => {
    const seen = traffic(running("v2", { ready: false, detail: "exit code 1" }));
    expect(beginRollout(planOf(), look(0, seen))).toMatchObject({
      outcome: "already_stable",
      verdict: {
        outcome: "fail",
        reason: "stable_not_ready",
        sentence: expect.stringContaining("exit code 1"),
      },
    });
  });

  test("survives JSON: the state is plain data", () => {
    const plan = planOf();
    const observation = look(0, traffic("v1", "v2", 25));
    const state = beginRollout(plan, observation);
    const copy = JSON.parse(JSON.stringify(state));
    expect(decide(plan, copy, observation)).toEqual(decide(plan, state, observation));
  });

  test("refuses a plan that cannot be followed, with every problem in one message", () => {
    const plan = planOf({
      steps: [
        { weight: 50, bakeMs: 0 },
        { weight: 25, bakeMs: -1 },
      ],
    });
    expect(() => beginRollout(plan, look(0, traffic("v1")))).toThrow(
      /step 2 \(25 %\) does not give more .*50 %.*step 2 bakes for -1 ms.*last step gives 25 %/,
    );
  });
});
