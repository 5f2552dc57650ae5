/** Uniform numbers in [0, 1) from a seed (mulberry32): the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A draw of Binomial(trials, share) by inversion from 0: for small means. */
export function binomial(trials: number, share: number, random: () => number): number {
  if (trials === 0 || share === 0) return 0;
  const odds = share / (1 - share);
  let term = (1 - share) ** trials;
  let below = term;
  const at = random();
  let hits = 0;
  while (at >= below && hits < trials) {
    term *= (odds * (trials - hits)) / (hits + 1);
    below += term;
    hits += 1;
  }
  return hits;
}

/** A draw of Poisson(mean) by inversion from 0: for small means. */
export function poisson(mean: number, random: () => number): number {
  let term = Math.exp(-mean);
  let below = term;
  const at = random();
  let hits = 0;
  while (at >= below && hits < 1_000) {
    hits += 1;
    term *= mean / hits;
    below += term;
  }
  return hits;
}

/** A draw of the geometric distribution from 1 on. */
export function geometric(mean: number, random: () => number): number {
  return 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));
}
