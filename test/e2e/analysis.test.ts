import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ShopScene } from "../support/shop-scene.ts";

const TIMEOUT_MS = 240_000;

/** Judged by nothing but the analysis; a step may wait for long, so that counts decide and not the clock. */
const ROLLOUT = `
      steps: [{ weight: 25%, bake: 2s }, { weight: 50%, bake: 2s }, { weight: 100% }]
      abort-when: []
      analysis:
        metrics: [errors, { metric: latency, bounds: [140ms] }]
        margin: 5%
        burst: 500ms
        min-bake: 0
      grace: 3m
      interval: 250ms`;

const BAD = [
  ["v3", "regressed_errors", /^candidate fails [\d.,]+x as often as stable \(95 % CS .+\) on /],
  ["v4", "regressed_latency", /^candidate is slower than .+ as often as stable \(95 % CS .+\) on /],
] as const;

describe("by what the embedded target counts of real load, the analysis alone", () => {
  let shop: ShopScene;
  beforeAll(async () => {
    shop = await ShopScene.open({ rollouts: { production: ROLLOUT } });
    shop.load(80);
  }, TIMEOUT_MS);
  afterAll(() => shop?.close(), TIMEOUT_MS);

  test.each(BAD)(
    "takes %s back (%s)",
    async (release, reason, sentence) => {
      const run = await shop.deploy(release);
      expect(run).toMatchObject({
        exitCode: 1,
        outputs: {
          outcome: "aborted",
          verdict: "fail",
          reason,
          release: "v1",
          "analysis-outcome": "fail",
          "analysis-reason": reason,
        },
        history: { outcome: "aborted", candidate: { version: release }, verdict: { reason } },
      });
      expect(run.outputs.sentence).toMatch(sentence);
      expect(Number(run.outputs["evidence-regressed"])).toBeGreaterThanOrEqual(100);
      expect(run.log.join("\n")).toMatch(/ 25 % {2}.* \| evidence [\d.,]+ of 100 against, [\d.,]+ of 20 for/);
      expect(run.summary).toContain("### Analysis: failed");
    },
    TIMEOUT_MS,
  );

  test(
    "promotes v2 as soon as the evidence is in, and leaves a report",
    async () => {
      const run = await shop.deploy("v2");
      expect(run).toMatchObject({
        exitCode: 0,
        outputs: {
          outcome: "promoted",
          verdict: "pass",
          release: "v2",
          "analysis-outcome": "pass",
          "analysis-reason": "certified",
        },
      });
      expect(Number(run.outputs["evidence-certified"])).toBeGreaterThanOrEqual(20);
      const log = run.log.join("\n");
      expect(log).toMatch(/the analysis expects, at [\d,]+ requests a minute, of which .* fail:/);
      expect(log).toMatch(/100 % {2}.*promoted from 50 %: passed by the analysis: /);
      expect(run.summary).toContain("### Analysis: passed");
      expect(run.summary).toContain("```mermaid\nxychart-beta\n");
      expect(run.page).toMatch(/^<!doctype html>/i);
      expect(run.history).toMatchObject({
        service: "shop",
        environment: "production",
        candidate: { version: "v2" },
        stable: "v1",
        outcome: "promoted",
        verdict: { outcome: "pass", reason: "promoted" },
        analysis: { alpha: 0.01, beta: 0.05, metrics: [{ name: "errors" }, { name: "latency" }] },
      });
    },
    TIMEOUT_MS,
  );
});

describe("by paired probes, without any user and any metric system, the analysis alone", () => {
  let shop: ShopScene;
  beforeAll(async () => {
    shop = await ShopScene.open({
      rollouts: { production: ROLLOUT },
      metrics: { production: '{ synthetic: "http://<address>/products", rate: 20/s, timeout: 5s }' },
    });
  }, TIMEOUT_MS);
  afterAll(() => shop?.close(), TIMEOUT_MS);

  test.each(BAD)(
    "takes %s back in the pipeline (%s)",
    async (release, reason, sentence) => {
      const run = await shop.deploy(release, { action: "pipeline" });
      expect(run).toMatchObject({
        exitCode: 1,
        outputs: { outcome: "aborted", reason, release: "v1", "analysis-reason": reason },
      });
      expect(run.outputs.sentence?.replace(/^v\d was taken back: /, "")).toMatch(sentence);
      expect(run.page).toMatch(/^<!doctype html>/i);
    },
    TIMEOUT_MS,
  );

  test(
    "promotes v2 over two jobs: the second begins its analysis anew, and says so",
    async () => {
      const first = await shop.deploy("v2", { inputs: { until: "50%" } });
      expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: "paused", reason: "paused" } });
      const last = await shop.deploy("v2", { inputs: { continue: "true" } });
      expect(last).toMatchObject({
        exitCode: 0,
        outputs: { outcome: "promoted", verdict: "pass", release: "v2", "analysis-outcome": "pass" },
      });
      const notices = last.annotations
        .filter(({ level }) => level === "notice")
        .map(({ message }) => message);
      expect(notices).toContainEqual(expect.stringContaining("The analysis begins anew in this run"));
    },
    TIMEOUT_MS,
  );
});
