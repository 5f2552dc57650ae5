import { addCounts } from "../cells/timed-counts.ts";
import type { CountWindow, ReleaseCounts } from "./count-window.ts";
import { addPair, errorOf, foundIn, NO_SPREAD, type Spread } from "./spread.ts";

/** How bad requests come together: one by one, or many of one cause. Plain JSON. */
export interface Clustering {
  /** Of stable, in all that is known of it, also before there was a candidate. */
  readonly stable: Spread;
  /** Of both, while both have requests. */
  readonly beside: { readonly stable: Spread; readonly candidate: Spread };
  /** The last whole stretch, and what was counted since. */
  readonly last?: CountWindow | undefined;
  readonly open?: (CountWindow & { readonly lengthMs: number }) | undefined;
}

const NOTHING: ReleaseCounts = { requests: 0, bad: 0 };
/** Bursts in a stretch: most then lie in one stretch as a whole. */
const BURSTS_A_STRETCH = 2;
/** With fewer pairs of stretches, or bad requests in them, bursts that are there may not have been seen. */
const FEWEST_PAIRS = 8;
const FEWEST_BAD = 12;

/** Before the first window. */
export const NO_CLUSTERING: Clustering = {
  stable: NO_SPREAD,
  beside: { stable: NO_SPREAD, candidate: NO_SPREAD },
};

/** Adds a window; those shorter than two bursts are gathered into stretches of at least that length. */
export function addToClustering(
  burstMs: number,
  clustering: Clustering,
  window: CountWindow,
  lengthMs: number,
): Clustering {
  const before = clustering.open ?? { candidate: NOTHING, stable: NOTHING, lengthMs: 0 };
  const stretch = {
    candidate: addCounts(before.candidate, window.candidate),
    stable: addCounts(before.stable, window.stable),
    lengthMs: before.lengthMs + lengthMs,
  };
  if (stretch.lengthMs < BURSTS_A_STRETCH * burstMs) return { ...clustering, open: stretch };
  const { candidate, stable } = stretch;
  const { last, beside } = clustering;
  if (last === undefined) return { stable: clustering.stable, beside, last: { candidate, stable } };
  const isBeside = last.candidate.requests > 0 && candidate.requests > 0;
  return {
    stable: addPair(clustering.stable, last.stable, stable),
    beside: isBeside
      ? {
          stable: addPair(beside.stable, last.stable, stable),
          candidate: addPair(beside.candidate, last.candidate, candidate),
        }
      : beside,
    last: { candidate, stable },
  };
}

/** What is added for what is not known, as parts of the standard error: where bursts show clearly, at all, and not. */
interface Caution {
  readonly clearly: number;
  readonly hardly: number;
  readonly not: number;
  /** Bad requests after which half of the caution that few of them ask for is gone. */
  readonly fewBad: number;
}

/** For evidence that a candidate is worse: most bets are small, and each cell is limited besides. */
const AGAINST: Caution = { clearly: 2, hardly: 1, not: 0.25, fewBad: 3 };
/** For a certificate. */
const FOR: Caution = { clearly: 2, hardly: 2, not: 1, fewBad: 12 };

/**
 * How many bad requests have one cause, as far as stable shows, on the safe side; `undefined` while it shows too little. 1: each stands
 * for itself.
 */
export function causeSize({ stable }: Clustering): number | undefined {
  if (stable.bad < FEWEST_BAD || stable.telling < FEWEST_PAIRS) return undefined;
  return cautious(stable, errorOf(stable.telling), AGAINST);
}

/**
 * The same for a certificate, which rests on this figure alone: what is seen beside the candidate has to show it, since bursts may be new,
 * and what was before may only make it larger. It may be told also where next to nothing fails.
 */
export function causeSizeOfCertificate(clustering: Clustering): number | undefined {
  const { stable } = clustering.beside;
  if (stable.pairs < FEWEST_PAIRS) return undefined;
  const seen = cautious(stable, errorOf(stable.pairs), FOR) * doubtOf(clustering);
  return Math.max(seen, causeSize(clustering) ?? 1);
}

/** Standard errors beyond which what is seen beside the candidate is no accident. */
const CLEAR = 2.5;

/**
 * How many times as large causes are beside the candidate, of either release, as {@link causeSize} says: bursts of a kind that stable
 * did not have before. At least 1.
 *
 * A candidate that is worse by itself fails evenly more often: from stretch to stretch its counts vary no more than stable's. One user who
 * retries, or a batch job, makes them jump.
 */
export function doubtOf({ stable, beside }: Clustering): number {
  const known = causeSize({ stable, beside }) ?? 1;
  const sizes = [beside.stable, beside.candidate].map((spread) => {
    const found = foundIn(spread);
    return found > 1 + CLEAR * errorOf(spread.telling) ? found : 1;
  });
  return Math.max(1, ...sizes.map((size) => size / known));
}

function cautious(spread: Spread, error: number, { clearly, hardly, not, fewBad }: Caution): number {
  const found = foundIn(spread);
  const size =
    found > 1 + 2 * error
      ? found * (1 + clearly * error)
      : found > 1 + error
        ? found * (1 + hardly * error)
        : 1 + not * error;
  return Math.max(1, size) * (1 + fewBad / (fewBad + spread.bad));
}
