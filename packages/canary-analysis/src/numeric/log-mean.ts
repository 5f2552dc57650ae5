/** Log of the mean of numbers given by their logs, which may be far too large or small for themselves; of none, -Infinity. */
export function logMean(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (!Number.isFinite(largest)) return largest;
  const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
  return largest + Math.log(sum / logs.length);
}

/** Digits that are kept of the log of evidence: fewer make the state small, and down keeps every bound. */
const KEPT_DIGITS = 1e4;

/** The log of evidence as it is kept between looks. */
export function roundedDown(log: number): number {
  return Math.floor(log * KEPT_DIGITS) / KEPT_DIGITS;
}
