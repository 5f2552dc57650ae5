import { type Condition, type Evidence, evaluate } from "@deploy-actions/conditions";
import { formatCount } from "@deploy-actions/kernel";
import type { CheckCriteria } from "./health-report.ts";
import { minimumSamples, nearestRank, quantileInterval } from "./quantile.ts";
import type { ProbeSample } from "./types.ts";

const DEFAULT_PERCENTILE = 95;
// Below this a ratio to a baseline measures the runner's noise, not the release.
const BASELINE_FLOOR_MS = 20;
// `evaluate` rightly refuses infinity; nothing takes this long.
const ENDLESS_MS = Number.MAX_SAFE_INTEGER;

/** The percentile a latency condition speaks of: its own, or p95. */
export function latencyPercentile(condition: Condition): number {
  const named =
    condition.kind === "threshold" || condition.kind === "baseline" ? condition.percentile : undefined;
  return named ?? DEFAULT_PERCENTILE;
}

/** The latencies of a check, ascending. A time-out is one of them, with at least its time-out. */
export function latenciesOf(samples: readonly ProbeSample[]): readonly number[] {
  return samples
    .flatMap(({ latencyMs }) => (latencyMs === undefined ? [] : [latencyMs]))
    .sort((a, b) => a - b);
}

/**
 * Whether a percentile of one check's latency satisfies the condition, with distribution-free one-sided 95 % bounds
 * from order statistics: pass when the upper bound does, fail when the lower does not, else `inconclusive`. Fewer
 * samples than an upper bound needs (59 for p95) are `too_few_samples`. A dropped sample may have taken any time.
 */
export function judgeLatency(
  condition: Condition,
  check: CheckCriteria,
  samples: readonly ProbeSample[],
): Evidence {
  const percentile = latencyPercentile(condition);
  const measured = latenciesOf(samples);
  const dropped = samples.filter((sample) => sample.reason === "dropped").length;
  const worstCase = [...measured, ...Array.from({ length: dropped }, () => ENDLESS_MS)];
  const answer = (outcome: Evidence["outcome"], reason: string, found: string, advice: string): Evidence => ({
    name: `latency p${percentile} of ${check.name}`,
    outcome,
    reason,
    required: condition.text,
    found,
    advice,
    sources: check.source === undefined ? [] : [check.source],
  });
  const observed = nearestRank(measured, percentile);
  if (observed === undefined) {
    return answer("inconclusive", "no_samples", "nothing", "Watch at least one interval long");
  }
  const ranks = quantileInterval(worstCase.length, percentile, 0.9);
  const upper = ranks.upper === undefined ? undefined : worstCase[ranks.upper - 1];
  const best = quantileInterval(measured.length, percentile, 0.9).lower;
  const lower = best === undefined ? 0 : (measured[best - 1] ?? 0);
  const found = `${Math.round(observed)} ms (${formatCount(measured.length)} samples${dropped > 0 ? `, ${dropped} dropped` : ""}, 95 % bounds ${Math.round(lower)} and ${describeUpper(upper)})`;
  const needed = minimumSamples(percentile);
  if (upper === undefined || measured.length < needed) {
    const advice = `Watch longer or look more often: p${percentile} needs ${formatCount(needed)} samples`;
    return answer("inconclusive", "too_few_samples", found, advice);
  }
  const [lowest, highest] = [lower, upper].map((value) =>
    evaluateAt(condition, value, check.baselineMs, found),
  );
  if (lowest?.holds === "unknown") {
    return answer("inconclusive", lowest.reason, lowest.text, "Measure the same checks before the change");
  }
  if (lowest?.holds === true && highest?.holds === true) return answer("pass", "passed", found, "");
  if (lowest?.holds === false && highest?.holds === false) {
    return answer("fail", "too_slow", found, "Compare with the traces of the release before");
  }
  const advice = "Watch longer: the samples do not settle it";
  return answer("inconclusive", dropped > 0 ? "samples_dropped" : "latency_unproven", found, advice);
}

function evaluateAt(condition: Condition, value: number, baselineMs: number | undefined, text: string) {
  if (condition.kind === "baseline" && baselineMs !== undefined && value <= BASELINE_FLOOR_MS) {
    return { holds: true } as const;
  }
  const baseline = baselineMs === undefined ? {} : { baseline: baselineMs };
  return evaluate(condition, { known: true, value, unit: "ms", text, ...baseline });
}

function describeUpper(upper: number | undefined): string {
  if (upper === undefined) return "none yet";
  return upper === ENDLESS_MS ? "open (dropped)" : `${Math.round(upper)} ms`;
}
