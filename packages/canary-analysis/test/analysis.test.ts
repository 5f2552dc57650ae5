import { describe, expect, test } from "@jest/globals";
import {
  ANALYSIS_DEFAULTS,
  type AnalysisConfig,
  type AnalysisInput,
  type AnalysisState,
  type AnalysisVerdict,
  addLook,
  beginAnalysis,
  type MetricConfig,
  packState,
  unpackState,
  verdictOf,
} from "../src/index.ts";
import { binomial, seeded } from "./support/random.ts";
import { endOf, sample, windowAt } from "./support/windows.ts";

const ERRORS: MetricConfig = { kind: "errors", name: "errors", weight: 1, critical: true };
const LATENCY: MetricConfig = { kind: "latency", name: "latency", weight: 1, critical: true };
const CPU: MetricConfig = {
  kind: "gauge",
  name: "cpu",
  weight: 1,
  critical: true,
  direction: "increase",
  allowedRatio: 1.25,
};
const configOf = (...metrics: MetricConfig[]): AnalysisConfig => ({ ...ANALYSIS_DEFAULTS, metrics });

/** Looks until the answer is not inconclusive any more, or the windows end. */
function judge(
  config: AnalysisConfig,
  looks: number,
  inputOf: (index: number) => AnalysisInput,
  state = beginAnalysis(config),
): { readonly state: AnalysisState; readonly verdict: AnalysisVerdict; readonly looks: number } {
  let now = state;
  let verdict = verdictOf(config, now, endOf(-1));
  for (let index = 0; index < looks; index += 1) {
    now = addLook(config, now, inputOf(index));
    verdict = verdictOf(config, now, endOf(index));
    if (verdict.outcome !== "inconclusive") return { state: now, verdict, looks: index + 1 };
  }
  return { state: now, verdict, looks };
}

/** Requests of which a share fails, by chance. */
function traffic(shares: readonly [candidate: number, stable: number], seed = 1, weight = 10) {
  const random = seeded(seed);
  return (index: number): AnalysisInput => {
    const [candidate, stable] = [weight * 10, (100 - weight) * 10];
    return windowAt(
      index,
      sample("v2", candidate, binomial(candidate, shares[0], random)),
      sample("v1", stable, binomial(stable, shares[1], random)),
      { weight },
    );
  };
}

describe("a canary", () => {
  test("that fails ten times as often is found, with the sentence that says so", () => {
    const { verdict, looks } = judge(configOf(ERRORS), 360, traffic([0.05, 0.005]));
    expect(verdict).toMatchObject({ outcome: "fail", reason: "regressed_errors" });
    expect(verdict.sentence).toMatch(
      /^candidate fails [\d.]+x as often as stable \(95 % CS [\d.]+-[\d.]+\) on \d+ of [\d,]+ requests \([\d.]+ %\); chance of this under no regression < 1 in [\d,]+$/,
    );
    expect(looks).toBeLessThan(30);
    const [errors] = verdict.metrics;
    expect(errors).toMatchObject({ state: "regressed", unit: "cells", sinceMs: endOf(looks - 1) });
    expect(errors?.ratio?.low).toBeGreaterThan(1);
  });

  test("that is like stable is certified, and not before bursts could have been seen", () => {
    const { verdict, looks } = judge(configOf(ERRORS), 360, traffic([0.005, 0.005]));
    expect(verdict).toMatchObject({ outcome: "pass", reason: "certified" });
    expect(verdict.sentence).toMatch(/^not worse than stable by 2x: candidate fails /);
    expect(looks).toBeGreaterThanOrEqual(18);
  });

  test("without an error in 50,000 requests, like stable, is certified by the difference of the shares", () => {
    const none = (index: number) => windowAt(index, sample("v2", 500, 0), sample("v1", 4_500, 0));
    const { verdict, looks } = judge(configOf(ERRORS), 100, none);
    expect(verdict.outcome).toBe("pass");
    expect(looks * 500).toBeLessThan(50_000);
  });

  test("whose requests get slow in the tail alone is found by the bound that shows it", () => {
    const random = seeded(3);
    const slow = (n: number, tail: number) => {
      const over = binomial(n, tail, random);
      const middle = binomial(n - over, 0.3, random);
      return { boundsMs: [50, 100, 250, 1_000], counts: [n - over - middle, middle, 0, over, 0] };
    };
    const { verdict } = judge(configOf(ERRORS, LATENCY), 360, (index) =>
      windowAt(
        index,
        sample("v2", 200, 0, { latency: slow(200, 0.05) }),
        sample("v1", 1_800, 0, { latency: slow(1_800, 0.01) }),
      ),
    );
    expect(verdict).toMatchObject({ outcome: "fail", reason: "regressed_latency" });
    expect(verdict.sentence).toContain("candidate is slower than 100ms");
  });

  test("that harms more users is judged by users where the source knows them", () => {
    const { verdict } = judge(configOf(ERRORS), 360, (index) =>
      windowAt(
        index,
        // One user with many failures each time, and no more of them than at stable.
        sample("v2", 100, 40, { harmedUsers: index % 9 === 0 ? 1 : 0 }),
        sample("v1", 900, 9, { harmedUsers: 1 }),
      ),
    );
    expect(verdict.metrics[0]?.unit).toBe("users");
    expect(verdict.outcome).not.toBe("fail");
    const harmful = judge(configOf(ERRORS), 360, (index) =>
      windowAt(index, sample("v2", 100, 40, { harmedUsers: 2 }), sample("v1", 900, 9, { harmedUsers: 1 })),
    );
    expect(harmful.verdict.sentence).toMatch(/^candidate harms users /);
  });

  test("that uses more CPU is found by the ranks, and a little more is tolerated", () => {
    const random = seeded(4);
    const cpu = (level: number) => (index: number) =>
      windowAt(
        index,
        sample("v2", 100, 0, { gauges: { cpu: [level + 0.05 * random(), level + 0.05 * random()] } }),
        sample("v1", 900, 0, { gauges: { cpu: [0.4, 0.42, 0.41 + 0.01 * random()] } }),
      );
    expect(judge(configOf(ERRORS, CPU), 60, cpu(0.7)).verdict).toMatchObject({ reason: "regressed_cpu" });
    expect(judge(configOf(ERRORS, CPU), 180, cpu(0.45)).verdict.outcome).toBe("pass");
  });

  test("whose gauge nobody measures is not passed", () => {
    const none = (index: number) => windowAt(index, sample("v2", 500, 0), sample("v1", 4_500, 0));
    expect(judge(configOf(ERRORS, CPU), 120, none).verdict).toMatchObject({ reason: "no_data_cpu" });
  });

  test("that regresses in what is not critical is not taken back, and it is named", () => {
    const watched: MetricConfig = { ...LATENCY, critical: false, boundsMs: [100] };
    const { verdict } = judge(configOf(ERRORS, watched), 100, (index) =>
      windowAt(
        index,
        sample("v2", 500, 0, { latency: { boundsMs: [100], counts: [100, 400] } }),
        sample("v1", 4_500, 0, { latency: { boundsMs: [100], counts: [4_450, 50] } }),
      ),
    );
    expect(verdict.outcome).toBe("pass");
    expect(verdict.metrics[1]).toMatchObject({ name: "latency", state: "regressed" });
  });
});

describe("what is unknown is never a pass:", () => {
  test("no look at all", () => {
    expect(verdictOf(configOf(ERRORS), beginAnalysis(configOf(ERRORS)), 0)).toMatchObject({
      outcome: "inconclusive",
      reason: "no_requests",
    });
  });

  test.each([
    ["the candidate has requests and stable none", 100, 0, "no_stable_requests"],
    ["nobody has requests for an hour", 0, 0, "no_requests"],
  ])("%s", (_, candidate, stable, reason) => {
    const { verdict } = judge(configOf(ERRORS), 360, (index) =>
      windowAt(index, sample("v2", candidate, 0), sample("v1", stable, 0), { weight: 10 }),
    );
    expect(verdict).toMatchObject({ outcome: "inconclusive", reason });
  });

  test("a candidate that gets no request though it was given some of the traffic has failed", () => {
    const { verdict, looks } = judge(configOf(ERRORS), 360, (index) =>
      windowAt(index, sample("v2", 0, 0), sample("v1", 900, 0), { weight: 10 }),
    );
    expect(verdict).toMatchObject({ outcome: "fail", reason: "zero_requests" });
    expect(verdict.sentence).toMatch(
      /^candidate got no request for 1m0?s?, about \d+ were to be expected by its weight$/,
    );
    expect(looks).toBe(6);
  });

  test("one that was given none, or where few come anyway, has not", () => {
    const at = (weight: number, stable: number) =>
      judge(configOf(ERRORS), 60, (index) =>
        windowAt(index, sample("v2", 0, 0), sample("v1", stable, 0), { weight }),
      ).verdict.outcome;
    expect(at(0, 900)).toBe("inconclusive");
    expect(at(10, 1)).toBe("inconclusive");
  });

  test("a source that is dead for long is said, and one that comes back goes on where it was", () => {
    const config = configOf(ERRORS);
    const good = traffic([0.005, 0.005]);
    const before = judge(config, 10, good);
    let state = before.state;
    for (let index = 10; index < 24; index += 1) {
      const text = "no answer from http://prometheus:9090";
      state = addLook(config, state, {
        kind: "missing",
        atMs: endOf(index),
        reason: "metrics_unreachable",
        text,
      });
    }
    expect(verdictOf(config, state, endOf(23))).toMatchObject({
      outcome: "inconclusive",
      reason: "metrics_unreachable",
      sentence: expect.stringContaining("no answer from http://prometheus:9090"),
    });
    const after = judge(config, 360, (index) => good(index + 24), state);
    expect(after.verdict.outcome).toBe("pass");
    expect(after.state.requests.candidate).toBe((10 + after.looks) * 100);
  });
});

describe("a window that cannot be used is left out, with its reason:", () => {
  const good = (index: number) => windowAt(index, sample("v2", 100, 1), sample("v1", 900, 9));
  const first = windowAt(0, sample("v2", 100, 1), sample("v1", 900, 9));
  test.each<[string, AnalysisInput, string]>([
    ["one that was used before", first, "windows_overlap"],
    ["one that overlaps it", windowAt(0.5, sample("v2", 1, 0), sample("v1", 1, 0)), "windows_overlap"],
    [
      "one of a clock that went back",
      windowAt(-90, sample("v2", 1, 0), sample("v1", 1, 0)),
      "windows_overlap",
    ],
    [
      "one that ends before it begins",
      windowAt(5, sample("v2", 1, 0), sample("v1", 1, 0), { toMs: 0 }),
      "clock_jumped",
    ],
    ["one of another release", windowAt(1, sample("v3", 1, 0), sample("v1", 1, 0)), "wrong_release"],
    ["one of the same release twice", windowAt(1, sample("v2", 1, 0), sample("v2", 1, 0)), "wrong_release"],
    ["a negative count", windowAt(1, sample("v2", -1, 0), sample("v1", 1, 0)), "counts_invalid"],
    ["a fraction of a request", windowAt(1, sample("v2", 1.5, 0), sample("v1", 1, 0)), "counts_invalid"],
    ["not a number", windowAt(1, sample("v2", Number.NaN, 0), sample("v1", 1, 0)), "counts_invalid"],
    ["more errors than requests", windowAt(1, sample("v2", 1, 2), sample("v1", 1, 0)), "counts_invalid"],
    [
      "a negative bucket",
      windowAt(1, sample("v2", 1, 0, { latency: { boundsMs: [1], counts: [2, -1] } }), sample("v1", 1, 0)),
      "counts_invalid",
    ],
  ])("%s", (_, input, reason) => {
    const config = configOf(ERRORS);
    const before = addLook(config, beginAnalysis(config), first);
    const after = addLook(config, before, input);
    expect(after.missing?.reason).toBe(reason);
    expect(after.metrics).toEqual(before.metrics);
    expect(after.requests).toEqual(before.requests);
    // And the next good one counts again.
    expect(addLook(config, after, good(2)).missing).toBeUndefined();
  });

  test("a hole between windows is none of these", () => {
    const config = configOf(ERRORS);
    const state = addLook(config, addLook(config, beginAnalysis(config), good(0)), good(500));
    expect(state.missing).toBeUndefined();
    expect(state.requests).toEqual({ candidate: 200, stable: 1_800 });
  });

  test("a thousand million requests in a window are counted like any", () => {
    for (const burstMs of [0, 10_000]) {
      const config = { ...configOf(ERRORS), burstMs };
      const { verdict } = judge(config, 60, (index) =>
        windowAt(index, sample("v2", 1e9, 5e6 + index), sample("v1", 9e9, 9e6)),
      );
      expect(verdict.reason).toBe("regressed_errors");
    }
  });
});

describe("the state", () => {
  test("is plain JSON: an analysis goes on from it as if it had not stopped", () => {
    const config = configOf(ERRORS, LATENCY, CPU);
    const good = traffic([0.01, 0.01], 9);
    const whole = judge(config, 40, good).state;
    const half = judge(config, 20, traffic([0.01, 0.01], 9)).state;
    const random = traffic([0.01, 0.01], 9);
    for (let index = 0; index < 20; index += 1) random(index);
    const rest = judge(config, 20, (index) => random(index + 20), JSON.parse(JSON.stringify(half)));
    expect(JSON.parse(JSON.stringify(rest.state))).toEqual(JSON.parse(JSON.stringify(whole)));
  });

  test("has at most 4 KB at ten metrics after an hour, packed, and comes back the same", () => {
    const metrics = Array.from(
      { length: 9 },
      (_, index): MetricConfig => ({ ...ERRORS, name: `errors-${index}` }),
    );
    const config = configOf(LATENCY, ...metrics);
    let state = beginAnalysis(config);
    const random = seeded(5);
    for (let index = 0; index < 361; index += 1) {
      const of = (version: string, requests: number, share: number) => {
        const slow = binomial(requests, 0.1, random);
        const latency = { boundsMs: [10, 50, 100, 250], counts: [requests - slow, slow, 0, 0, 0] };
        return sample(version, requests, binomial(requests, share, random), { latency });
      };
      state = addLook(config, state, windowAt(index, of("v2", 100, 0.02), of("v1", 900, 0.01)));
    }
    const line = packState(state);
    expect(line.length).toBeLessThanOrEqual(4_096);
    expect(JSON.stringify(unpackState(config, line))).toBe(JSON.stringify(state));
  });

  test.each([
    ["what is no state", "a1:AAAA", "cannot be read"],
    ["one of a later format", "a9:AAAA", "cannot be read"],
    [
      "one of other metrics",
      packState(beginAnalysis(configOf(ERRORS, CPU))),
      "is of other metrics (errors,gauge)",
    ],
  ])("is not taken from %s", (_, line, text) => {
    expect(() => unpackState(configOf(ERRORS), line)).toThrow(text);
  });
});

test("a warm-up is left out, and what the candidate did in it does not count", () => {
  const config = { ...configOf(ERRORS), warmUpMs: 60_000 };
  const { verdict, state } = judge(config, 60, (index) =>
    windowAt(index, sample("v2", 500, index < 6 ? 250 : 0), sample("v1", 4_500, 2)),
  );
  expect(verdict.outcome).toBe("pass");
  expect(state.requests.candidate % 500).toBe(0);
  expect(verdict.metrics[0]?.candidate.bad).toBe(0);
});

test("the chance of a false alarm is for all metrics together", () => {
  const one = judge(configOf(ERRORS), 360, traffic([0.03, 0.005], 2));
  const others = Array.from({ length: 9 }, (_, index): MetricConfig => ({ ...CPU, name: `gauge-${index}` }));
  const ten = judge(configOf(ERRORS, ...others), 360, traffic([0.03, 0.005], 2));
  expect(ten.verdict.reason).toBe("regressed_errors");
  // Nine others cost ln 10, so it takes longer.
  expect(ten.looks).toBeGreaterThan(one.looks);
});
