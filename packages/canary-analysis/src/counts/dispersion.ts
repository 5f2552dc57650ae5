import type { ReleaseCounts } from "./count-window.ts";

/** What one release's bad requests were over stretches of time. Plain JSON. */
export interface Dispersion {
  readonly stretches: number;
  /** Sum of `bad^2 / requests`. */
  readonly squares: number;
}

/** In fewer, bursts that are there may not have been seen. */
const FEWEST_STRETCHES = 9;

/** Before the first stretch. */
export const NO_DISPERSION: Dispersion = { stretches: 0, squares: 0 };

/** Adds a stretch; one without requests says nothing. */
export function addDispersion(seen: Dispersion, { requests, bad }: ReleaseCounts): Dispersion {
  if (requests === 0) return seen;
  const squares = Number((seen.squares + (bad * bad) / requests).toPrecision(9));
  return { stretches: seen.stretches + 1, squares };
}

/** Bad requests after which half of the caution that few of them ask for is gone. */
const FEW_BAD = 6;

/**
 * How many times as much the counts vary as those of independent requests, and more than was found, since little is known at first;
 * without bound while there are too few stretches to tell. `requests` and `bad` are those of all stretches.
 *
 * What is found is Pearson's chi-square over its degrees of freedom. The additions are set by simulation, so that a certificate holds its
 * bound with bursts of five. Bursts make the figure larger, and so do incidents and the time of day: it is used only where too large a
 * figure makes the answer slower, never where it would make it bolder.
 */
export function overdispersion({ stretches, squares }: Dispersion, { requests, bad }: ReleaseCounts): number {
  if (stretches < FEWEST_STRETCHES) return Number.POSITIVE_INFINITY;
  const freedom = stretches - 1;
  const found = bad === 0 ? 1 : (squares / (bad / requests) - bad) / freedom;
  const error = Math.sqrt(2 / freedom);
  // More than a standard error above 1, bursts show: then two are added, else one.
  const cautious = found > 1 + error ? found * (1 + 2 * error) : 1 + error;
  return cautious * (1 + FEW_BAD / (FEW_BAD + bad));
}
