export type { GaugeJudgement, GaugeRule } from "./gauge-types.ts";
export { type JudgePrecision, judgeGauge, KAYENTA_CLES_DEFAULTS, KAYENTA_DEFAULTS } from "./judge-gauge.ts";
export {
  addRankBlock,
  beginRank,
  logRankEvidence,
  type RankRule,
  type RankState,
  shareOfPairsAbove,
} from "./rank-evidence.ts";
export {
  type GaugeResult,
  type GaugeScore,
  type GroupScore,
  type ScoreRule,
  scoreGauges,
} from "./score-gauges.ts";
