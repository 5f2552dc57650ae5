import type { GaugeJudgement, GaugeRule } from "./gauge-types.ts";
import { estimateShift, type Shift } from "./mann-whitney.ts";
import { shareAbove } from "./pairs-above.ts";
import { ascending, comparable, mean, withoutOutliers } from "./samples.ts";

/** What Kayenta's judge has fixed in its code. */
export interface JudgePrecision {
  /** Part of the estimated shift that the whole interval has to lie beyond. */
  readonly tolerance: number;
  /** Reach of the interval in standard deviations: the quantile of the normal distribution. */
  readonly deviations: number;
}

/** `NetflixACAJudge-v1.0`: a quarter of the estimate, and 98 % two-sided. */
const NETFLIX_ACA: JudgePrecision = { tolerance: 0.25, deviations: 2.3263478740408408 };

/** What Kayenta does with a metric whose policy says nothing: any significant difference counts, in either direction. */
export const KAYENTA_DEFAULTS: GaugeRule = {
  direction: "either",
  nanStrategy: "remove",
  outliers: "keep",
  outlierFactor: 3,
  effectSize: "mean-ratio",
  allowedIncrease: 1,
  allowedDecrease: 1,
  criticalIncrease: 1,
  criticalDecrease: 1,
  mustHaveData: false,
  critical: false,
};

/** The same by the common-language effect size, where one half is no difference. */
export const KAYENTA_CLES_DEFAULTS: GaugeRule = {
  ...KAYENTA_DEFAULTS,
  effectSize: "cles",
  allowedIncrease: 0.5,
  allowedDecrease: 0.5,
  criticalIncrease: 0.5,
  criticalDecrease: 0.5,
};

/**
 * Judges one gauge once, as Kayenta's `NetflixACAJudge-v1.0` does: `control` are the values of stable, `experiment` those of the
 * candidate, in any order and number. High, when the interval of the shift lies wholly above a quarter of the estimate and the effect
 * reaches `allowedIncrease`; low mirrored; pass otherwise. Where an effect cannot be told (a mean is 0) the test alone decides.
 *
 * It is kept for who moves from Kayenta. To be asked again and again it is not fit: each look is another chance of being wrong. And
 * of fewer than about five values a side the interval is the range itself, so that any two samples apart from each other differ.
 *
 * Two things are other than there. Kayenta tells two different constants apart by adding random noise of a hundred-thousandth; here
 * the same spread is even, so that the verdict is always the same. And where Kayenta says `Error`, this says no data.
 */
export function judgeGauge(
  control: readonly number[],
  experiment: readonly number[],
  rule: GaugeRule,
  precision: JudgePrecision = NETFLIX_ACA,
): GaugeJudgement {
  const stable = prepare(control, rule);
  const candidate = prepare(experiment, rule);
  if (stable.length === 0 || candidate.length === 0)
    return withoutData(stable.length, candidate.length, rule);
  if (areAlike(stable, candidate))
    return {
      label: "pass",
      isCritical: false,
      effect: rule.effectSize === "cles" ? 0.5 : 1,
      shift: undefined,
      reason: "stable and the candidate have the same values",
    };
  const areConstants = isConstant(stable) && isConstant(candidate);
  const shift = areConstants
    ? estimateShift(spread(candidate), spread(stable), precision.deviations)
    : estimateShift(candidate, stable, precision.deviations);
  if (shift === undefined)
    return noData(rule, "too few values, or too large ones, to tell a difference from chance");
  return compare(shift, effectOf(stable, candidate, rule.effectSize), rule, precision.tolerance);
}

function prepare(values: readonly number[], rule: GaugeRule): readonly number[] {
  const known = comparable(values, rule.nanStrategy);
  return rule.outliers === "remove" ? withoutOutliers(known, rule.outlierFactor) : known;
}

function withoutData(stable: number, candidate: number, rule: GaugeRule): GaugeJudgement {
  // Kayenta's reading of `replace`: what was not measured was 0, for both.
  if (rule.nanStrategy === "replace")
    return {
      label: "pass",
      isCritical: false,
      effect: undefined,
      shift: undefined,
      reason: "no values, which the rule takes for 0",
    };
  if (stable > 0) return noData(rule, "no values of the candidate");
  return noData(rule, candidate > 0 ? "no values of stable" : "no values of either release");
}

function noData(rule: GaugeRule, reason: string): GaugeJudgement {
  return {
    label: "no-data",
    isCritical: rule.critical,
    effect: undefined,
    shift: undefined,
    // A critical one fails everything already.
    isMissing: rule.mustHaveData && !rule.critical,
    reason,
  };
}

function areAlike(stable: readonly number[], candidate: readonly number[]): boolean {
  if (isConstant(stable) && isConstant(candidate) && stable[0] === candidate[0]) return true;
  if (stable.length !== candidate.length) return false;
  const others = ascending(candidate);
  return ascending(stable).every((value, index) => value === others[index]);
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/** Equal values made different by a hundred-thousandth of themselves at most, around the same mean. */
function spread(values: readonly number[]): readonly number[] {
  return values.map((value, index) => value * (1 + 1e-5 * ((2 * (index + 1)) / (values.length + 1) - 1)));
}

function effectOf(
  stable: readonly number[],
  candidate: readonly number[],
  measure: GaugeRule["effectSize"],
): number | undefined {
  if (measure === "cles") return shareAbove(ascending(candidate), ascending(stable));
  const ofStable = mean(stable);
  const ofCandidate = mean(candidate);
  if (ofStable === 0 || ofCandidate === 0) return undefined;
  const ratio = ofCandidate / ofStable;
  return Number.isFinite(ratio) ? ratio : undefined;
}

function compare(
  shift: Shift,
  effect: number | undefined,
  rule: GaugeRule,
  tolerance: number,
): GaugeJudgement {
  const bound = tolerance * Math.abs(shift.estimate);
  const reaches = (threshold: number): boolean => effect === undefined || effect >= threshold;
  const falls = (threshold: number): boolean => effect === undefined || effect <= threshold;
  const range = `the shift is ${brief(shift.estimate)}, between ${brief(shift.low)} and ${brief(shift.high)}`;
  const size =
    effect === undefined ? "the means have no ratio" : `${EFFECT_NAMES[rule.effectSize]} ${brief(effect)}`;
  const reason = `${range}; ${size}`;
  if (rule.direction !== "decrease" && shift.low > bound && reaches(rule.allowedIncrease)) {
    const isCritical = rule.critical && reaches(rule.criticalIncrease);
    return { label: "high", isCritical, effect, shift, reason: `the candidate is higher: ${reason}` };
  }
  if (rule.direction !== "increase" && shift.high < -bound && falls(rule.allowedDecrease)) {
    const isCritical = rule.critical && falls(rule.criticalDecrease);
    return { label: "low", isCritical, effect, shift, reason: `the candidate is lower: ${reason}` };
  }
  return { label: "pass", isCritical: false, effect, shift, reason: `no difference that counts: ${reason}` };
}

const EFFECT_NAMES: Readonly<Record<GaugeRule["effectSize"], string>> = {
  "mean-ratio": "ratio of the means",
  cles: "share of pairs with the candidate above",
};

function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}
