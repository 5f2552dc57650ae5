import type { CountWindow } from "./count-window.ts";

/** Ratio of the odds of a bad request, candidate over stable. */
export interface Ratio {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Where the sequence is tightest: about ten bad requests of the smaller release. */
const TIGHTEST = 10;

/**
 * The ratio with a confidence sequence: asymptotic, for display; decisions stand on evidence. Half a request is added to each cell
 * of the table, and the variance is multiplied by how much the counts vary more than single requests.
 *
 * The normal mixture: with `V = 1 / variance` the boundary of `|V (estimate - truth)|` is `sqrt((V + r) ln((V + r) / (r a^2)))` for
 * all times at once with probability `1 - a` (H. Robbins 1970; S. Howard and others, "Time-uniform, nonparametric, nonasymptotic
 * confidence sequences", 2021). `undefined` while one release has no request, or neither a bad one.
 */
export function oddsRatio(
  { candidate, stable }: CountWindow,
  dispersion: number,
  error: number,
): Ratio | undefined {
  if (candidate.requests === 0 || stable.requests === 0 || candidate.bad + stable.bad === 0) return undefined;
  const cells = [
    candidate.bad,
    stable.bad,
    Math.max(0, candidate.requests - candidate.bad),
    Math.max(0, stable.requests - stable.bad),
  ].map((count) => count + 0.5);
  const [ofCandidate = 1, ofStable = 1, goodCandidate = 1, goodStable = 1] = cells;
  const estimate = Math.log(ofCandidate / goodCandidate / (ofStable / goodStable));
  const precision = 1 / (dispersion * cells.reduce((sum, count) => sum + 1 / count, 0));
  const spread = Math.sqrt(
    (precision + TIGHTEST) * Math.log((precision + TIGHTEST) / (TIGHTEST * error * error)),
  );
  const radius = spread / precision;
  return {
    estimate: Math.exp(estimate),
    low: Math.exp(estimate - radius),
    high: Math.exp(estimate + radius),
  };
}
