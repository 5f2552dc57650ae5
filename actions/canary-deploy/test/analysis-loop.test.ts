import { ANALYSIS_DEFAULTS, type AnalysisConfig } from "@deploy-actions/canary-analysis";
import type { HttpResponse } from "@deploy-actions/kernel";
import { createJsonMetricSource, type WindowCounts } from "@deploy-actions/metrics";
import { describe, expect, test } from "@jest/globals";
import { AnalysisLoop, evidenceLine, evidenceOf, formatEvidence } from "../analysis-loop.ts";
import { type Counted, ReadingSeries } from "../reading-series.ts";

const SECOND = 1_000;
const CONFIG: AnalysisConfig = {
  ...ANALYSIS_DEFAULTS,
  metrics: [{ kind: "errors", name: "errors", weight: 1, critical: true }],
  margin: 0.02,
  burstMs: 10 * SECOND,
};

function counts(
  version: string,
  requests: number,
  errors: number,
  latency: WindowCounts["latency"] = NO_LATENCY,
): WindowCounts {
  return { version, requests, errors, latency };
}

const NO_LATENCY = { boundsMs: [], counts: [0] };

/** The ten seconds before `to` (in units of ten seconds). */
function window(
  to: number,
  candidate: readonly [number, number],
  stable: readonly [number, number],
): Counted {
  return {
    kind: "window",
    fromMs: (to - 1) * 10 * SECOND,
    toMs: to * 10 * SECOND,
    candidate: counts("v2", ...candidate),
    stable: counts("v1", ...stable),
  };
}

function answered(url: string, document: unknown): HttpResponse {
  return {
    status: 200,
    headers: {},
    body: new TextEncoder().encode(JSON.stringify(document)),
    truncated: false,
    url,
    redirects: 0,
    proxied: false,
    timings: { headersMs: 1, totalMs: 1 },
    attempts: 1,
  };
}

/** A loop after `looks` windows of these counts at 25 %. */
function after(looks: number, candidate: readonly [number, number], stable: readonly [number, number]) {
  const loop = new AnalysisLoop(CONFIG, "v2");
  for (let look = 1; look <= looks; look += 1) loop.add(window(look, candidate, stable), 25);
  return loop;
}

describe("the analysis of a run", () => {
  test("has nothing to say before the candidate has traffic", () => {
    const loop = new AnalysisLoop(CONFIG, "v2");
    loop.add(window(1, [0, 0], [300, 0]), 0);
    loop.add({ kind: "missing", atMs: 20 * SECOND, reason: "source_down", text: "no answer" }, 0);
    expect(loop.verdict(20 * SECOND)).toBeUndefined();
  });

  test("learns from stable's past, and from stable alone before the candidate has traffic", () => {
    const loop = new AnalysisLoop(CONFIG, "v2");
    expect(loop.causeSize).toBeUndefined();
    // Two failures in each ten seconds, never more and never less.
    const past = Array.from({ length: 60 }, (_, index) => ({
      fromMs: (index - 60) * 10 * SECOND,
      toMs: (index - 59) * 10 * SECOND,
      stable: counts("v1", 300, 2),
    }));
    loop.learn(past.slice(0, 20));
    const before = loop.causeSize;
    expect(before).toBeLessThan(2);
    for (let look = 21; look <= 60; look += 1) loop.add(window(look, [0, 0], [300, 2]), 0);
    expect(loop.causeSize).toBeLessThan(before ?? Number.NaN);
    loop.add(window(61, [100, 1], [300, 2]), 25);
    expect(loop.verdict(610 * SECOND)?.metrics[0]).toMatchObject({
      candidate: { requests: 100, bad: 1 },
      countedBy: "shares in cells of 10s, and each request for itself as stable's come",
    });
  });

  test("takes back what fails more often, and passes what does not", () => {
    expect(after(60, [100, 10], [300, 1]).verdict(600 * SECOND)).toMatchObject({
      outcome: "fail",
      reason: "regressed_errors",
    });
    const good = after(60, [100, 0], [300, 0]).verdict(600 * SECOND);
    expect(good).toMatchObject({ outcome: "pass", reason: "certified", isBlind: false });
  });

  test("does not take a shared incident for a regression", () => {
    const shared = after(60, [100, 20], [300, 60]).verdict(600 * SECOND);
    expect(shared?.outcome).not.toBe("fail");
  });

  test("goes on over a change of the weight", () => {
    const loop = after(10, [100, 0], [300, 0]);
    loop.add(window(11, [150, 0], [250, 0]), 50);
    expect(loop.verdict(110 * SECOND)?.metrics[0]?.candidate.requests).toBe(1_150);
  });

  test("keeps its last word once the candidate has all traffic", () => {
    const loop = after(60, [100, 0], [300, 0]);
    loop.add(window(61, [400, 0], [0, 0]), 100);
    loop.add(window(62, [400, 0], [0, 0]), 100);
    const verdict = loop.verdict(10_000 * SECOND);
    expect(verdict).toMatchObject({ outcome: "pass", isBlind: false });
    expect(verdict?.metrics[0]?.candidate.requests).toBe(6_000);
  });

  test("is blind once nothing was counted for the liveness, and sees again", () => {
    const loop = after(1, [10, 0], [30, 0]);
    const missing = (atMs: number): Counted => ({
      kind: "missing",
      atMs,
      reason: "source_down",
      text: "no answer",
    });
    loop.add(missing(60 * SECOND), 25);
    expect(loop.verdict(129 * SECOND)?.isBlind).toBe(false);
    expect(loop.verdict(130 * SECOND)).toMatchObject({
      outcome: "inconclusive",
      reason: "source_down",
      isBlind: true,
    });
    loop.add(window(14, [10, 0], [30, 0]), 25);
    expect(loop.verdict(140 * SECOND)?.isBlind).toBe(false);
  });

  test("is blind too when nothing was ever counted", () => {
    const loop = new AnalysisLoop(CONFIG, "v2");
    loop.add({ kind: "missing", atMs: SECOND, reason: "source_down", text: "no answer" }, 25);
    expect(loop.verdict(121 * SECOND)).toMatchObject({ outcome: "inconclusive", isBlind: true });
  });

  test.each<[string, Counted, string]>([
    [
      "another release for the candidate",
      { ...window(2, [1, 0], [1, 0]), candidate: counts("v9", 100, 100) } as Counted,
      "the source counts v9 for v2",
    ],
    [
      "only stable",
      { ...window(2, [1, 0], [1, 0]), candidate: undefined } as Counted,
      "nobody counted the requests of the candidate",
    ],
    ["fractions", window(2, [10.5, 0], [30, 0]), "10.5 requests, expected a whole number"],
    ["more errors than requests", window(2, [10, 11], [30, 0]), "11 errors in 10 requests"],
    ["what is not a number", window(2, [Number.NaN, 0], [30, 0]), "NaN requests"],
  ])("leaves out what counts %s", (_name, counted, text) => {
    const loop = after(1, [10, 0], [30, 0]);
    loop.add(counted, 25);
    const verdict = loop.verdict(1_000 * SECOND);
    expect(verdict?.metrics[0]?.candidate.requests).toBe(10);
    expect(verdict?.sentence).toContain(text);
  });

  /** Sixty windows of good requests, with these values of `memory` for candidate and stable. */
  function withMemory(
    values: (look: number) => readonly [readonly number[] | undefined, readonly number[] | undefined],
    critical = true,
  ) {
    const memory = {
      kind: "gauge",
      name: "memory",
      weight: 1,
      critical,
      direction: "increase",
      allowedRatio: 1.25,
    } as const;
    const loop = new AnalysisLoop({ ...CONFIG, metrics: [...CONFIG.metrics, memory] }, "v2");
    const of = (
      version: string,
      requests: number,
      memoryOf: readonly number[] | undefined,
    ): WindowCounts => ({
      ...counts(version, requests, 0),
      ...(memoryOf === undefined ? {} : { gauges: { memory: memoryOf } }),
    });
    for (let look = 1; look <= 60; look += 1) {
      const [candidate, stable] = values(look);
      loop.add(
        {
          ...window(look, [0, 0], [0, 0]),
          candidate: of("v2", 100, candidate),
          stable: of("v1", 300, stable),
        } as Counted,
        25,
      );
    }
    return loop.verdict(600 * SECOND);
  }

  test("takes back what needs more memory than is allowed, though no request fails", () => {
    const verdict = withMemory((look) => [[410 + look], [200 + (look % 7), 195, 210]]);
    expect(verdict).toMatchObject({ outcome: "fail", reason: "regressed_memory" });
    expect(verdict?.sentence).toContain("memory is 2.2x stable's");
  });

  test("takes back by what a source gives, reading by reading", async () => {
    let look = 0;
    const released = (version: string, share: number, memory: readonly unknown[]) => ({
      version,
      requests: look * share,
      errors: 0,
      memory,
    });
    const answers: Readonly<Record<string, () => unknown>> = {
      // One of its two instances does not say.
      "/v2": () => released("v2", 100, [410 + look, null]),
      "/v1": () => released("v1", 300, [200 + (look % 7), 195, 210]),
    };
    const source = createJsonMetricSource({
      url: "http://stats.test/${version}",
      requests: "/requests",
      errors: "/errors",
      gauges: { memory: "/memory" },
      timeoutMs: 1_000,
      http: { send: async ({ url }) => answered(url, answers[new URL(url).pathname]?.()) },
      clock: { now: () => look * 10 * SECOND, sleep: () => Promise.resolve() },
      candidateVersion: "v2",
      stableVersion: "v1",
    });
    const memory = {
      kind: "gauge",
      name: "memory",
      weight: 1,
      critical: true,
      direction: "increase",
      allowedRatio: 1.25,
    } as const;
    const loop = new AnalysisLoop({ ...CONFIG, metrics: [...CONFIG.metrics, memory] }, "v2");
    const series = new ReadingSeries();
    for (; look <= 30; look += 1) {
      const reading = await source.read(new AbortController().signal);
      loop.add(series.next(reading, look * 10 * SECOND), 25);
    }
    const verdict = loop.verdict(300 * SECOND);
    expect(verdict).toMatchObject({ outcome: "fail", reason: "regressed_memory" });
    expect(verdict?.metrics[1]).toMatchObject({ candidate: { requests: 30 }, stable: { requests: 90 } });
  });

  test("does not mind a little more memory, nor that of a gauge which is not critical", () => {
    expect(withMemory((look) => [[220 + look / 10], [200, 195, 210]])).toMatchObject({ outcome: "pass" });
    const shown = withMemory((look) => [[410 + look], [200, 195, 210]], false);
    expect(shown).toMatchObject({ outcome: "pass" });
    expect(shown?.metrics[1]).toMatchObject({ name: "memory", state: "regressed" });
  });

  test("waits for a critical gauge that nobody has seen, and leaves out windows without values", () => {
    for (const nothing of [undefined, []]) {
      const unseen = withMemory(() => [nothing, [200]]);
      expect(unseen).toMatchObject({ outcome: "inconclusive", reason: "no_data_memory" });
    }
    const holes = withMemory((look) => (look % 2 === 0 ? [[450], [200]] : [undefined, undefined]));
    expect(holes).toMatchObject({ outcome: "fail", reason: "regressed_memory" });
    expect(holes?.metrics[1]?.candidate.requests).toBe(30);
  });

  test("compares latencies at the bounds of the source that are nearest to those of the policy", () => {
    const metrics = [
      { kind: "latency", name: "latency", weight: 1, critical: true, boundsMs: [100] },
    ] as const;
    const loop = new AnalysisLoop({ ...CONFIG, metrics }, "v2");
    const buckets = (slow: number) => ({ boundsMs: [50, 98, 250], counts: [50, 50 - slow, slow, 0] });
    for (let look = 1; look <= 60; look += 1) {
      const counted = {
        ...window(look, [0, 0], [0, 0]),
        candidate: counts("v2", 100, 0, buckets(50)),
        stable: counts("v1", 100, 0, buckets(0)),
      } as Counted;
      loop.add(counted, 50);
    }
    expect(loop.verdict(600 * SECOND)).toMatchObject({
      outcome: "fail",
      reason: "regressed_latency",
      sentence: expect.stringContaining("slower than 98ms"),
    });
  });
});

describe("evidence in a line", () => {
  test.each([
    [0, "1"],
    [Math.log(3.26), "3.2"],
    [Math.log(99.99), "99"],
    [Math.log(100), "100"],
    [Math.log(41_200), "41,200"],
    [500, "over 1,000,000"],
    [-50, "0"],
  ])("the log %d reads %s", (log, text) => expect(formatEvidence(log)).toBe(text));

  test("stands beside its threshold; what cannot be certified has none", () => {
    const verdict = after(60, [100, 0], [300, 0]).verdict(600 * SECOND);
    if (verdict === undefined) throw new Error("there is a verdict");
    expect(evidenceLine(verdict)).toMatch(/^evidence [\d.,]+ of 100 against, over 1,000,000 of 20 for$/);
    const bare = { ...verdict, metrics: [] };
    expect(evidenceLine(bare)).toMatch(/^evidence [\d.,]+ of 100 against$/);
    expect(evidenceOf(bare).certified).toBeUndefined();
  });
});
