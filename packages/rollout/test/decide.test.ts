import type { Outcome, Verdict } from "@deploy-actions/conditions";
import { describe, expect, test } from "@jest/globals";
import {
  beginRollout,
  type Decision,
  decide,
  type RolloutObservation,
  type RolloutPlan,
  type RolloutState,
  type TrafficState,
} from "../src/index.ts";
import { errorRate, look, MINUTE, planOf, running, traffic, trigger } from "./builders.ts";

const CONSECUTIVE = "3 consecutive failures";
const BAKED = 5 * MINUTE;

function checks(outcome: Outcome): Verdict {
  return { outcome, reason: `${outcome}_reason`, sentence: `checks: ${outcome}`, evidence: [] };
}

/** A rollout that has been holding 25 % since time 0. */
function at25(plan: RolloutPlan): RolloutState {
  return beginRollout(plan, look(0, traffic("v1", "v2", 25)));
}

function decideAt25(
  at: number,
  changes: Partial<RolloutObservation> = {},
  plan: RolloutPlan = planOf(),
  seen: TrafficState = traffic("v1", "v2", 25),
): Decision {
  return decide(plan, at25(plan), look(at, seen, changes));
}

describe("while a step bakes", () => {
  test("holds until the bake is over, and says how long", () => {
    const decision = decideAt25(108_000);
    expect(decision.act).toEqual({ kind: "hold", untilMs: BAKED, waitingFor: "the bake" });
    expect(decision.line).toEqual({ weight: 25, text: "hold, 3m12s of 5m left" });
  });

  test("says how many requests are missing", () => {
    const { act } = decideAt25(1_000, { candidateRequests: 12 });
    expect(act).toMatchObject({ kind: "hold", waitingFor: "the bake; waits for 38 more requests" });
  });

  test("goes to the next step exactly at the end of the bake, not a millisecond before", () => {
    expect(decideAt25(BAKED - 1).act.kind).toBe("hold");
    const decision = decideAt25(BAKED);
    expect(decision.act).toEqual({ kind: "set-weight", weight: 50 });
    expect(decision.line).toEqual({ weight: 50, text: "promoted from 25 %: no trigger in 5m, 500 requests" });
  });

  const aborts: readonly [string, Partial<RolloutObservation>, Partial<RolloutPlan>, string, Outcome][] = [
    [
      "the error rate is over its limit",
      { measured: { "error-rate > 5%": errorRate(5.1) } },
      {},
      "error_rate",
      "fail",
    ],
    [
      "latency is over its limit",
      { measured: { "latency p95 > 200ms": { known: true, value: 201, unit: "ms", text: "p95 201 ms" } } },
      { triggers: [trigger("latency p95 > 200ms")] },
      "latency",
      "fail",
    ],
    [
      "three looks in a row failed",
      { checks: checks("fail"), consecutiveFailures: 3 },
      { triggers: [trigger(CONSECUTIVE)] },
      "consecutive_failures",
      "fail",
    ],
    [
      "a check fails and nothing tolerates it",
      { checks: checks("fail") },
      {},
      "check_failed_critical",
      "fail",
    ],
    [
      "a critical check fails, also where failures in a row are counted",
      { checks: checks("fail"), critical: { ...checks("fail"), reason: "alarm" }, consecutiveFailures: 1 },
      { triggers: [trigger(CONSECUTIVE)] },
      "alarm",
      "fail",
    ],
    ["somebody cancels", { cancelled: true }, {}, "cancelled", "inconclusive"],
  ];
  test.each(aborts)("aborts at once when %s [G15]", (_name, seen, changes, reason, outcome) => {
    const decision = decideAt25(1_000, seen, planOf(changes));
    expect(decision.act).toMatchObject({ kind: "abort", verdict: { reason, outcome } });
    expect(decision.intent).toMatchObject({ phase: "aborting", reason });
    expect(decision.state.phase).toBe("aborting");
  });

  test("does not abort exactly at the limit [G15]", () => {
    expect(decideAt25(1_000, { measured: { "error-rate > 5%": errorRate(5) } }).act.kind).toBe("hold");
  });

  test("does not judge a rate on fewer requests than asked for, however bad it looks [G15]", () => {
    const few = { candidateRequests: 49, measured: { "error-rate > 5%": errorRate(50) } };
    expect(decideAt25(1_000, few).act.kind).toBe("hold");
  });

  test("lets one failed look pass when a trigger counts them", () => {
    const plan = planOf({ triggers: [trigger(CONSECUTIVE)] });
    const one = { checks: checks("fail"), consecutiveFailures: 1 };
    expect(decideAt25(1_000, one, plan).act.kind).toBe("hold");
    expect(decideAt25(BAKED, one, plan).act.kind).toBe("hold");
    expect(decideAt25(BAKED + 2 * MINUTE, one, plan).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "check_failed_critical", outcome: "fail" },
    });
  });

  const changes: readonly [string, TrafficState, string, Outcome][] = [
    [
      "the candidate is not ready",
      traffic("v1", running("v2", { ready: false, detail: "exit code 137" }), 25),
      "candidate_not_ready",
      "fail",
    ],
    ["somebody lowers its weight", traffic("v1", "v2", 0), "weight_changed", "inconclusive"],
    ["somebody raises its weight", traffic("v1", "v2", 60), "weight_changed", "inconclusive"],
    [
      "somebody deploys another stable release",
      traffic("v1-hotfix", "v2", 25),
      "stable_changed",
      "inconclusive",
    ],
  ];
  test.each(changes)("aborts when %s", (_name, seen, reason, outcome) => {
    expect(decideAt25(1_000, {}, planOf(), seen).act).toMatchObject({
      kind: "abort",
      verdict: { reason, outcome },
    });
  });

  test("ends when the candidate is gone, without touching anything", () => {
    expect(decideAt25(1_000, {}, planOf(), traffic("v1")).act).toMatchObject({
      kind: "finished",
      outcome: "aborted",
      verdict: { outcome: "fail", reason: "candidate_gone" },
    });
  });

  test("leaves the candidate of a later rollout alone", () => {
    expect(decideAt25(1_000, {}, planOf(), traffic("v1", "v3", 25)).act).toMatchObject({
      kind: "finished",
      outcome: "aborted",
      verdict: { outcome: "inconclusive", reason: "superseded" },
    });
  });

  test("reports a promotion by hand as promoted, but not as a pass", () => {
    expect(decideAt25(1_000, {}, planOf(), traffic("v2")).act).toMatchObject({
      kind: "finished",
      outcome: "promoted",
      verdict: { outcome: "inconclusive" },
    });
  });

  test("touches nothing when stable is gone: neither end is safe to choose", () => {
    expect(() => decideAt25(1_000, {}, planOf(), traffic(null, "v2", 25))).toThrow(
      expect.objectContaining({
        code: "conflict",
        message: expect.stringContaining("v1 was stable and is gone"),
      }),
    );
  });
});

describe("evidence that stays unknown", () => {
  const unknowns: readonly [string, Partial<RolloutObservation>, Partial<RolloutPlan>, string][] = [
    ["no request came", { candidateRequests: 0 }, {}, "inconclusive_zero_requests"],
    ["too few requests came", { candidateRequests: 49 }, {}, "inconclusive_too_few_requests"],
    ["nobody counts requests", { candidateRequests: undefined }, {}, "inconclusive_requests_unknown"],
    ["a trigger was not measured", { measured: {} }, {}, "inconclusive_not_measured"],
    [
      "the metric source is down",
      { measured: { "error-rate > 5%": { known: false, reason: "source_down", text: "no answer" } } },
      {},
      "inconclusive_source_down",
    ],
    [
      "the checks are inconclusive",
      { checks: checks("inconclusive") },
      {},
      "inconclusive_inconclusive_reason",
    ],
    ["failures are counted of no checks", {}, { triggers: [trigger(CONSECUTIVE)] }, "inconclusive_no_checks"],
  ];
  test.each(unknowns)("waits, then aborts, when %s", (_name, seen, changes, reason) => {
    const plan = planOf(changes);
    expect(decideAt25(BAKED, seen, plan).act).toMatchObject({ kind: "hold", untilMs: BAKED + plan.graceMs });
    expect(decideAt25(BAKED + plan.graceMs, seen, plan).act).toMatchObject({
      kind: "abort",
      verdict: { outcome: "inconclusive", reason },
    });
  });

  test("goes on as soon as it is known", () => {
    expect(decideAt25(BAKED + 1_000).act).toEqual({ kind: "set-weight", weight: 50 });
  });

  test("is carried to the end when the policy promotes without it", () => {
    const plan = planOf({ onInconclusive: "promote", steps: [{ weight: 100, bakeMs: BAKED }] });
    const seen = traffic("v1", "v2", 100);
    const state = beginRollout(plan, look(0, seen));
    const silent = { candidateRequests: 3 };
    const promoting = decide(plan, state, look(BAKED + plan.graceMs, seen, silent));
    expect(promoting.act).toEqual({ kind: "promote" });
    const end = decide(plan, promoting.state, look(BAKED + plan.graceMs, traffic("v2"), silent));
    expect(end.act).toMatchObject({
      kind: "finished",
      outcome: "promoted",
      verdict: {
        outcome: "inconclusive",
        reason: "promoted_without_evidence",
        sentence: expect.stringContaining("waits for 47 more requests"),
      },
    });
  });

  test("is not invented: triggers that no step had time for leave the verdict inconclusive", () => {
    const plan = planOf({ steps: [{ weight: 100, bakeMs: 0 }] });
    const seen = traffic("v1", "v2", 100);
    const promoting = decide(plan, beginRollout(plan, look(0, seen)), look(0, seen));
    expect(promoting.act.kind).toBe("promote");
    const end = decide(plan, promoting.state, look(0, traffic("v2")));
    expect(end.act).toMatchObject({ verdict: { outcome: "inconclusive" } });
  });
});

describe("a candidate that starts", () => {
  const starting = running("v2", { ready: false, detail: "starting" });

  test("gets no traffic before it is ready", () => {
    const plan = planOf();
    const first = decide(plan, beginRollout(plan, look(0, traffic("v1"))), look(0, traffic("v1")));
    expect(first.act).toEqual({ kind: "set-weight", weight: 0 });
    const waiting = decide(plan, first.state, look(1_000, traffic("v1", starting)));
    expect(waiting.act).toMatchObject({ kind: "hold", waitingFor: "the candidate to be ready" });
    const ready = decide(plan, waiting.state, look(9_000, traffic("v1", "v2")));
    expect(ready.act).toEqual({ kind: "set-weight", weight: 25 });
  });

  test("is given up when it is not ready in time", () => {
    const plan = planOf({ readyTimeoutMs: 30_000 });
    const begun = decide(plan, beginRollout(plan, look(0, traffic("v1"))), look(0, traffic("v1"))).state;
    const seen = decide(plan, begun, look(1_000, traffic("v1", starting)));
    expect(seen.act).toMatchObject({ kind: "hold", untilMs: 31_000 });
    expect(decide(plan, seen.state, look(31_000, traffic("v1", starting))).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "candidate_not_ready", outcome: "fail" },
    });
  });

  test("that an earlier attempt left behind, not ready, is started once more", () => {
    const plan = planOf({ readyTimeoutMs: 0 });
    const left = traffic("v1", running("v2", { ready: false, detail: "exit code 1" }));
    const again = decide(plan, beginRollout(plan, look(0, left)), look(0, left));
    expect(again.act).toEqual({ kind: "set-weight", weight: 0 });
    expect(decide(plan, again.state, look(0, left)).act).toMatchObject({
      kind: "abort",
      verdict: { sentence: expect.stringContaining("exit code 1") },
    });
  });

  test("is given up when the platform does not start it", () => {
    const plan = planOf();
    let state = beginRollout(plan, look(0, traffic("v1")));
    for (let tries = 0; tries < 3; tries += 1) {
      const decision = decide(plan, state, look(0, traffic("v1")));
      expect(decision.act.kind).toBe("set-weight");
      state = decision.state;
    }
    expect(decide(plan, state, look(0, traffic("v1"))).act).toMatchObject({
      kind: "finished",
      outcome: "aborted",
      verdict: { outcome: "fail", reason: "candidate_not_started" },
    });
  });

  test("is given up when its weight does not hold", () => {
    const plan = planOf();
    const seen = traffic("v1", "v2", 0);
    let state = beginRollout(plan, look(0, seen));
    for (let tries = 0; tries < 3; tries += 1) state = decide(plan, state, look(0, seen)).state;
    expect(decide(plan, state, look(0, seen)).act).toMatchObject({
      kind: "abort",
      verdict: { outcome: "inconclusive", reason: "weight_not_held" },
    });
  });

  test("ends at once when it is cancelled before anything runs", () => {
    const plan = planOf();
    const seen = look(0, traffic("v1"), { cancelled: true });
    expect(decide(plan, beginRollout(plan, seen), seen).act).toMatchObject({
      kind: "finished",
      outcome: "aborted",
    });
  });
});

describe("a preview at 0 %", () => {
  const plan = planOf({
    steps: [
      { weight: 0, bakeMs: MINUTE },
      { weight: 100, bakeMs: MINUTE },
    ],
  });
  const seen = traffic("v1", "v2", 0);

  test("asks for readiness and checks, not for traffic", () => {
    const state = beginRollout(plan, look(0, seen));
    const none = { candidateRequests: 0, measured: {}, checks: checks("pass") };
    expect(decide(plan, state, look(MINUTE, seen, none)).act).toEqual({ kind: "set-weight", weight: 100 });
  });

  test("does not let a failing check through", () => {
    const state = beginRollout(plan, look(0, seen));
    const failing = { checks: checks("fail") };
    expect(decide(plan, state, look(MINUTE, seen, failing)).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "check_failed_critical" },
    });
  });

  test("bakes at 100 % too, while stable is still there", () => {
    const state = beginRollout(plan, look(0, traffic("v1", "v2", 100)));
    expect(decide(plan, state, look(MINUTE - 1, traffic("v1", "v2", 100))).act.kind).toBe("hold");
    expect(decide(plan, state, look(MINUTE, traffic("v1", "v2", 100))).act.kind).toBe("promote");
  });
});

describe("a comparison with stable, at 100 % where stable gets no requests", () => {
  const triggers = [trigger("latency p95 > 200% of baseline"), trigger("error-rate > 5%")];
  const at100 = traffic("v1", "v2", 100);
  const alone = {
    "error-rate > 5%": errorRate(0.3),
    "latency p95 > 200% of baseline": { known: true, value: 41, unit: "ms", text: "p95 41ms" },
  } as const;

  test("is not asked again when an earlier step has compared", () => {
    const steps = [
      { weight: 25, bakeMs: MINUTE },
      { weight: 100, bakeMs: MINUTE },
    ];
    const plan = planOf({ triggers, steps });
    const state = beginRollout(plan, look(0, at100));
    expect(decide(plan, state, look(MINUTE, at100, { measured: alone })).act.kind).toBe("promote");
  });

  test("stays unknown when no step could compare", () => {
    const plan = planOf({ triggers, steps: [{ weight: 100, bakeMs: MINUTE }] });
    const state = beginRollout(plan, look(0, at100));
    expect(decide(plan, state, look(MINUTE, at100, { measured: alone })).act.kind).toBe("hold");
    const late = look(MINUTE + plan.graceMs, at100, { measured: alone });
    expect(decide(plan, state, late).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "inconclusive_no_baseline" },
    });
  });
});

describe("the first ever deploy", () => {
  const plan = planOf({ triggers: [trigger("latency p95 > 200% of baseline"), trigger("error-rate > 5%")] });

  test("starts at 0 %, waits for ready, and is promoted", () => {
    const begun = decide(plan, beginRollout(plan, look(0, traffic(null))), look(0, traffic(null)));
    expect(begun.act).toEqual({ kind: "set-weight", weight: 0 });
    const promoting = decide(plan, begun.state, look(1_000, traffic(null, "v2")));
    expect(promoting.act).toEqual({ kind: "promote" });
    const end = decide(plan, promoting.state, look(2_000, traffic("v2")));
    expect(end.act).toMatchObject({ outcome: "promoted", verdict: { outcome: "pass" } });
  });

  test("is aborted when it is not ready in time, though nothing serves then", () => {
    const broken = traffic(null, running("v2", { ready: false }));
    const begun = decide(plan, beginRollout(plan, look(0, broken)), look(0, broken));
    const aborting = decide(plan, begun.state, look(plan.graceMs, broken));
    expect(aborting.act.kind).toBe("abort");
    expect(decide(plan, aborting.state, look(plan.graceMs, traffic(null))).act).toMatchObject({
      outcome: "aborted",
    });
  });
});

describe("a candidate of somebody else", () => {
  test("is aborted first, and then ours starts", () => {
    const plan = planOf();
    const seen = traffic("v1", "v3", 25);
    const first = decide(plan, beginRollout(plan, look(0, seen)), look(0, seen));
    expect(first.act).toMatchObject({ kind: "abort", verdict: { reason: "superseded" } });
    expect(first.state.phase).toBe("starting");
    expect(first.intent).toEqual({ phase: "started" });
    expect(decide(plan, first.state, look(1, traffic("v1"))).act).toEqual({ kind: "set-weight", weight: 0 });
  });

  test("is aborted even when the wanted release is stable already", () => {
    const plan = planOf();
    const seen = traffic("v2", "v3", 25);
    const first = decide(plan, beginRollout(plan, look(0, seen)), look(0, seen));
    expect(first.act.kind).toBe("abort");
    expect(decide(plan, first.state, look(1, traffic("v2"))).act).toMatchObject({
      outcome: "already_stable",
    });
  });

  test("that cannot be removed stops the rollout before it starts", () => {
    const plan = planOf();
    const seen = traffic("v1", "v3", 25);
    let state = beginRollout(plan, look(0, seen));
    for (let tries = 0; tries < 3; tries += 1) state = decide(plan, state, look(0, seen)).state;
    expect(() => decide(plan, state, look(0, seen))).toThrow(expect.objectContaining({ code: "conflict" }));
  });
});

describe("promoting and aborting", () => {
  const plan = planOf();
  const full = traffic("v1", "v2", 100);
  const promoting = beginRollout(plan, look(0, full), { phase: "promoting" });

  test("asks again when the promotion did not take", () => {
    expect(decide(plan, promoting, look(0, full)).act.kind).toBe("promote");
  });

  test("aborts instead when a trigger fires before it took", () => {
    const bad = { measured: { "error-rate > 5%": errorRate(9) } };
    expect(decide(plan, promoting, look(0, full, bad)).act).toMatchObject({
      verdict: { reason: "error_rate" },
    });
  });

  test("gives a promotion up that never takes", () => {
    let state: RolloutState = promoting;
    for (let tries = 0; tries < 3; tries += 1) state = decide(plan, state, look(0, full)).state;
    expect(decide(plan, state, look(0, full)).act).toMatchObject({
      kind: "abort",
      verdict: { reason: "promotion_not_held" },
    });
  });

  test("an abort is not taken back when the numbers recover", () => {
    const aborting = decideAt25(1_000, { measured: { "error-rate > 5%": errorRate(9) } });
    const again = decide(plan, aborting.state, look(BAKED, traffic("v1", "v2", 25)));
    expect(again.act).toMatchObject({ kind: "abort", verdict: { reason: "error_rate" } });
    expect(decide(plan, again.state, look(BAKED, traffic("v1"))).act).toMatchObject({
      kind: "finished",
      outcome: "aborted",
      verdict: { outcome: "fail", reason: "error_rate" },
    });
  });

  test("says so when an abort came after the promotion had taken effect", () => {
    const aborting = decide(plan, promoting, look(0, full, { cancelled: true }));
    const end = decide(plan, aborting.state, look(1, traffic("v2")));
    expect(end.act).toMatchObject({
      kind: "finished",
      outcome: "promoted",
      verdict: {
        outcome: "inconclusive",
        reason: "cancelled",
        sentence: expect.stringContaining("v2 is live"),
      },
    });
  });

  test("calls a person when the platform does not carry the abort out", () => {
    let state: RolloutState = beginRollout(plan, look(0, full), { phase: "aborting" });
    for (let tries = 0; tries < 5; tries += 1) state = decide(plan, state, look(0, full)).state;
    expect(() => decide(plan, state, look(0, full))).toThrow(
      expect.objectContaining({ code: "remote", message: expect.stringContaining("still runs v2 at 100 %") }),
    );
  });
});
