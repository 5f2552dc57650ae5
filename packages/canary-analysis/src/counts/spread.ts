import { roundedDown } from "../numeric/log-mean.ts";
import type { ReleaseCounts } from "./count-window.ts";

/** How much the bad requests of a release vary from one stretch of time to the next. Plain JSON. */
export interface Spread {
  /** Neighbouring stretches with requests, and those of them with bad ones. */
  readonly pairs: number;
  readonly telling: number;
  /** Sum over them of the squared deviation, in units of what single requests vary by. */
  readonly squares: number;
  /** Bad requests in them. */
  readonly bad: number;
}

/** Before the first pair. */
export const NO_SPREAD: Spread = { pairs: 0, telling: 0, squares: 0, bad: 0 };

/**
 * Adds two stretches that follow one another.
 *
 * Of the bad requests of both, single ones fall into the first by its part `w` of the requests (hypergeometric: variance `bad w (1 - w)`,
 * less where a large part is bad). Causes of `k` bad requests each make that `k` times as much; of mixed sizes, `E[k^2] / E[k]`.
 * Neighbours share their time of day, their weight and their incidents, so that none of these is taken for bursts: but for the two edges
 * of an incident.
 */
export function addPair(spread: Spread, one: ReleaseCounts, next: ReleaseCounts): Spread {
  if (one.requests === 0 || next.requests === 0) return spread;
  const pairs = spread.pairs + 1;
  const requests = one.requests + next.requests;
  const bad = one.bad + next.bad;
  const part = one.requests / requests;
  const single = part * (1 - part) * ((requests - bad) / (requests - 1));
  // With none of them bad, or all, there is nothing that could vary.
  if (bad === 0 || !(single > 0)) return { ...spread, pairs };
  return {
    pairs,
    telling: spread.telling + 1,
    squares: roundedDown(spread.squares + (one.bad - bad * part) ** 2 / single),
    bad: spread.bad + bad,
  };
}

/** How many times as much the bad requests vary as single ones would; 1 of none. */
export function foundIn({ squares, bad }: Spread): number {
  return bad === 0 ? 1 : squares / bad;
}

/** Standard error of that for single requests. A stretch is in two pairs, whose deviations hang together: each adds 3 instead of 2. */
export function errorOf(pairs: number): number {
  return pairs === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(3 / pairs);
}
