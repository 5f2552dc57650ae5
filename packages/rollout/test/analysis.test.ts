import type { Outcome } from "@deploy-actions/conditions";
import { describe, expect, test } from "@jest/globals";
import {
  type AnalysisAnswer,
  beginRollout,
  type Decision,
  decide,
  type RolloutObservation,
  type RolloutPlan,
  type RolloutState,
  type TrafficState,
} from "../src/index.ts";
import { look, MINUTE, planOf, running, traffic } from "./builders.ts";

const BAKED = 5 * MINUTE;
const GRACE = 2 * MINUTE;
const SENTENCE = "candidate fails 4.1x as often as stable";

function says(outcome: Outcome, reason = "undecided", isBlind = false): AnalysisAnswer {
  const evidence = { name: "errors", outcome, reason, required: "", found: "", advice: "", sources: [] };
  return { outcome, reason, sentence: SENTENCE, evidence: [evidence], isBlind };
}

/** Judged by the analysis alone. */
function analysed(changes: Partial<RolloutPlan> = {}): RolloutPlan {
  return planOf({ triggers: [], analysis: { minBakeMs: 2 * MINUTE, earlyPromotion: true }, ...changes });
}

const at = (weight: number): TrafficState => traffic("v1", "v2", weight);

/** The decision of a rollout that has held `weight` since time 0. */
function decideAt(
  now: number,
  weight: number,
  changes: Partial<RolloutObservation>,
  plan = analysed(),
): Decision {
  return decide(plan, beginRollout(plan, look(0, at(weight))), look(now, at(weight), changes));
}

describe("an analysis that has seen a regression", () => {
  const bad = { analysis: says("fail", "errors_regressed") };

  test.each([
    ["in the middle of a bake", 25, planOf({ analysis: analysed().analysis })],
    ["at the last step beside stable", 50, analysed()],
    ["at 100 %", 100, analysed({ steps: [{ weight: 100, bakeMs: BAKED }] })],
    ["where only triggers were asked to tolerate failures", 25, analysed({ onInconclusive: "promote" })],
  ])("takes the candidate back at once %s, with its own verdict", (_name, weight, plan) => {
    expect(decideAt(1, weight, bad, plan).act).toMatchObject({
      kind: "abort",
      verdict: { outcome: "fail", reason: "errors_regressed", sentence: SENTENCE },
    });
  });

  test("takes it back while the next step begins, and while it is made stable", () => {
    const plan = analysed();
    const state = beginRollout(plan, look(0, at(25)));
    const raised = decide(plan, state, look(BAKED, at(25), { analysis: says("inconclusive") }));
    expect(raised.act).toEqual({ kind: "set-weight", weight: 50 });
    // The platform still shows 25 %: the step was asked for and is not there yet.
    expect(decide(plan, raised.state, look(BAKED + 1, at(25), bad)).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "errors_regressed" },
    });
    const promoting: RolloutState = { ...state, phase: "promoting", stepIndex: 2, attempts: 1 };
    expect(decide(plan, promoting, look(BAKED, at(100), bad)).act).toMatchObject({ kind: "abort" });
  });

  test("counts among the evidence beside that of the triggers", () => {
    const plan = planOf({ analysis: analysed().analysis });
    const { act } = decideAt(1, 25, bad, plan);
    expect(act.kind === "abort" && act.verdict.evidence.map(({ name }) => name)).toEqual([
      "error-rate > 5%",
      "errors",
    ]);
  });

  test("means nothing where no release was stable: there was nothing to compare with", () => {
    const plan = analysed();
    const state = beginRollout(plan, look(0, traffic(null, "v2", 100)));
    expect(decide(plan, state, look(1, traffic(null, "v2", 100), bad)).act.kind).toBe("promote");
  });

  test("takes back what an engine drives", () => {
    const plan = analysed({ drivenByEngine: true });
    const engine = { phase: "running", message: "step 1", inconclusive: false } as const;
    const seen = { ...at(20), engine };
    const state: RolloutState = { ...beginRollout(plan, look(0, seen)), attempts: 1 } as RolloutState;
    expect(decide(plan, state, look(1, seen, bad)).act).toMatchObject({ kind: "abort" });
  });
});

describe("an analysis that has not decided", () => {
  const undecided = { analysis: says("inconclusive") };

  test("does not stop a rollout from giving the candidate more beside stable", () => {
    expect(decideAt(BAKED - 1, 25, undecided).act.kind).toBe("hold");
    expect(decideAt(BAKED, 25, undecided).act).toEqual({ kind: "set-weight", weight: 50 });
  });

  test("holds the last step beside stable, and says what it waits for", () => {
    const { act, line } = decideAt(BAKED, 50, undecided);
    expect(act).toEqual({
      kind: "hold",
      untilMs: BAKED + GRACE,
      waitingFor: `analysis: ${SENTENCE}`,
    });
    expect(line.text).toBe(`hold, at most 2m for analysis: ${SENTENCE}`);
  });

  test.each([
    ["abort", { kind: "abort", verdict: { outcome: "inconclusive", reason: "inconclusive_undecided" } }],
    ["promote", { kind: "set-weight", weight: 100 }],
    [
      "pause",
      {
        kind: "finished",
        outcome: "paused",
        verdict: {
          outcome: "inconclusive",
          reason: "inconclusive_undecided",
          sentence: `still unknown at 50 % after 7m: analysis (${SENTENCE}); v2 stays there, and a later run goes on`,
        },
      },
    ],
  ] as const)("ends that step as on-inconclusive says: %s", (onInconclusive, expected) => {
    expect(decideAt(BAKED + GRACE, 50, undecided, analysed({ onInconclusive })).act).toMatchObject(expected);
  });

  test("that is promoted all the same is not called a pass", () => {
    const plan = analysed({ onInconclusive: "promote" });
    const end = finishFrom(
      plan,
      BAKED + GRACE,
      decideAt(BAKED + GRACE, 50, undecided, plan).state,
      undecided,
    );
    expect(end).toMatchObject({
      outcome: "promoted",
      verdict: { outcome: "inconclusive", reason: "promoted_without_evidence" },
    });
  });

  test("without any count is as missing as one that says so", () => {
    expect(decideAt(BAKED + GRACE, 50, { analysis: undefined }).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "inconclusive_no_counts" },
    });
  });

  test("gets its time in a run that goes on with a step another run has held long ago", () => {
    const plan = analysed();
    const state = beginRollout(plan, look(60 * MINUTE, at(50)), { phase: "baking", pausedAt: 0 });
    const then = 60 * MINUTE + BAKED + GRACE;
    expect(decide(plan, state, look(then - 1, at(50), undecided)).act).toMatchObject({ untilMs: then });
    expect(decide(plan, state, look(then, at(50), undecided)).act.kind).toBe("abort");
  });
});

describe("an analysis whose source is dead", () => {
  const blind = { analysis: says("inconclusive", "source_down", true) };

  test.each([25, 50])("lets nothing go up at %d %%", (weight) => {
    expect(decideAt(BAKED, weight, blind).act).toMatchObject({ kind: "hold", untilMs: BAKED + GRACE });
    expect(decideAt(BAKED + GRACE, weight, blind).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "inconclusive_source_down", outcome: "inconclusive" },
    });
  });

  test("is nothing to wait for before users come and after stable has gone", () => {
    const plan = analysed({ steps: [{ weight: 0, bakeMs: 0 }, ...analysed().steps] });
    expect(decideAt(1, 0, {}, plan).act).toEqual({ kind: "set-weight", weight: 25 });
  });
});

describe("an analysis that has passed the candidate", () => {
  const good = { analysis: says("pass", "certified") };

  test("cuts each bake that is left to the shortest one allowed", () => {
    for (const [weight, next] of [
      [25, 50],
      [50, 100],
    ] as const) {
      expect(decideAt(2 * MINUTE - 1, weight, good).act).toMatchObject({ untilMs: 2 * MINUTE });
      const { act, line } = decideAt(2 * MINUTE, weight, good);
      expect(act).toEqual({ kind: "set-weight", weight: next });
      expect(line.text).toBe(`promoted from ${weight} %: passed by the analysis: ${SENTENCE}`);
    }
  });

  test("never makes a bake longer", () => {
    const plan = analysed({ analysis: { minBakeMs: 60 * MINUTE, earlyPromotion: true } });
    expect(decideAt(BAKED, 25, good, plan).act).toEqual({ kind: "set-weight", weight: 50 });
  });

  test("leaves the bakes as they are where early promotion is switched off", () => {
    const plan = analysed({ analysis: { minBakeMs: 2 * MINUTE, earlyPromotion: false } });
    expect(decideAt(BAKED - 1, 50, good, plan).act).toMatchObject({ untilMs: BAKED });
    expect(decideAt(BAKED, 50, good, plan).act).toEqual({ kind: "set-weight", weight: 100 });
  });

  test("does not answer for a trigger that is still unknown: that one has the whole bake and the grace", () => {
    const plan = planOf({ analysis: analysed().analysis });
    const few = { ...good, candidateRequests: 1 };
    expect(decideAt(2 * MINUTE, 25, few, plan).act).toMatchObject({ kind: "hold", untilMs: BAKED + GRACE });
  });

  test("ends in a pass, also when it gets no counts at 100 % any more", () => {
    const plan = analysed();
    const left = decideAt(2 * MINUTE, 50, good, plan);
    expect(finishFrom(plan, 2 * MINUTE, left.state, {})).toMatchObject({
      outcome: "promoted",
      verdict: { outcome: "pass", reason: "promoted" },
    });
  });
});

describe("a candidate that got all traffic without a pass", () => {
  const gap = {
    outcome: "promoted",
    verdict: { outcome: "inconclusive", reason: "promoted_without_evidence" },
  };

  test.each([
    ["has no step beside stable", { steps: [{ weight: 100, bakeMs: 0 }] }],
    ["was moved by an engine", { drivenByEngine: true }],
  ])("is live, but not passed, when it %s", (_name, changes) => {
    const plan = analysed(changes);
    const state: RolloutState = { ...beginRollout(plan, look(0, at(100))), attempts: 1 } as RolloutState;
    expect(finishFrom(plan, 0, state, {})).toMatchObject(gap);
  });

  test("is fine on a first deploy: there is nothing to compare with", () => {
    const plan = analysed();
    const first = beginRollout(plan, look(0, traffic(null, "v2", 100)));
    expect(finishFrom(plan, 0, first, {}, traffic(null, "v2", 100))).toMatchObject({
      verdict: { outcome: "pass" },
    });
  });

  test("is fine in a run that goes on at 100 %: the run before stood at the gate", () => {
    const plan = analysed();
    const state = beginRollout(plan, look(0, at(100)), { phase: "baking", pausedAt: 0 });
    expect(finishFrom(plan, 0, state, {})).toMatchObject({ verdict: { outcome: "pass" } });
    const unknown = beginRollout(plan, look(0, at(100)), { phase: "baking" });
    expect(finishFrom(plan, 0, unknown, {})).toMatchObject(gap);
    // It stood at the gate, and was let through without evidence.
    const without = beginRollout(plan, look(0, at(100)), { phase: "baking", pausedAt: 0, hasGaps: true });
    expect(finishFrom(plan, 0, without, {})).toMatchObject(gap);
  });
});

/** Carries out what is decided until the end, with the same evidence at every look. */
function finishFrom(
  plan: RolloutPlan,
  since: number,
  begun: RolloutState,
  changes: Partial<RolloutObservation>,
  from: TrafficState = at(100),
) {
  let state = begun;
  let seen = from;
  let now = since;
  for (let turn = 0; turn < 100; turn += 1) {
    const { act, state: next } = decide(plan, state, look(now, seen, changes));
    state = next;
    if (act.kind === "finished") return act;
    if (act.kind === "abort") throw new Error(act.verdict.sentence);
    if (act.kind === "set-weight" && plan.drivenByEngine !== true) seen = at(act.weight);
    if (act.kind === "promote" || plan.drivenByEngine === true) seen = traffic(running("v2"));
    if (act.kind === "hold") now = act.untilMs;
  }
  throw new Error("the rollout does not end");
}
