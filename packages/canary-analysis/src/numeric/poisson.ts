/** Values with their probabilities. */
export type Distribution = readonly { readonly value: number; readonly probability: number }[];

/** Means above this are shown by a few values of the normal distribution. */
const LARGEST_EXACT = 12;
const POINTS = 9;
const WIDTH = 3;

/** A Poisson distribution by a handful of values: for means over plans, not for decisions. */
export function poissonPoints(mean: number): Distribution {
  return mean <= LARGEST_EXACT ? exactly(mean) : roughly(mean);
}

function exactly(mean: number): Distribution {
  const points: { value: number; probability: number }[] = [];
  let probability = Math.exp(-mean);
  for (let value = 0, sum = 0; sum < 1 - 1e-6 && value < 60; value += 1) {
    points.push({ value, probability });
    sum += probability;
    probability *= mean / (value + 1);
  }
  return points;
}

function roughly(mean: number): Distribution {
  const at = Array.from({ length: POINTS }, (_, index) => (WIDTH * (2 * index - POINTS + 1)) / (POINTS - 1));
  const weights = at.map((z) => Math.exp(-0.5 * z * z));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return at.map((z, index) => ({
    value: Math.max(0, Math.round(mean + z * Math.sqrt(mean))),
    probability: (weights[index] ?? 0) / total,
  }));
}
