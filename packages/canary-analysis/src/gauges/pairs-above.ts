/** What the rank test needs to know of two samples. */
export interface Pairs {
  /** Of all pairs of one value of each, how many have the first above the second, a tie counting half: the Mann-Whitney U. */
  readonly above: number;
  /** Sum of `k³ - k` over the groups of `k` equal values of both together. */
  readonly ties: number;
}

/** Compares each value, less `shift`, with each of the others; all finite, both ascending. In one pass, since the judge asks some sixty times. */
export function comparePairs(values: readonly number[], others: readonly number[], shift = 0): Pairs {
  let above = 0;
  let ties = 0;
  let own = 0;
  let other = 0;
  while (own < values.length || other < others.length) {
    const at = Math.min(valueAt(values, own) - shift, valueAt(others, other));
    const firstOwn = own;
    const firstOther = other;
    while (own < values.length && valueAt(values, own) - shift === at) own += 1;
    while (other < others.length && valueAt(others, other) === at) other += 1;
    above += ((own - firstOwn) * (firstOther + other)) / 2;
    const group = own - firstOwn + other - firstOther;
    ties += group ** 3 - group;
  }
  return { above, ties };
}

/** Share of all pairs with the first above the second, 0 to 1: the common-language effect size. NaN where one side is empty. */
export function shareAbove(values: readonly number[], others: readonly number[]): number {
  return comparePairs(values, others).above / (values.length * others.length);
}

function valueAt(sorted: readonly number[], index: number): number {
  return sorted[index] ?? Number.POSITIVE_INFINITY;
}
