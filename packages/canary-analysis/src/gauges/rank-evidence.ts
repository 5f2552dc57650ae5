import { logMean } from "../numeric/log-mean.ts";
import type { GaugeRule } from "./gauge-types.ts";
import { shareAbove } from "./pairs-above.ts";
import { ascending, comparable } from "./samples.ts";

/** Evidence so far that the candidate's values lie above, or below, stable's of the same window; plain numbers, to be stored as JSON. */
export interface RankState {
  /** Log of the evidence of each stake, in the order of the stakes. */
  readonly above: readonly number[];
  readonly below: readonly number[];
  /** Blocks with values of both releases, and the sum of their shares of pairs with the candidate above. */
  readonly blocks: number;
  readonly shares: number;
}

/** How the values of a block are read; what is left out is as in Kayenta. */
export interface RankRule {
  readonly nanStrategy?: GaugeRule["nanStrategy"];
  /** Values of the candidate up to this many times stable's are still no difference, and the reverse; less than 1 is 1. */
  readonly allowedRatio?: number;
}

/**
 * Parts of what may be lost that are bet on each block. The largest loses nearly everything on one block that goes the other way and
 * wins most where they all go one way; the small ones find what shows only over hundreds of blocks.
 */
const STAKES: readonly number[] = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.95];

/** Before the first block. */
export function beginRank(): RankState {
  return { above: STAKES.map(() => 0), below: STAKES.map(() => 0), blocks: 0, shares: 0 };
}

/**
 * Adds the values of a window that was not added before: `candidate` and `stable`, each measured within it. A window in which one of
 * them has none says nothing, and changes nothing.
 *
 * The score of a block is the share U of all pairs in which the candidate's value is the higher one, a tie counting half: the rank sum
 * of Mann and Whitney, from 0 to 1. Under the null the releases may be exchanged within the window, so that, given all that was seen
 * before, each of the candidate's values is as likely above as below each of stable's, and the mean of U is 1/2. A bet of a fixed
 * stake s multiplies the evidence by `1 + 2 s (U - 1/2)`: that is positive, because s is below 1, and 1 in the mean. The product over
 * the blocks is therefore a nonnegative martingale that begins at 1, and so is the mean of several over the stakes. By Ville's
 * inequality it ever reaches `1 / alpha` with probability `alpha` at most: it may be asked after every window, and asking costs nothing.
 *
 * Nothing else is used: no shape of the values, no independence of values within a window (ten scrapes of one process are one block
 * whose score is bounded, whatever hangs together in it), no constancy between windows; level, spread and number may change with the
 * time of day or with an incident that hits both. With `allowedRatio` the candidate is compared to stable's values enlarged by it,
 * which makes the mean of U no more than 1/2, and the product a supermartingale.
 *
 * What it cannot do is tell a release from the machine it runs on. "Given all that was seen before" is the assumption: where the one
 * machine of the candidate is always a little warmer than the others, its values lie above theirs in every window, exchangeable or not
 * at the start, and the evidence grows without bound. For such gauges let the machines change between windows, give the values as
 * differences from each machine's own before the rollout, set `allowedRatio` beyond what machines differ by, or do not call it critical.
 * And values that are missing more often when they are bad (`remove`) are not exchangeable either.
 */
export function addRankBlock(
  state: RankState,
  candidate: readonly number[],
  stable: readonly number[],
  { nanStrategy = "remove", allowedRatio = 1 }: RankRule = {},
): RankState {
  const ofCandidate = ascending(comparable(candidate, nanStrategy));
  const ofStable = ascending(comparable(stable, nanStrategy));
  if (ofCandidate.length === 0 || ofStable.length === 0) return state;
  const above = shareAbove(ofCandidate, enlarge(ofStable, allowedRatio));
  const below = shareAbove(ofStable, enlarge(ofCandidate, allowedRatio));
  return {
    above: bet(state.above, above),
    below: bet(state.below, below),
    blocks: state.blocks + 1,
    shares: state.shares + shareAbove(ofCandidate, ofStable),
  };
}

/**
 * Natural log of the evidence for a difference in this direction; reached `ln(1 / alpha)` once, the null may be rejected at `alpha`.
 * Of either direction it is the mean of both, which is again a martingale.
 */
export function logRankEvidence(state: RankState, direction: GaugeRule["direction"]): number {
  switch (direction) {
    case "increase":
      return logMean(state.above);
    case "decrease":
      return logMean(state.below);
    case "either":
      return logMean([...state.above, ...state.below]);
  }
}

/** Part of the pairs of one window, on average, in which the candidate's value was the higher one; `undefined` before the first block. */
export function shareOfPairsAbove({ shares, blocks }: RankState): number | undefined {
  return blocks === 0 ? undefined : shares / blocks;
}

function bet(logs: readonly number[], share: number): readonly number[] {
  return STAKES.map((stake, index) => (logs[index] ?? 0) + Math.log1p(2 * stake * (share - 0.5)));
}

/** Each value made larger by the ratio, negative ones too; ascending again. */
function enlarge(values: readonly number[], ratio: number): readonly number[] {
  return ratio <= 1 ? values : ascending(values.map((value) => value + (ratio - 1) * Math.abs(value)));
}
