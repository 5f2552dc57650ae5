import { ANALYSIS_DEFAULTS, type AnalysisConfig } from "@deploy-actions/canary-analysis";
import { describe, expect, test } from "@jest/globals";
import { AnalysisLoop } from "../analysis-loop.ts";
import type { Counted } from "../reading-series.ts";
import { renderAnalysis, renderEvidenceChart } from "../render-analysis.ts";
import { RolloutKeeper } from "../rollout-keeper.ts";

const HEAD = {
  service: "shop",
  environment: "production",
  platform: "local",
  candidate: { version: "v2" },
} as const;
const STEPS = [
  { weight: 25, bakeMs: 60_000 },
  { weight: 100, bakeMs: 0 },
];
const LIMITS = { alpha: 0.01, beta: 0.05, tolerance: 1.1, regression: 2 };
const CONFIG: AnalysisConfig = {
  ...ANALYSIS_DEFAULTS,
  metrics: [{ kind: "errors", name: "errors", weight: 1, critical: true }],
};

function window(look: number): Counted {
  const latency = { boundsMs: [100, 200], counts: [3, 1, 0] };
  return {
    kind: "window",
    fromMs: (look - 1) * 1_000,
    toMs: look * 1_000,
    candidate: { version: "v2", requests: 4, errors: 1, latency },
    stable: { version: "v1", requests: 4, errors: 0, latency },
  };
}

/** What was kept after so many looks, one a second. */
function keep(looks: number): RolloutKeeper {
  const keeper = new RolloutKeeper(HEAD, STEPS, LIMITS, 0);
  const loop = new AnalysisLoop(CONFIG, "v2");
  keeper.began("v1");
  for (let look = 1; look <= looks; look += 1) {
    loop.add(window(look), 25);
    keeper.look(look * 1_000, 25, window(look), loop.verdict(look * 1_000), undefined);
  }
  return keeper;
}

describe("the history of a rollout", () => {
  test("has what was seen, what was decided, and how it ended", () => {
    const keeper = keep(2);
    keeper.decided(1_000, 25, "starts the step");
    const check = {
      name: "health",
      outcome: "pass",
      reason: "ok",
      required: "",
      found: "200",
      advice: "",
      sources: [],
    } as const;
    const checks = { outcome: "pass", reason: "all_passed", sentence: "", evidence: [check] } as const;
    const missing = { kind: "missing", atMs: 3_000, reason: "source_down", text: "no answer" } as const;
    keeper.look(3_000, 25, missing, undefined, checks);
    const verdict = { outcome: "pass", reason: "promoted", sentence: "v2 is live" } as const;
    const history = keeper.history(9_000, { outcome: "promoted", verdict });
    const counts = {
      requests: 4,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
      p99Ms: expect.any(Number),
    };
    expect(history).toMatchObject({
      ...HEAD,
      stable: "v1",
      startedAt: 0,
      endedAt: 9_000,
      outcome: "promoted",
      verdict,
      steps: STEPS,
      decisions: [{ at: 1_000, weight: 25, text: "starts the step" }],
      looks: [
        { at: 1_000, weight: 25, candidate: { ...counts, errors: 1 }, stable: { ...counts, errors: 0 } },
        { at: 2_000, evidence: [{ regressed: expect.any(Number), certified: expect.any(Number) }] },
        { at: 3_000, missing: "no answer" },
      ],
      analysis: { ...LIMITS, metrics: [{ name: "errors", candidate: { requests: 8, bad: 2 } }] },
      checks: [{ name: "health", outcome: "pass", text: "200" }],
    });
    expect(JSON.parse(JSON.stringify(history)).looks).toHaveLength(3);
  });

  test("says that it goes on when the run stops before its end", () => {
    expect(keep(1).history(9_000, undefined)).toMatchObject({
      outcome: "running",
      endedAt: undefined,
      verdict: { outcome: "inconclusive", reason: "under_way" },
    });
  });

  test("of a long rollout is thinned, and loses no request", () => {
    const looks = 4_001;
    const history = keep(looks).history(0, undefined);
    expect(history.looks.length).toBeLessThanOrEqual(1_500);
    const sum = (key: "requests" | "errors"): number =>
      history.looks.reduce((total, { candidate }) => total + (candidate?.[key] ?? 0), 0);
    expect([sum("requests"), sum("errors")]).toEqual([4 * looks, looks]);
    expect(history.looks.at(-1)?.at).toBe(looks * 1_000);
  });

  test("has no analysis where there was none", () => {
    const keeper = new RolloutKeeper(HEAD, STEPS, undefined, 0);
    keeper.look(1_000, 25, window(1), undefined, undefined);
    expect(keeper.history(0, undefined).analysis).toBeUndefined();
    expect(renderAnalysis(keeper)).toBeUndefined();
  });
});

describe("the analysis in a summary", () => {
  test("has its sentence first, then the evidence and a chart", () => {
    const text = renderAnalysis(keep(300))?.source ?? "";
    expect(text).toMatch(/^### Analysis: \w.*\n\n.+\.\n\nevidence .+ of 100 against, .+ of 20 for\.\n\n/);
    expect(text).toContain("\n\nCounted: errors by shares in cells of 10s, ");
    expect(text).toContain("```mermaid\nxychart-beta\n");
  });

  test("draws a long rollout with few points, all of them within the axis", () => {
    const chart = renderEvidenceChart(keep(2_000).points)?.source ?? "";
    const lines = [...chart.matchAll(/^ {2}line \[(.*)\]$/gm)].map(([, list]) =>
      (list ?? "").split(", ").map(Number),
    );
    expect(lines.map((points) => points.length)).toEqual([40, 40]);
    for (const height of lines.flat()) expect(height >= 0 && height <= 120).toBe(true);
    expect(chart).toMatch(/^ {2}x-axis "minutes of traffic" 0 --> \d+\.\d$/m);
    expect(chart).not.toMatch(/NaN|Infinity|e[+-]/);
  });

  test("draws nothing of one look", () => expect(renderEvidenceChart(keep(1).points)).toBeUndefined());
});
