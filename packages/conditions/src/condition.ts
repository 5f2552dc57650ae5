/** Comparison of a measured value with a limit; `>=` reads "must be at least" in a gate and "fires when" in a trigger. */
export type Operator = ">" | ">=" | "<" | "<=" | "==" | "!=";

/** Units a condition can speak of. `count` has no unit; `percent` is 0 to 100 (or more for `of baseline`). */
export type Unit = "percent" | "ms" | "count" | "bytes";

/** Severity words of findings, worst first. */
export type Severity = "critical" | "high" | "medium" | "low";

/** A parsed condition. `text` is what was written, for messages. */
export type Condition =
  /** `>= 80%`, `<= 200ms_p95`, `> 5%`, `error-rate > 5%`, `latency p95 <= 200ms`. */
  | {
      readonly kind: "threshold";
      readonly text: string;
      /** What is compared (`error-rate`, `latency`, …) where the condition names it. */
      readonly subject: string | undefined;
      readonly operator: Operator;
      readonly limit: number;
      readonly unit: Unit;
      /** `p95` as 95, `p99.9` as 99.9. */
      readonly percentile: number | undefined;
    }
  /** `> 200% of baseline`, `latency p95 < 150% of baseline`. */
  | {
      readonly kind: "baseline";
      readonly text: string;
      readonly subject: string | undefined;
      readonly operator: Operator;
      /** Per cent of the baseline, 200 = twice as much. */
      readonly limitPercent: number;
      readonly percentile: number | undefined;
    }
  /** `3 consecutive failures`. */
  | { readonly kind: "consecutive"; readonly text: string; readonly count: number }
  /** `no_critical_issues`, `no_high_severity`: no finding of this severity or worse. */
  | { readonly kind: "no-findings"; readonly text: string; readonly atLeast: Severity }
  /** `100%_pass_rate`. */
  | { readonly kind: "pass-rate"; readonly text: string; readonly percent: number };

/** Why a condition could not be read: what was read and what was expected. */
export interface ConditionProblem {
  readonly read: string;
  readonly expected: string;
  /** Offset in the text where reading stopped. */
  readonly offset: number;
  /** What was probably meant instead of `read`, where something is near. */
  readonly nearest?: string;
}

/** A parsed condition or the problem. */
export type ConditionResult =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problem: ConditionProblem };

/** A value that was measured, or why it is not known. Unknown never turns into a number. */
export type Measured =
  | {
      readonly known: true;
      readonly value: number;
      readonly unit: Unit;
      /** How it reads, e.g. `79.2 % (1,901 of 2,400 lines)`. */
      readonly text: string;
      /** The same quantity of the baseline, in the same unit, for `of baseline`. */
      readonly baseline?: number;
    }
  | { readonly known: false; readonly reason: string; readonly text: string };

/** Whether a condition holds: `unknown` with the reason is an answer of its own. */
export type Holds =
  | { readonly holds: true }
  | { readonly holds: false }
  | { readonly holds: "unknown"; readonly reason: string; readonly text: string };
