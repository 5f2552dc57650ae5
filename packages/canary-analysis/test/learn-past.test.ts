import { describe, expect, test } from "@jest/globals";
import {
  ANALYSIS_DEFAULTS,
  type AnalysisConfig,
  type AnalysisState,
  addLook,
  beginAnalysis,
  learnPast,
  learntCauseSize,
  type PastWindow,
  packState,
  unpackState,
  verdictOf,
} from "../src/index.ts";
import { geometric, poisson, seeded } from "./support/random.ts";
import { endOf, sample, windowAt } from "./support/windows.ts";

const config: AnalysisConfig = {
  ...ANALYSIS_DEFAULTS,
  metrics: [
    { kind: "errors", name: "errors", weight: 1, critical: true },
    { kind: "latency", name: "latency", weight: 1, critical: true },
  ],
};
const BEGIN = endOf(-1);
const BOUNDS = [50, 100, 200, 500];

/** Latencies of which a part is above each bound: 40, 20, 5 and 1 %. */
function latencyOf(requests: number) {
  const parts = [0.6, 0.2, 0.15, 0.04, 0.01];
  return { boundsMs: BOUNDS, counts: parts.map((part) => Math.round(part * requests)) };
}

/** An hour of stable with ten errors a minute, in bursts of a mean size. */
function past(size: number, seed = 3): readonly PastWindow[] {
  const random = seeded(seed);
  return Array.from({ length: 360 }, (_, index) => {
    const fromMs = BEGIN - (360 - index) * 10_000;
    let errors = 0;
    for (let left = poisson(10 / 6 / size, random); left > 0; left -= 1)
      errors += size === 1 ? 1 : geometric(size, random);
    const stable = sample("v1", 1_000, Math.min(1_000, errors), { latency: latencyOf(1_000) });
    return { fromMs, toMs: fromMs + 10_000, stable };
  });
}

/** Looks until the answer, with three errors a look of fifty requests at the candidate and two of 950 at stable. */
function looksUntilFail(begun: AnalysisState): number {
  let state = begun;
  for (let look = 0; look < 60; look += 1) {
    state = addLook(
      config,
      state,
      windowAt(
        look,
        sample("v2", 50, 1, { latency: latencyOf(50) }),
        sample("v1", 950, 2, { latency: latencyOf(950) }),
      ),
    );
    if (verdictOf(config, state, endOf(look)).outcome === "fail") return look + 1;
  }
  return Number.POSITIVE_INFINITY;
}

describe("stable's past", () => {
  test("makes a regression found sooner where failures never came in bursts", () => {
    const blank = looksUntilFail(beginAnalysis(config));
    expect(looksUntilFail(learnPast(config, beginAnalysis(config), past(1)))).toBeLessThan(0.8 * blank);
  });

  test("is never evidence by itself, for or against", () => {
    const state = learnPast(config, beginAnalysis(config), past(1));
    const verdict = verdictOf(config, state, BEGIN);
    expect(verdict).toMatchObject({ outcome: "inconclusive", logRegressed: 0 });
    expect(verdict.metrics.map(({ state: found }) => found)).toEqual(["no-data", "no-data"]);
    expect(verdict.metrics.every(({ logCertified }) => logCertified === 0)).toBe(true);
  });

  test("tells single failures from bursts, and the report says so", () => {
    const single = learnPast(config, beginAnalysis(config), past(1));
    const bursts = learnPast(config, beginAnalysis(config), past(5));
    expect(learntCauseSize(single)).toBeLessThan(1.3);
    expect(learntCauseSize(bursts)).toBeGreaterThan(6);
    expect(learntCauseSize(beginAnalysis(config))).toBeUndefined();
    const countedBy = (state: AnalysisState): string | undefined =>
      verdictOf(
        config,
        addLook(config, state, windowAt(0, sample("v2", 50, 0), sample("v1", 950, 2))),
        endOf(0),
      ).metrics[0]?.countedBy;
    expect(countedBy(single)).toBe("shares in cells of 10s, and each request for itself as stable's come");
    expect(countedBy(bursts)).toMatch(/^shares in cells of 10s, and bursts of about \d+ as stable's come$/);
    expect(countedBy(beginAnalysis(config))).toBe("shares in cells of 10s, whatever bursts there are");
  });

  test("chooses the bounds of latencies, so that no window is lost for it", () => {
    const learnt = learnPast(config, beginAnalysis(config), past(1));
    const look = windowAt(
      0,
      sample("v2", 50, 0, { latency: latencyOf(50) }),
      sample("v1", 950, 2, { latency: latencyOf(950) }),
    );
    const ofLatency = (state: AnalysisState) =>
      verdictOf(config, addLook(config, state, look), endOf(0)).metrics[1];
    expect(ofLatency(learnt)?.candidate.requests).toBeGreaterThan(0);
    expect(ofLatency(beginAnalysis(config))?.state).toBe("no-data");
  });

  test("leaves out windows with counts that are none, or without requests", () => {
    const [one] = past(1);
    if (one === undefined) throw new RangeError("no past");
    const broken = [
      { ...one, stable: sample("v1", 10, 20) },
      { ...one, stable: sample("v1", 10, -1) },
      { ...one, stable: sample("v1", Number.NaN, 0) },
      { ...one, stable: sample("v1", 0, 0) },
      { ...one, toMs: one.fromMs },
    ];
    const begun = beginAnalysis(config);
    expect(learnPast(config, begun, broken)).toEqual(learnPast(config, begun, []));
  });

  test("is not needed where users are known", () => {
    const state = addLook(
      config,
      learnPast(config, beginAnalysis(config), past(1)),
      windowAt(0, sample("v2", 50, 2, { harmedUsers: 1 }), sample("v1", 950, 2, { harmedUsers: 2 })),
    );
    expect(verdictOf(config, state, endOf(0)).metrics[0]).toMatchObject({
      unit: "users",
      countedBy: "users, at their first failure",
    });
  });

  test("is kept in the state as it is stored", () => {
    const state = learnPast(config, beginAnalysis(config), past(5));
    expect(unpackState(config, packState(state))).toEqual(JSON.parse(JSON.stringify(state)));
  });
});
