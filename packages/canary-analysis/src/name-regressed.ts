/** One metric's evidence, and its place in the list of all. */
export interface NamedEvidence {
  readonly index: number;
  readonly logEvidence: number;
}

/**
 * Which metrics regressed, at a chance of `alpha` at most of naming one that did not: e-Holm. The largest needs `K / alpha`, the next
 * `(K - 1) / alpha`, until one falls short (V. Vovk and R. Wang, "E-values: calibration, combination and applications", 2021).
 */
export function nameRegressed(evidence: readonly NamedEvidence[], alpha: number): ReadonlySet<number> {
  const sorted = [...evidence].sort((a, b) => b.logEvidence - a.logEvidence);
  const named = new Set<number>();
  for (const [place, { index, logEvidence }] of sorted.entries()) {
    if (logEvidence < Math.log((sorted.length - place) / alpha)) break;
    named.add(index);
  }
  return named;
}

/** Log of the weighted mean of e-values, which is one again however they hang together; 0 of none. */
export function logWeightedMean(
  parts: readonly { readonly weight: number; readonly logEvidence: number }[],
): number {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return 0;
  const largest = Math.max(...parts.map(({ logEvidence }) => logEvidence));
  const sum = parts.reduce((so, { weight, logEvidence }) => so + weight * Math.exp(logEvidence - largest), 0);
  return largest + Math.log(sum / total);
}
