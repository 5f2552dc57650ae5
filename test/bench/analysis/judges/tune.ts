import type { Judge } from "./judge.ts";
import { greatestScores, type Scores } from "./watch.ts";

/**
 * The most sensitive setting of the knob at which the judge takes back at most `alpha` of the runs of every null; infinite where
 * there is none. It is found on the very runs it is reported on, which favours the judge.
 */
export function tunedThreshold(judge: Judge, nulls: readonly Scores[], alpha: number): number {
  return nulls.reduce(
    (strictest, scores) => Math.max(strictest, neededFor(judge, scores, alpha)),
    judge.lowest,
  );
}

function neededFor(judge: Judge, scores: Scores, alpha: number): number {
  const greatest = greatestScores(scores).sort((a, b) => b - a);
  const allowed = Math.floor(alpha * greatest.length);
  const first = greatest[allowed] ?? 0;
  if (first === Number.POSITIVE_INFINITY) return first;
  // The first run that must not be taken back stays below.
  return judge.isWhole ? first + 1 : first * (1 + 1e-9) + Number.MIN_VALUE;
}
