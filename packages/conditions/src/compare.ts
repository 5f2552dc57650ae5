import { assertNever } from "@deploy-actions/kernel";
import type { Operator } from "./condition.ts";

/**
 * Two quantities this close are the same one computed in different ways (0.1 + 0.2 and 0.3). It is a few units in the
 * last place, orders of magnitude below what one request of a thousand million moves a rate.
 */
const SAME_WITHIN = 8 * Number.EPSILON;

/** Compares unrounded numbers; representation error alone never decides. Both must be finite. */
export function compare(left: number, operator: Operator, right: number): boolean {
  const same = Math.abs(left - right) <= SAME_WITHIN * Math.max(Math.abs(left), Math.abs(right));
  switch (operator) {
    case ">":
      return !same && left > right;
    case ">=":
      return same || left > right;
    case "<":
      return !same && left < right;
    case "<=":
      return same || left < right;
    case "==":
      return same;
    case "!=":
      return !same;
    default:
      return assertNever(operator);
  }
}

/**
 * Per cent of a ratio of counts, `undefined` when the denominator is 0 or a count is not a number.
 *
 * Multiplies before it divides: one rounding, so that a ratio at a limit written in decimals (2 of 40 and 5 %, 1 of
 * 1,000 and 0.1 %) is that very number.
 */
export function ratioPercent(numerator: number, denominator: number): number | undefined {
  const percent = (100 * numerator) / denominator;
  return Number.isFinite(percent) ? percent : undefined;
}
