import { logFactorial } from "../streams/random.ts";
import type { Scenario } from "../streams/scenario.ts";
import { type ArmCounts, CELLS_A_MINUTE, type Stream } from "../streams/stream.ts";
import { slowerThan } from "./histogram.ts";
import type { Judge } from "./judge.ts";

/** Bad requests of three kinds: failed, beyond about stable's median, beyond about its 99th percentile. */
const KINDS: readonly ((counts: ArmCounts, at: number) => number)[] = [
  (counts, at) => counts.errors[at] ?? 0,
  (counts, at) => slowerThan(counts, at, 75),
  (counts, at) => slowerThan(counts, at, 300),
];

interface Totals {
  requests: number;
  readonly bad: Float64Array;
}

const noTotals = (): Totals => ({ requests: 0, bad: new Float64Array(KINDS.length) });

/** Totals since the warm-up of candidate and stable, and the greatest score of the three kinds. */
function cumulative(
  scenario: Scenario,
  stream: Stream,
  score: (candidate: readonly number[], stable: readonly number[]) => number,
): (cells: number) => number {
  const candidate = noTotals();
  const stable = noTotals();
  let seen = scenario.warmUpMinutes * CELLS_A_MINUTE;
  const add = (totals: Totals, counts: ArmCounts): void => {
    totals.requests += counts.requests[seen] ?? 0;
    for (const [kind, count] of KINDS.entries())
      totals.bad[kind] = (totals.bad[kind] ?? 0) + count(counts, seen);
  };
  return (cells) => {
    for (; seen < cells; seen += 1) {
      add(candidate, stream.candidate.cells);
      add(stable, stream.stable.cells);
    }
    if (candidate.requests === 0 || stable.requests === 0) return 0;
    let greatest = 0;
    for (let kind = 0; kind < KINDS.length; kind += 1) {
      const ofCandidate = [candidate.requests, candidate.bad[kind] ?? 0];
      const ofStable = [stable.requests, stable.bad[kind] ?? 0];
      greatest = Math.max(greatest, score(ofCandidate, ofStable));
    }
    return greatest;
  };
}

/** The difference of two shares in standard errors, pooled. */
export function zScore(
  [requests = 0, bad = 0]: readonly number[],
  [ofStable = 0, badOfStable = 0]: readonly number[],
): number {
  const pooled = (bad + badOfStable) / (requests + ofStable);
  const variance = pooled * (1 - pooled) * (1 / requests + 1 / ofStable);
  return variance === 0 ? 0 : (bad / requests - badOfStable / ofStable) / Math.sqrt(variance);
}

/** Minus the decimal logarithm of Fisher's exact one-sided chance. */
export function fisherScore(
  [requests = 0, bad = 0]: readonly number[],
  [ofStable = 0, badOfStable = 0]: readonly number[],
): number {
  const marked = bad + badOfStable;
  const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  // Below the mean the chance is no less than about a half.
  if (bad * (requests + ofStable) <= marked * requests) return 0;
  const first =
    logChoose(requests, bad) + logChoose(ofStable, badOfStable) - logChoose(requests + ofStable, marked);
  let sum = 1;
  let term = 1;
  for (let x = bad; x < Math.min(requests, marked) && term > 1e-12 * sum; x += 1) {
    term *= ((requests - x) / (x + 1)) * ((marked - x) / (ofStable - marked + x + 1));
    sum += term;
  }
  return Math.max(0, -(first + Math.log(sum)) / Math.LN10);
}

/** One-sided 1 %, shared among the three kinds. */
const Z_OF_A_THIRD = 2.713;

export const FIXED_Z: Judge = {
  name: "z at the end",
  rule: "one look at the end: two-proportion z of errors or of either latency tail at least N",
  standard: Z_OF_A_THIRD,
  lowest: 0,
  isWhole: false,
  looksOnce: true,
  watch: (scenario, stream) => cumulative(scenario, stream, zScore),
};

export const FISHER: Judge = {
  name: "Fisher at the end",
  rule: "one look at the end: Fisher's exact chance at most 10^-N",
  standard: -Math.log10(0.01 / 3),
  lowest: 0,
  isWhole: false,
  looksOnce: true,
  watch: (scenario, stream) => cumulative(scenario, stream, fisherScore),
};

export const PEEKING_Z: Judge = {
  name: "peeking z",
  rule: "the same z at every look",
  standard: Z_OF_A_THIRD,
  lowest: 0,
  isWhole: false,
  looksAsOftenAsItLikes: true,
  watch: (scenario, stream) => cumulative(scenario, stream, zScore),
};
