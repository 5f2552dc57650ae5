/** Log of the mean of numbers given by their logs, which may be far too large or small for themselves; of none, -Infinity. */
export function logMean(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (!Number.isFinite(largest)) return largest;
  const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
  return largest + Math.log(sum / logs.length);
}
