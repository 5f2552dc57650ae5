/**
 * Two weights of HAProxy (0 to 256) carry two facts: how the traffic is split, and who is who.
 *
 * **Stable's weight is even, the candidate's is odd.** The runtime API holds nothing else that survives the run that set
 * it, and at 50 % two releases look the same without it. The price is at most 0.1 percentage points of the share (0.3 at
 * 99.5 %), which is reported, because an odd and an even number are never equal.
 */
export interface WeightPair {
  /** Even. */
  readonly stable: number;
  /** Odd, or 0. */
  readonly candidate: number;
}

/** Smallest step of weight, in per cent. */
export const GRANULARITY_PERCENT = 0.5;
/** Weight of a stable release that has everything. */
export const ALL_STABLE = 256;
/** Weight of a candidate that has everything, before it is stable. */
export const ALL_CANDIDATE = 255;
/** Weight of a drained server that was stable until its candidate was promoted. */
export const RETIRED = 254;

const PAIRS = makePairs();

/** The pair nearest to `percent`; `undefined` for one that is no multiple of {@link GRANULARITY_PERCENT}. */
export function pairOf(percent: number): WeightPair | undefined {
  return PAIRS.get(percent);
}

/** The percentage a pair stands for, `undefined` for one this project never sets. */
export function percentOf(pair: WeightPair): number | undefined {
  for (const [percent, { stable, candidate }] of PAIRS) {
    if (stable === pair.stable && candidate === pair.candidate) return percent;
  }
  return undefined;
}

/** The candidate's real share in per cent; 0 when nobody has a weight. */
export function shareOf(pair: WeightPair): number {
  const all = pair.stable + pair.candidate;
  return all === 0 ? 0 : (100 * pair.candidate) / all;
}

function makePairs(): ReadonlyMap<number, WeightPair> {
  const pairs = new Map<number, WeightPair>();
  const count = 100 / GRANULARITY_PERCENT;
  for (let index = 0; index <= count; index += 1) {
    const percent = index * GRANULARITY_PERCENT;
    pairs.set(percent, nearestPair(percent));
  }
  return pairs;
}

function nearestPair(percent: number): WeightPair {
  if (percent === 0) return { stable: ALL_STABLE, candidate: 0 };
  if (percent === 100) return { stable: 0, candidate: ALL_CANDIDATE };
  let best: WeightPair = { stable: ALL_STABLE, candidate: 1 };
  let bestError = Number.POSITIVE_INFINITY;
  for (let candidate = 1; candidate < 256; candidate += 2) {
    // For one candidate weight only the even numbers around the exact stable weight can be nearest.
    const exact = (candidate * (100 - percent)) / percent;
    for (const stable of [2 * Math.floor(exact / 2), 2 * Math.ceil(exact / 2)]) {
      if (stable < 2 || stable > 256) continue;
      const error = Math.abs(shareOf({ stable, candidate }) - percent);
      // Of equally good ones the largest: a later step then changes the weights least.
      if (error <= bestError + 1e-12) {
        best = { stable, candidate };
        bestError = Math.min(error, bestError);
      }
    }
  }
  return best;
}
