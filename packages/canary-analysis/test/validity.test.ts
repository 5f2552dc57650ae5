import { describe, expect, test } from "@jest/globals";
import { addCounts } from "../src/cells/timed-counts.ts";
import type { CountWindow } from "../src/counts/count-window.ts";
import {
  addWindow,
  logEvidence,
  noEvidence,
  noRegression,
  type OddsHypothesis,
  regressionOf,
} from "../src/counts/odds-evidence.ts";
import { addRiskWindow } from "../src/counts/risk-evidence.ts";
import { binomial, seeded } from "./support/random.ts";

const RUNS = 1_500;
const LOOKS = 20;
const ALPHA = 0.05;
const BOUND = Math.log(1 / ALPHA);
/** Five standard errors of the simulation: the seeds are fixed, so it fails always or never. */
const SLACK = 5 * Math.sqrt((ALPHA * (1 - ALPHA)) / RUNS);

/** What a window is drawn from; the shares may change from look to look. */
interface Scene {
  readonly candidate: number;
  readonly stable: number;
  shares(look: number): readonly [candidate: number, stable: number];
}

/** Part of the runs whose evidence is ever beyond the bound, at the worst look. */
function everBeyond(scene: Scene, seed: number, evidenceOf: () => (window: CountWindow) => number): number {
  const random = seeded(seed);
  let beyond = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const add = evidenceOf();
    for (let look = 0; look < LOOKS; look += 1) {
      const [ofCandidate, ofStable] = scene.shares(look);
      const evidence = add({
        candidate: { requests: scene.candidate, bad: binomial(scene.candidate, ofCandidate, random) },
        stable: { requests: scene.stable, bad: binomial(scene.stable, ofStable, random) },
      });
      if (evidence >= BOUND) {
        beyond += 1;
        break;
      }
    }
  }
  return beyond / RUNS;
}

function withOdds(share: number, ratio: number): number {
  const odds = (ratio * share) / (1 - share);
  return odds / (1 + odds);
}

const ofOdds = (hypothesis: OddsHypothesis) => () => {
  let evidence = noEvidence(hypothesis);
  return (window: CountWindow) => {
    evidence = addWindow(hypothesis, evidence, window);
    return logEvidence(evidence);
  };
};

const ofRisk = (margin: number) => () => {
  let evidence = 0;
  let seen = { requests: 0, bad: 0 };
  return (window: CountWindow) => {
    evidence = addRiskWindow(margin, evidence, seen, window);
    seen = addCounts(seen, addCounts(window.candidate, window.stable));
    return evidence;
  };
};

describe("looked at after every window, at the worst moment, evidence passes 1/alpha with probability alpha at most:", () => {
  test.each([
    ["at the tolerance itself", 1.1, 1.1],
    ["where both are alike and nothing is tolerated", 1, 1],
  ])("a regression, %s", (_, tolerance, ratio) => {
    const scene = {
      candidate: 60,
      stable: 540,
      shares: () => [withOdds(0.02, ratio), 0.02],
    } satisfies Scene;
    const part = everBeyond(scene, 1, ofOdds(noRegression(tolerance)));
    expect(part).toBeLessThan(ALPHA + SLACK);
    // It is a test, too: one that never fires would pass above.
    expect(part).toBeGreaterThan(ALPHA / 20);
  });

  test("a regression, while an incident hits both and the split is what it is", () => {
    const share = (look: number): number => (look > 8 && look < 14 ? 0.2 : 0.002);
    const scene = {
      candidate: 30,
      stable: 170,
      shares: (look) => [share(look), share(look)],
    } satisfies Scene;
    expect(everBeyond(scene, 2, ofOdds(noRegression(1)))).toBeLessThan(ALPHA + SLACK);
  });

  test("a certificate, for a candidate that is just too bad", () => {
    const scene = { candidate: 200, stable: 400, shares: () => [withOdds(0.02, 2), 0.02] } satisfies Scene;
    const part = everBeyond(scene, 3, ofOdds(regressionOf(2)));
    expect(part).toBeLessThan(ALPHA + SLACK);
    expect(part).toBeGreaterThan(ALPHA / 20);
  });

  test.each([
    ["a stable without errors", 0, 0.01],
    ["a stable with some", 0.005, 0.015],
    ["one worse than the margin", 0.005, 0.02],
  ])("an absolute certificate, for a candidate that is just too bad beside %s", (_, stable, candidate) => {
    const scene = { candidate: 150, stable: 450, shares: () => [candidate, stable] } satisfies Scene;
    expect(everBeyond(scene, 4, ofRisk(0.01))).toBeLessThan(ALPHA + SLACK);
  });
});

describe("evidence comes", () => {
  test("against a candidate three times as bad within its first handful of errors", () => {
    const add = ofOdds(noRegression(1.1))();
    let evidence = 0;
    let errors = 0;
    for (let look = 0; evidence < Math.log(100); look += 1) {
      // 5 % of 6,000 requests, 0.5 % of them bad at stable and 5 % at the candidate.
      evidence = add({ candidate: { requests: 300, bad: 15 }, stable: { requests: 5_700, bad: 28 } });
      errors += 15;
      expect(look).toBeLessThan(5);
    }
    expect(errors).toBe(15);
  });

  test("for a candidate without an error in 50,000 requests, against worse by 0.1 %", () => {
    const add = ofRisk(0.001)();
    let evidence = 0;
    for (let look = 0; look < 10; look += 1)
      evidence = add({ candidate: { requests: 5_000, bad: 0 }, stable: { requests: 45_000, bad: 3 } });
    expect(evidence).toBeGreaterThan(Math.log(1 / 0.01));
  });
});
