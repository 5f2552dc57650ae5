import { describe, expect, test } from "@jest/globals";
import {
  type GaugeJudgement,
  type GaugeResult,
  type ScoreRule,
  scoreGauges,
} from "../../src/gauges/index.ts";

const RULE: ScoreRule = { groupWeights: {}, passAt: 95, marginalAt: 75 };

/** `high in a and b, critical`: a label, groups, and what else is said of it. */
function result(text: string, index: number): GaugeResult {
  const match = /^(pass|high|low|no-data)(?: in ([a-z ]+?))?(, critical)?(, missing)?(, muted)?$/.exec(text);
  if (match === null) throw new Error(`not a result: ${text}`);
  const [, label, groups = "", critical, missing, muted] = match;
  return {
    name: `metric-${index + 1}`,
    groups: groups === "" ? [] : groups.split(" and "),
    muted: muted !== undefined,
    judgement: {
      label: label as GaugeJudgement["label"],
      isCritical: critical !== undefined,
      effect: undefined,
      shift: undefined,
      isMissing: missing !== undefined,
      reason: "as given",
    },
  };
}

const score = (texts: readonly string[], groupWeights: ScoreRule["groupWeights"] = {}) =>
  scoreGauges(texts.map(result), { ...RULE, groupWeights });

describe("the score of Kayenta's suite comes out as there:", () => {
  test.each<[string, readonly string[], ScoreRule["groupWeights"], number]>([
    ["one passes", ["pass in a"], {}, 100],
    ["one fails", ["high in a"], {}, 0],
    ["one of two", ["pass in a", "high in a"], {}, 50],
    ["one of three", ["pass in a", "high in a", "low in a"], {}, 33.33],
    ["weights 75 and 25", ["pass in a", "pass in a", "high in b"], { a: 75, b: 25 }, 75],
    ["weights 50 and 50", ["pass in a", "high in a", "high in b"], { a: 50, b: 50 }, 25],
    ["one without data in its group", ["pass in a", "no-data in a", "high in b"], { a: 50, b: 50 }, 50],
    ["weights 15 and 85", ["high in a", "low in a", "pass in a", "high in b"], { a: 15, b: 85 }, 5],
    ["a group without data counts in full", ["pass in a", "pass in a", "no-data in b"], {}, 100],
    ["nothing but no data", ["no-data in a"], {}, 0],
    ["a critical failure", ["pass in a", "high in a, critical"], {}, 0],
    ["a critical one that passes", ["low in a", "pass in a, critical"], {}, 50],
    ["a critical one without data", ["pass in a", "pass in a", "no-data in a, critical"], {}, 0],
  ])("%s", (_, texts, weights, expected) => {
    expect(score(texts, weights).score).toBe(expected);
  });
});

describe("beyond the suite,", () => {
  test.each<[string, readonly string[], ScoreRule["groupWeights"], number]>([
    ["unnamed groups share what is left", ["pass in a", "high in b", "pass in c"], { a: 60 }, 80],
    ["weights beyond 100 leave nothing to the others", ["high in a", "pass in b"], { a: 120 }, 0],
    ["the weight of a group without metrics is lost", ["pass in a"], { a: 70, b: 30 }, 70],
    ["a metric counts in each of its groups", ["high in a and b", "pass in b"], { a: 50, b: 50 }, 25],
    ["half without data is too many", ["pass in a", "no-data in b"], {}, 0],
    ["less than half is not", ["pass in a", "pass in a", "no-data in a"], {}, 100],
    ["missing data that had to be there fails in its group", ["pass in a", "no-data in a, missing"], {}, 50],
    [
      "a muted metric takes no part, even a critical one",
      ["pass in a", "high in a, critical, muted"],
      {},
      100,
    ],
    ["muted ones without data are not counted as such", ["pass in a", "no-data in a, muted"], {}, 100],
    ["a metric in no group is left out of the sum", ["pass in a", "high"], {}, 100],
    ["no metrics at all are no pass", [], {}, 0],
  ])("%s", (_, texts, weights, expected) => {
    expect(score(texts, weights).score).toBe(expected);
  });

  test("groups are shown with their own scores", () => {
    expect(score(["pass in a", "high in a", "no-data in b"]).groups).toEqual([
      { group: "a", score: 50, hasData: true },
      { group: "b", score: 0, hasData: false },
    ]);
  });

  test.each<[number, number, string]>([
    [50, 40, "pass"],
    [51, 50, "marginal"],
    [51, 50.01, "fail"],
  ])("50 is, of thresholds %s and %s, %s", (passAt, marginalAt, label) => {
    const results = ["pass in a", "high in a"].map(result);
    expect(scoreGauges(results, { groupWeights: {}, passAt, marginalAt }).label).toBe(label);
  });

  test.each([
    [["pass in a", "high in a", "low in a"], "failed: metric-2, metric-3"],
    [["pass in a", "high in a, critical"], "metric-2 is critical: as given"],
    [["pass in a", "no-data in a"], "1 of 2 metrics have no data"],
    [["pass in a"], "no metric failed"],
    [[], "no metrics were judged"],
  ])("of %j it says: %s", (texts, reason) => {
    expect(score(texts).reason).toBe(reason);
  });
});
