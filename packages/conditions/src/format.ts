import { assertNever } from "@deploy-actions/kernel";
import type { Condition, Unit } from "./condition.ts";

const SUFFIX: Readonly<Record<Unit, string>> = { percent: "%", ms: "ms", count: "", bytes: "B" };

/** The condition in its plain spelling, whatever it was written as; `parseCondition` reads it back as the same. */
export function formatCondition(condition: Condition): string {
  switch (condition.kind) {
    case "threshold":
      return `${head(condition)}${condition.operator} ${plainDecimal(condition.limit)}${SUFFIX[condition.unit]}`;
    case "baseline":
      return `${head(condition)}${condition.operator} ${plainDecimal(condition.limitPercent)}% of baseline`;
    case "consecutive":
      return `${plainDecimal(condition.count)} consecutive ${condition.count === 1 ? "failure" : "failures"}`;
    case "no-findings":
      return `no_${condition.atLeast}_severity`;
    case "pass-rate":
      return `${plainDecimal(condition.percent)}%_pass_rate`;
    default:
      return assertNever(condition);
  }
}

function head(condition: {
  readonly subject: string | undefined;
  readonly percentile: number | undefined;
}): string {
  const percentile =
    condition.percentile === undefined ? undefined : `p${plainDecimal(condition.percentile)}`;
  return [condition.subject, percentile].flatMap((part) => (part === undefined ? [] : [`${part} `])).join("");
}

/** Every digit of a number without an exponent: 1e-7 is `0.0000001`. */
function plainDecimal(value: number): string {
  const match = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (match === null) return String(value);
  const digits = `${match[1]}${match[2] ?? ""}`;
  const point = 1 + Number(match[3]);
  return point <= 0 ? `0.${"0".repeat(-point)}${digits}` : digits.padEnd(point, "0");
}
