/** How a pair of samples is judged; the words and the defaults are those of Kayenta's NetflixACAJudge. */
export interface GaugeRule {
  readonly direction: "increase" | "decrease" | "either";
  /** What a value that is not a number becomes: taken out, or 0. */
  readonly nanStrategy: "remove" | "replace";
  readonly outliers: "keep" | "remove";
  readonly outlierFactor: number;
  readonly effectSize: "mean-ratio" | "cles";
  /** Effect from which on a difference counts, and from which on it is critical; Kayenta's allowedIncrease and the others. */
  readonly allowedIncrease: number;
  readonly allowedDecrease: number;
  readonly criticalIncrease: number;
  readonly criticalDecrease: number;
  /** A metric without data fails instead of being left out. */
  readonly mustHaveData: boolean;
  readonly critical: boolean;
}

/** Kayenta's classes, and what is behind them. */
export interface GaugeJudgement {
  readonly label: "pass" | "high" | "low" | "no-data";
  /** Beyond the critical effect. */
  readonly isCritical: boolean;
  /** Ratio of the means (or the common-language effect size); `undefined` where it cannot be told. */
  readonly effect: number | undefined;
  /** Two-sided Mann-Whitney: Hodges-Lehmann estimate of experiment minus control, with its interval. */
  readonly shift: { readonly estimate: number; readonly low: number; readonly high: number } | undefined;
  /** Without data that had to be there: counts as a failure in its group instead of being left out. */
  readonly isMissing?: boolean;
  readonly reason: string;
}
