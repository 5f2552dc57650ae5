import { type Condition, type Evidence, evaluate, type Holds } from "@deploy-actions/conditions";
import { formatCount, formatPercent } from "@deploy-actions/kernel";
import { binomialLower, binomialUpper, cleanTrialsFor } from "./binomial.ts";

/**
 * Whether the share of failed samples satisfies the condition, with one-sided exact 95 % bounds: it passes when even the
 * highest rate the samples leave possible does, fails when even the lowest does not, and is `inconclusive` between.
 *
 * A limit of 0 can never be proven by counting, so it is taken as "none failed" and judged on the observed rate.
 */
export function judgeErrorRate(condition: Condition, failed: number, known: number): Evidence {
  const base = { name: "error-rate", required: condition.text, sources: [] };
  if (known === 0) {
    return {
      ...base,
      outcome: "inconclusive",
      reason: "no_samples",
      found: "nothing",
      advice: "Watch at least one interval long",
    };
  }
  const observed = (100 * failed) / known;
  const isZeroLimit = condition.kind === "threshold" && condition.limit === 0;
  const upper = isZeroLimit ? observed : 100 * binomialUpper(failed, known);
  const lower = isZeroLimit ? observed : 100 * binomialLower(failed, known);
  const bounds = `95 % bounds ${formatPercent(lower, 2)} and ${formatPercent(upper, 2)}`;
  const found = `${formatPercent(observed, 2)} (${formatCount(failed)} of ${formatCount(known)} samples failed${isZeroLimit ? "" : `, ${bounds}`})`;
  const best = holdsAt(condition, lower, found);
  const worst = holdsAt(condition, upper, found);
  for (const answer of [best, worst]) {
    if (answer.holds === "unknown") {
      const advice = "Write the error rate as a per cent, such as `< 1%`";
      return { ...base, outcome: "inconclusive", reason: answer.reason, found: answer.text, advice };
    }
  }
  if (best.holds !== true && worst.holds !== true) {
    const advice = "Look at the failed samples and the service's own log";
    return { ...base, outcome: "fail", reason: "error_rate_too_high", found, advice };
  }
  if (best.holds === true && worst.holds === true) {
    return { ...base, outcome: "pass", reason: "passed", found, advice: "" };
  }
  return {
    ...base,
    outcome: "inconclusive",
    reason: "error_rate_unproven",
    found,
    advice: advise(condition),
  };
}

function holdsAt(condition: Condition, value: number, text: string): Holds {
  return evaluate(condition, { known: true, value, unit: "percent", text });
}

function advise(condition: Condition): string {
  const limit = condition.kind === "threshold" && condition.operator.startsWith("<") ? condition.limit : 0;
  const needed = cleanTrialsFor(limit / 100);
  if (!Number.isFinite(needed)) return "Watch longer or look more often";
  return `Watch longer or look more often: without any failure ${formatCount(needed)} samples prove it`;
}
