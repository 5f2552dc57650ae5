const Z_95 = 1.959963984540054;

/** The 95 % interval of a rate after `bad` of `requests` (Wilson 1927, without continuity correction); 0 to 1. */
export function wilsonInterval(
  bad: number,
  requests: number,
): { readonly low: number; readonly high: number } {
  if (requests <= 0) return { low: 0, high: 1 };
  const rate = bad / requests;
  const z2 = Z_95 * Z_95;
  const scale = 1 + z2 / requests;
  const middle = (rate + z2 / (2 * requests)) / scale;
  const half = (Z_95 / scale) * Math.sqrt((rate * (1 - rate)) / requests + z2 / (4 * requests * requests));
  return {
    low: bad === 0 ? 0 : Math.max(0, middle - half),
    high: bad === requests ? 1 : Math.min(1, middle + half),
  };
}
