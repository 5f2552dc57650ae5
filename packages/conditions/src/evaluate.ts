import { assertNever } from "@deploy-actions/kernel";
import { compare } from "./compare.ts";
import type { Condition, Holds, Measured, Unit } from "./condition.ts";

type Known = Extract<Measured, { known: true }>;

/**
 * Whether a condition holds for what was measured. Exact on unrounded values; no casts between units.
 *
 * Unknown reasons of its own: `not_a_number`, `unit_mismatch`, `no_baseline`. `no-findings` is asked of a count of
 * findings that are that severe or worse, `consecutive` of a count of failures in a row, `pass-rate` of per cent.
 */
export function evaluate(condition: Condition, measured: Measured): Holds {
  if (!measured.known) return { holds: "unknown", reason: measured.reason, text: measured.text };
  if (!Number.isFinite(measured.value)) {
    return unknown("not_a_number", `measured ${measured.value}, which is not a number to compare`);
  }
  switch (condition.kind) {
    case "threshold":
      return (
        unitMismatch(condition.unit, measured) ?? {
          holds: compare(measured.value, condition.operator, condition.limit),
        }
      );
    case "baseline":
      return evaluateBaseline(condition, measured);
    case "consecutive":
      return unitMismatch("count", measured) ?? { holds: compare(measured.value, ">=", condition.count) };
    case "no-findings":
      return unitMismatch("count", measured) ?? { holds: compare(measured.value, "==", 0) };
    case "pass-rate":
      return unitMismatch("percent", measured) ?? { holds: compare(measured.value, ">=", condition.percent) };
    default:
      return assertNever(condition);
  }
}

function evaluateBaseline(condition: Extract<Condition, { kind: "baseline" }>, measured: Known): Holds {
  const baseline = measured.baseline;
  if (baseline === undefined) return unknown("no_baseline", `${measured.text}; no baseline to compare with`);
  if (!Number.isFinite(baseline)) return unknown("not_a_number", `the baseline is ${baseline}`);
  if (baseline <= 0)
    return unknown("no_baseline", `${measured.text}; the baseline is ${baseline}, so no ratio exists`);
  // Multiplied out: dividing by the baseline would add a rounding of its own.
  return { holds: compare(100 * measured.value, condition.operator, condition.limitPercent * baseline) };
}

function unitMismatch(expected: Unit, measured: Known): Holds | undefined {
  if (measured.unit === expected) return undefined;
  return unknown("unit_mismatch", `${measured.text} is in ${measured.unit}, the condition is in ${expected}`);
}

function unknown(reason: string, text: string): Holds {
  return { holds: "unknown", reason, text };
}
