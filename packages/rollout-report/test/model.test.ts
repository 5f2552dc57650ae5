import { describe, expect, test } from "@jest/globals";
import type { HistoryLook, RolloutHistory } from "../src/index.ts";
import { plannedSegments, stepOutcomes, weightSegments } from "../src/model/bakes.ts";
import { bucketLooks } from "../src/model/buckets.ts";
import { LIMITS } from "../src/model/limits.ts";
import { tidyHistory } from "../src/model/tidy-history.ts";
import { decisiveMetric, totalsOf } from "../src/model/totals.ts";
import { wilsonInterval } from "../src/model/wilson.ts";
import { formatEvidence, formatPowerOfTen, formatRate, formatRatio } from "../src/page/format.ts";
import { abortedHistory, promotedHistory } from "./support/histories.ts";

function history(changes: Partial<RolloutHistory>): RolloutHistory {
  return { ...abortedHistory(), startedAt: 0, endedAt: 1_000, looks: [], decisions: [], ...changes };
}

function tidy(raw: RolloutHistory): RolloutHistory {
  const [limits] = LIMITS;
  if (limits === undefined) throw new Error("No limits.");
  return tidyHistory(raw, limits);
}

function look(at: number, requests: number | undefined, errors = 0): HistoryLook {
  return {
    at,
    weight: 5,
    ...(requests === undefined ? { missing: "no answer" } : { candidate: { requests, errors } }),
  };
}

describe("buckets", () => {
  const never = () => false;

  test("keep apart what is counted, empty and unknown", () => {
    const looks = [
      look(10, 5, 1),
      look(20, 5),
      look(30, 0),
      look(40, undefined),
      look(50, undefined),
      look(60, 7),
    ];
    const buckets = bucketLooks(looks, 0, never, 10);
    expect(buckets.map(({ from, to, candidate }) => [from, to, candidate?.requests])).toEqual([
      [0, 20, 10],
      [20, 30, 0],
      [30, 50, undefined],
      [50, 60, 7],
    ]);
    expect(buckets[2]?.unknown).toEqual({ from: 30, to: 50, reason: "no answer" });
  });

  test("throw them together when there were too many, and still say what is unknown", () => {
    const looks = Array.from({ length: 100 }, (_, index) =>
      look((index + 1) * 10, index % 2 ? undefined : 5),
    );
    const buckets = bucketLooks(looks, 0, (span) => span.to - span.from >= 100, 20);
    expect(buckets).toHaveLength(10);
    expect(
      buckets.every(({ unknown, candidate }) => unknown !== undefined && candidate?.requests === 25),
    ).toBe(true);
  });

  test("a rest too small for a bucket of its own joins the one before", () => {
    const looks = [10, 20, 30, 40, 50].map((at) => look(at, 5));
    const buckets = bucketLooks(looks, 0, (span) => span.to - span.from >= 20, 10);
    expect(buckets.map(({ from, to }) => [from, to])).toEqual([
      [0, 20],
      [20, 50],
    ]);
  });

  test("latencies are weighted by requests; windows without requests have none", () => {
    const looks: HistoryLook[] = [
      { at: 1, weight: 5, candidate: { requests: 10, errors: 0, p95Ms: 100 } },
      { at: 2, weight: 5, candidate: { requests: 30, errors: 0, p95Ms: 200 } },
      { at: 3, weight: 5, candidate: { requests: 5, errors: 0 } },
    ];
    const [bucket] = bucketLooks(looks, 0, never, 10);
    expect(bucket?.candidate).toMatchObject({ requests: 45, p95Ms: 175 });
    expect(bucket?.candidate?.p50Ms).toBeUndefined();
  });
});

describe("the plan", () => {
  const steps = [
    { weight: 5, bakeMs: 300 },
    { weight: 50, bakeMs: 300 },
    { weight: 100, bakeMs: 100 },
  ];
  const decisions = [
    { at: 100, weight: 5, text: "" },
    { at: 250, weight: 5, text: "still" },
    { at: 400, weight: 50, text: "" },
    { at: 600, weight: 0, text: "rolled back" },
  ];

  test("is held against the time each weight really had", () => {
    const outcomes = stepOutcomes(history({ steps, decisions }));
    expect(outcomes.map(({ actualMs }) => actualMs)).toEqual([300, 200, undefined]);
    expect(weightSegments(history({ decisions })).map(({ weight }) => weight)).toEqual([5, 50, 0]);
    expect(plannedSegments(history({ steps, decisions })).map(({ from, to }) => [from, to])).toEqual([
      [100, 400],
      [400, 700],
      [700, 800],
    ]);
  });

  test("is held against the looks where no decisions were noted", () => {
    const looks = [look(100, 1), { ...look(500, 1), weight: 50 }];
    expect(stepOutcomes(history({ steps, looks })).map(({ actualMs }) => actualMs)).toEqual([
      400,
      500,
      undefined,
    ]);
  });
});

describe("totals", () => {
  test("the harmed are the bad ones beyond stable's rate, never fewer than none", () => {
    const side = (requests: number, errors: number) => ({ requests, errors });
    const totals = (candidate: HistoryLook["candidate"], stable: HistoryLook["stable"]) =>
      totalsOf(history({ looks: [{ at: 1, weight: 5, candidate, stable }] })).harmed;
    expect(totals(side(1_000, 50), side(10_000, 100))).toBe(40);
    expect(totals(side(1_000, 1), side(10_000, 100))).toBe(0);
    expect(totals(side(1_000, 50), side(0, 0))).toBeUndefined();
    expect(totals(side(1_000, 50), undefined)).toBeUndefined();
  });

  test("the decisive metric is the regressed one, or none", () => {
    expect(decisiveMetric(abortedHistory())?.name).toBe("errors");
    expect(decisiveMetric(promotedHistory())).toBeUndefined();
  });
});

describe("numbers that are none", () => {
  test.each([
    ["negative requests", { requests: -1, errors: 0 }],
    ["more bad than requests", { requests: 1, errors: 2 }],
    ["no number", { requests: Number.NaN, errors: 0 }],
    ["without end", { requests: Number.POSITIVE_INFINITY, errors: 0 }],
  ])("%s make the window unknown, not empty", (_, candidate) => {
    const [tidied] = tidy(history({ looks: [{ at: 1, weight: 5, candidate }] })).looks;
    expect(tidied?.candidate).toBeUndefined();
    expect(tidied?.missing).toBe("the counts are not counts");
  });

  test("looks are put in order", () => {
    const looks = [look(30, 1), look(10, 2), look(Number.NaN, 3), look(20, 4)];
    expect(tidy(history({ looks })).looks.map(({ at }) => at)).toEqual([10, 20, 30]);
  });

  // Brown, Cai, DasGupta 2001; R: prop.test(x, n, correct = FALSE).
  test.each([
    [0, 10, 0, 0.27753],
    [1, 10, 0.01788, 0.40415],
    [50, 1_000, 0.03814, 0.06531],
    [10, 10, 0.72247, 1],
    [0, 0, 0, 1],
  ])("%d bad of %d have the Wilson interval %d to %d", (bad, requests, low, high) => {
    const interval = wilsonInterval(bad, requests);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test("are written as what they are", () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 900].map(formatEvidence)).toEqual(
      ["–", "∞", "0", "10³⁹⁰"],
    );
    expect([0, 1_000, 0.08, 1].map((value) => formatEvidence(Math.log(value)))).toEqual([
      "0",
      "1,000",
      "0.08",
      "1",
    ]);
    expect([-7, -2, 0, 4, 12].map(formatPowerOfTen)).toEqual(["10⁻⁷", "0.01", "1", "10,000", "10¹²"]);
    expect([Number.NaN, Number.POSITIVE_INFINITY, 4.08, 23.4, 0.31].map(formatRatio)).toEqual([
      "–",
      "∞",
      "4.1×",
      "23×",
      "0.31×",
    ]);
    expect([
      formatRate(0, 0),
      formatRate(0, 9),
      formatRate(2, 1_000),
      formatRate(1, 1e9),
      formatRate(9, 9),
    ]).toEqual(["–", "0\u00a0%", "0.20\u00a0%", "<\u00a00.001\u00a0%", "100\u00a0%"]);
  });
});
