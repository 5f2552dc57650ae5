/** Log of the mean of numbers given by their logs, which may be far too large or small for themselves; of none, -Infinity. */
export function logMean(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (!Number.isFinite(largest)) return largest;
  const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
  return largest + Math.log(sum / logs.length);
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

/** Digits that are kept of the log of evidence: fewer make the state small, and down keeps every bound. */
const KEPT_DIGITS = 1e4;

/** The log of evidence as it is kept between looks. */
export function roundedDown(log: number): number {
  return Math.floor(log * KEPT_DIGITS) / KEPT_DIGITS;
}
