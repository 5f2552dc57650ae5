import type { GaugeJudgement } from "./gauge-types.ts";

/** One judged gauge, as it enters the score. */
export interface GaugeResult {
  readonly name: string;
  /** It counts in each of them; in none, it enters the score only by being critical or without data. */
  readonly groups: readonly string[];
  /** Shown only: takes no part in the score, not even when critical. */
  readonly muted: boolean;
  readonly judgement: GaugeJudgement;
}

/** How results become a verdict. */
export interface ScoreRule {
  /** Per cent of the score, by group. Groups that are not named share what is left of 100 evenly. */
  readonly groupWeights: Readonly<Record<string, number>>;
  /** Score, 0 to 100, from which on it is a pass, and from which on marginal. */
  readonly passAt: number;
  readonly marginalAt: number;
}

/** The score of a group: the part of its gauges with a verdict that passed, in per cent; 0 where none had one. */
export interface GroupScore {
  readonly group: string;
  readonly score: number;
  readonly hasData: boolean;
}

/** What all gauges come to. */
export interface GaugeScore {
  readonly label: "pass" | "marginal" | "fail";
  /** 0 to 100, to two decimals. */
  readonly score: number;
  readonly groups: readonly GroupScore[];
  readonly reason: string;
}

/** Part of the gauges without data from which on nothing is believed. */
const NO_DATA_LIMIT = 0.5;

/**
 * The score of a canary as Kayenta's `WeightedSumScorer` and `ThresholdScoreClassifier` have it: the weighted sum of the groups, in
 * which a group without data counts in full; 0 when a critical gauge does not pass, or when half of the gauges or more have no data.
 * The weight of a group that is named but has no gauges is lost. Without any gauge the score is 0.
 */
export function scoreGauges(results: readonly GaugeResult[], rule: ScoreRule): GaugeScore {
  const counted = results.filter(({ muted }) => !muted);
  const groups = [...new Set(counted.flatMap((result) => result.groups))].map((group) =>
    scoreGroup(group, counted),
  );
  const critical = counted.find(({ judgement }) => judgement.isCritical && judgement.label !== "pass");
  if (critical !== undefined)
    return {
      label: labelOf(0, rule),
      score: 0,
      groups,
      reason: `${critical.name} is critical: ${critical.judgement.reason}`,
    };
  const silent = counted.filter(({ judgement }) => isLeftOut(judgement)).length;
  if (counted.length > 0 && silent / counted.length >= NO_DATA_LIMIT)
    return {
      label: labelOf(0, rule),
      score: 0,
      groups,
      reason: `${silent} of ${counted.length} metrics have no data`,
    };
  const score = weightedSum(groups, rule.groupWeights);
  const failed = counted.filter(({ judgement }) => isFailed(judgement)).map(({ name }) => name);
  return { label: labelOf(score, rule), score, groups, reason: reasonOf(counted.length, failed) };
}

function scoreGroup(group: string, results: readonly GaugeResult[]): GroupScore {
  const known = results.filter(({ groups, judgement }) => groups.includes(group) && !isLeftOut(judgement));
  const passed = known.filter(({ judgement }) => !isFailed(judgement));
  const hasData = known.length > 0;
  return { group, score: hasData ? (passed.length / known.length) * 100 : 0, hasData };
}

function isLeftOut({ label, isMissing }: GaugeJudgement): boolean {
  return label === "no-data" && isMissing !== true;
}

function isFailed(judgement: GaugeJudgement): boolean {
  return judgement.label !== "pass" && !isLeftOut(judgement);
}

function weightedSum(groups: readonly GroupScore[], weights: ScoreRule["groupWeights"]): number {
  const named = new Map(Object.entries(weights));
  const unnamed = groups.filter(({ group }) => !named.has(group)).length;
  const given = [...named.values()].reduce((sum, weight) => sum + weight, 0);
  // Weights beyond 100 leave nothing, rather than less than nothing.
  const share = unnamed === 0 ? 0 : Math.max(0, 100 - given) / unnamed;
  const sum = groups.reduce(
    (total, { group, score, hasData }) =>
      total + (hasData ? score : 100) * ((named.get(group) ?? share) / 100),
    0,
  );
  // 1e-9 undoes the representation error of values such as 1.005 * 100.
  return Math.round(sum * 100 + 1e-9) / 100;
}

function labelOf(score: number, { passAt, marginalAt }: ScoreRule): GaugeScore["label"] {
  if (score >= passAt) return "pass";
  return score >= marginalAt ? "marginal" : "fail";
}

function reasonOf(count: number, failed: readonly string[]): string {
  if (count === 0) return "no metrics were judged";
  return failed.length === 0 ? "no metric failed" : `failed: ${failed.join(", ")}`;
}
