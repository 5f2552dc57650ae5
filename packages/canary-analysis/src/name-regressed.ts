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
