/** Random numbers from a seed (xoshiro128**, seeded by splitmix32): the same on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(...seeds: readonly number[]) {
    let state = 0x9e3779b9;
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) | 0;
    };
    for (const seed of seeds) state = (next() ^ Math.imul(seed | 0, 0x85ebca6b)) | 0;
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1;
  }

  /** Uniform in (0, 1), in steps of 2^-32; neither end is ever drawn. */
  uniform(): number {
    const rotated = Math.imul(this.#b, 5);
    const result = Math.imul((rotated << 7) | (rotated >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return ((result >>> 0) + 0.5) / 4_294_967_296;
  }

  exponential(mean: number): number {
    return -mean * Math.log(this.uniform());
  }

  /** At least 1, with this mean. */
  geometric(mean: number): number {
    if (mean <= 1) return 1;
    return 1 + Math.floor(Math.log(this.uniform()) / Math.log1p(-1 / mean));
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** By inversion for small means; above, by W. Hörmann's transformed rejection with squeeze (PTRS, 1993), exact too. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean >= 12) return this.#largePoisson(mean);
    let term = Math.exp(-mean);
    let left = this.uniform() - term;
    let hits = 0;
    while (left > 0 && hits < 200) {
      hits += 1;
      term *= mean / hits;
      left -= term;
    }
    return hits;
  }

  #largePoisson(mean: number): number {
    const root = Math.sqrt(mean);
    const b = 0.931 + 2.53 * root;
    const a = -0.059 + 0.02483 * b;
    const squeeze = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = this.uniform() - 0.5;
      const v = this.uniform();
      const us = 0.5 - Math.abs(u);
      const hits = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= squeeze) return hits;
      if (hits < 0 || (us < 0.013 && v > us)) continue;
      const alpha = 1.1239 + 1.1328 / (b - 3.4);
      const left = Math.log((v * alpha) / (a / (us * us) + b));
      if (left <= hits * Math.log(mean) - mean - logFactorial(hits)) return hits;
    }
  }

  /** By inversion from 0 in pieces whose mean is small: exact, for means up to a few hundred. */
  binomial(trials: number, share: number): number {
    if (share <= 0 || trials <= 0) return 0;
    if (share > 0.5) return trials - this.binomial(trials, 1 - share);
    const piece = Math.max(1, Math.floor(20 / share));
    let hits = 0;
    for (let left = trials; left > 0; left -= piece)
      hits += this.#smallBinomial(Math.min(left, piece), share);
    return hits;
  }

  #smallBinomial(trials: number, share: number): number {
    const odds = share / (1 - share);
    let term = Math.exp(trials * Math.log1p(-share));
    let left = this.uniform() - term;
    let hits = 0;
    while (left > 0 && hits < trials) {
      term *= (odds * (trials - hits)) / (hits + 1);
      hits += 1;
      left -= term;
    }
    return hits;
  }
}

/** `log n!`, by Stirling's series from 16 on. */
export function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1;
    for (let factor = 2; factor <= n; factor += 1) product *= factor;
    return Math.log(product);
  }
  const square = n * n;
  const series = (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / n;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}
