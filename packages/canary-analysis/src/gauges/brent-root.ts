/** A place and the function's value there. */
interface Point {
  readonly at: number;
  readonly value: number;
}

/** How near the root has to be known, and the distance of 1 to the next double. */
const TOLERANCE = 1e-4;
const EPSILON = 2 ** -52;
const MAX_STEPS = 1_001;

/**
 * A root of `f` between two places where its signs differ, by R. P. Brent's method ("Algorithms for Minimization Without Derivatives",
 * 1973, chapter 4), to within 1e-4: step by step what R's `uniroot` and Kayenta do.
 *
 * The statistic of tied samples is a staircase, so which point of a jump comes out is decided by the order of the steps, and Kayenta's
 * verdicts depend on it: a bisection, as correct as this, gives other ones. Nothing here may be made simpler.
 */
export function findRoot(
  f: (at: number) => number,
  low: number,
  high: number,
  atLow: number,
  atHigh: number,
): number {
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  let previous: Point = { at: low, value: atLow };
  let best: Point = { at: high, value: atHigh };
  /** The other end of the bracket: its sign differs from that of the best. */
  let opposite = previous;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const lastStep = best.at - previous.at;
    if (Math.abs(opposite.value) < Math.abs(best.value)) {
      previous = best;
      best = opposite;
      opposite = previous;
    }
    const tolerance = 2 * EPSILON * Math.abs(best.at) + TOLERANCE / 2;
    const half = (opposite.at - best.at) / 2;
    if (Math.abs(half) <= tolerance || best.value === 0) return best.at;
    const step = interpolate(previous, best, opposite, lastStep, tolerance) ?? half;
    const at = best.at + (Math.abs(step) < tolerance ? (step > 0 ? tolerance : -tolerance) : step);
    previous = best;
    best = { at, value: f(at) };
    if (Math.sign(best.value) * Math.sign(opposite.value) > 0) opposite = previous;
  }
  return best.at;
}

/** A step by the secant or the inverse parabola; `undefined` where it would not be clearly better than halving. */
function interpolate(
  previous: Point,
  best: Point,
  opposite: Point,
  lastStep: number,
  tolerance: number,
): number | undefined {
  if (Math.abs(lastStep) < tolerance || Math.abs(previous.value) <= Math.abs(best.value)) return undefined;
  const across = opposite.at - best.at;
  let numerator: number;
  let denominator: number;
  if (previous.at === opposite.at) {
    const slope = best.value / previous.value;
    numerator = across * slope;
    denominator = 1 - slope;
  } else {
    const q = previous.value / opposite.value;
    const r = best.value / opposite.value;
    const s = best.value / previous.value;
    numerator = s * (across * q * (q - r) - (best.at - previous.at) * (r - 1));
    denominator = (q - 1) * (r - 1) * (s - 1);
  }
  if (numerator > 0) denominator = -denominator;
  else numerator = -numerator;
  const staysInside = numerator < 0.75 * across * denominator - Math.abs(tolerance * denominator) / 2;
  const isShorter = numerator < Math.abs((lastStep * denominator) / 2);
  return staysInside && isShorter ? numerator / denominator : undefined;
}
