/** The three answers to a question about evidence. `inconclusive` is never a pass. */
export type Outcome = "pass" | "fail" | "inconclusive";

/** The answer to a gate, check or trigger, with why. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Stable machine-readable reason, snake_case, e.g. `coverage_below_threshold`, `report_missing`, `too_few_requests`. */
  readonly reason: string;
  /** One sentence a person reads, without a full stop, e.g. `error rate 8.1 % (25 of 309 requests), limit 5 %`. */
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
}

/** One measured fact behind a verdict; the row of a summary table. */
export interface Evidence {
  /** What was asked, e.g. `coverage`, `shop /health`, `error-rate`. */
  readonly name: string;
  readonly outcome: Outcome;
  readonly reason: string;
  /** What had to hold, as written in the policy, e.g. `>= 80%`. */
  readonly required: string;
  /** What was found, e.g. `79.2 % (1,901 of 2,400 lines)`; `nothing` when there was no evidence. */
  readonly found: string;
  /** What to do about it; empty when it passed. */
  readonly advice: string;
  /** The files, URLs or queries it came from. */
  readonly sources: readonly string[];
}

/**
 * One verdict from the evidence of several questions: fail beats inconclusive beats pass.
 *
 * No evidence at all is `inconclusive` with reason `no_evidence`.
 */
export function judge(evidence: readonly Evidence[], subject: string): Verdict {
  const worst = worstOf(evidence.map((item) => item.outcome));
  const bad = evidence.filter((item) => item.outcome !== "pass");
  const first = bad.find((item) => item.outcome === worst);
  if (first === undefined) {
    if (evidence.length === 0) {
      return {
        outcome: "inconclusive",
        reason: "no_evidence",
        sentence: `${subject}: nothing was checked`,
        evidence,
      };
    }
    return {
      outcome: "pass",
      reason: "all_passed",
      sentence: `${subject}: all ${evidence.length} passed`,
      evidence,
    };
  }
  const word = worst === "fail" ? "failed" : "inconclusive";
  const count = bad.filter((item) => item.outcome === worst).length;
  return {
    outcome: worst,
    reason: first.reason,
    sentence: `${subject}: ${count} of ${evidence.length} ${word} (${first.name}: found ${first.found}, required ${first.required})`,
    evidence,
  };
}

/** The worst outcome: fail, then inconclusive, then pass; `inconclusive` for an empty list. */
export function worstOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes("fail")) return "fail";
  if (outcomes.includes("inconclusive") || outcomes.length === 0) return "inconclusive";
  return "pass";
}
