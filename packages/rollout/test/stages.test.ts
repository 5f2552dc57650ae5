import { describe, expect, test } from "@jest/globals";
import { beginRollout, decide, planProblems, type RolloutState } from "../src/index.ts";
import { errorRate, look, MINUTE, planOf, running, traffic } from "./builders.ts";

const at25 = traffic("v1", "v2", 25);
const paused = { phase: "baking", pausedAt: 0 } as const;

describe("a rollout over several runs", () => {
  test("ends its run once the step's weight is there, and leaves the bake to the next", () => {
    const plan = planOf({ until: 25 });
    const state = beginRollout(plan, look(0, traffic("v1")));
    const started = decide(plan, state, look(0, traffic("v1")));
    expect(started.act).toEqual({ kind: "set-weight", weight: 0 });
    const raised = decide(plan, started.state, look(1, traffic("v1", "v2", 0)));
    expect(raised.act).toEqual({ kind: "set-weight", weight: 25 });
    const { act, state: last } = decide(plan, raised.state, look(2, at25));
    expect(act).toMatchObject({
      kind: "finished",
      outcome: "paused",
      verdict: {
        outcome: "pass",
        reason: "paused",
        sentence: "v2 holds 25 %, to bake for 5m: a later run goes on from here",
      },
    });
    expect(last.phase).toBe("done");
  });

  test("does not end well on a step whose trigger fires already", () => {
    const plan = planOf({ until: 25 });
    const state = beginRollout(plan, look(0, at25));
    const bad = look(1, at25, { measured: { "error-rate > 5%": errorRate(50) } });
    expect(decide(plan, state, bad).act).toMatchObject({ kind: "abort", verdict: { reason: "error_rate" } });
  });

  test("counts the bake from when the run before left it", () => {
    const plan = planOf({ until: 50 });
    const early = look(5 * MINUTE - 1, at25);
    expect(decide(plan, beginRollout(plan, early, paused), early).act.kind).toBe("hold");
    const late = look(5 * MINUTE, at25);
    expect(decide(plan, beginRollout(plan, late, paused), late).act).toEqual({
      kind: "set-weight",
      weight: 50,
    });
  });

  test("without word of a pause the bake begins anew", () => {
    const late = look(5 * MINUTE, at25);
    const state = beginRollout(planOf(), late, { phase: "baking" });
    expect(decide(planOf(), state, late).act).toMatchObject({ kind: "hold", untilMs: 10 * MINUTE });
  });

  test.each([
    ["was taken back", traffic("v1"), "candidate_gone", "fail"],
    ["gave way to a newer one", traffic("v1", "v3", 10), "superseded", "inconclusive"],
  ] as const)("is not begun again when its candidate %s meanwhile", (_name, seen, reason, outcome) => {
    const plan = planOf();
    const now = look(MINUTE, seen);
    expect(decide(plan, beginRollout(plan, now, paused), now).act).toMatchObject({
      kind: "finished",
      outcome: "aborted",
      verdict: { reason, outcome },
    });
  });

  test("stops at a step of the plan only", () => {
    expect(planProblems(planOf({ until: 30 }))).toEqual([
      "there is no step of 30 % to stop at; the steps are 25 %, 50 %, 100 %",
    ]);
    expect(planProblems(planOf({ until: 50 }))).toEqual([]);
  });
});

describe("a candidate that cannot run", () => {
  const failure = {
    reason: "image_pull",
    text: "pod web-candidate-1: image shop:v2 cannot be pulled",
    lines: ["Failed to pull image: not found"],
  };
  const broken = running("v2", { ready: false, failure });

  test.each([
    ["at 0 %", 0],
    ["under traffic", 25],
  ])("is given up at once %s, with the platform's own words", (_name, weight) => {
    const plan = planOf();
    const state: RolloutState = { ...beginRollout(plan, look(0, traffic("v1", "v2", weight))), attempts: 1 };
    const { act } = decide(plan, state, look(1, traffic("v1", broken, weight)));
    expect(act).toMatchObject({
      kind: "abort",
      verdict: {
        outcome: "fail",
        reason: "image_pull",
        evidence: [{ found: `${failure.text}\n${failure.lines[0]}` }],
      },
    });
  });

  test("left behind by an earlier attempt is started once more", () => {
    const now = look(0, traffic("v1", broken, 0));
    const state = beginRollout(planOf(), now);
    expect(decide(planOf(), state, now).act).toEqual({ kind: "set-weight", weight: 0 });
  });
});

describe("a rollout that an engine drives", () => {
  const plan = planOf({ drivenByEngine: true });
  const seen = (phase: "idle" | "running" | "waiting" | "failed", weight: number, inconclusive = false) => ({
    ...traffic("v1", "v2", weight),
    engine: { phase, message: `engine says ${phase}`, inconclusive },
  });
  const start = (): RolloutState =>
    decide(plan, beginRollout(plan, look(0, traffic("v1"))), look(0, traffic("v1"))).state;

  test("is started, and then only watched", () => {
    const { act, line } = decide(plan, start(), look(1, seen("running", 20)));
    expect(act.kind).toBe("hold");
    expect(line).toEqual({ weight: 20, text: "hold, engine says running" });
  });

  test("ends its run once the engine has begun, when asked to", () => {
    const { act } = decide({ ...plan, until: 100 }, start(), look(1, seen("running", 20)));
    expect(act).toMatchObject({ kind: "finished", outcome: "paused", verdict: { outcome: "pass" } });
  });

  test.each([
    [false, "fail"],
    [true, "inconclusive"],
  ] as const)("is taken back when the engine gave up (inconclusive: %s)", (isInconclusive, outcome) => {
    const { act } = decide(plan, start(), look(1, seen("failed", 0, isInconclusive)));
    expect(act).toMatchObject({
      kind: "abort",
      verdict: {
        outcome,
        reason: "engine_aborted",
        sentence: "the engine gave v2 up at 0 %: engine says failed",
      },
    });
  });

  test("is taken back when a trigger of the policy fires", () => {
    const bad = look(1, seen("running", 20), { measured: { "error-rate > 5%": errorRate(50) } });
    expect(decide(plan, start(), bad).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "error_rate" },
    });
  });

  test("that waits for a person is left to wait without a runner after the grace", () => {
    const { state } = decide(plan, start(), look(MINUTE, seen("running", 20)));
    const held = decide(plan, state, look(2 * MINUTE, seen("waiting", 20)));
    expect(held.act.kind).toBe("hold");
    expect(decide(plan, held.state, look(3 * MINUTE, seen("waiting", 20))).act).toMatchObject({
      kind: "finished",
      outcome: "paused",
      verdict: { outcome: "inconclusive", reason: "engine_waits" },
    });
  });

  test("is promoted when the engine is done", () => {
    const { state } = decide(plan, start(), look(1, seen("running", 80)));
    const { act } = decide(plan, state, look(2, traffic("v2")));
    expect(act).toMatchObject({ kind: "finished", outcome: "promoted", verdict: { outcome: "pass" } });
  });
});
