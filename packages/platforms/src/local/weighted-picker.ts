const SCALE = 1_000;
const GOLDEN_RATIO = 0.618_033_988_749_895;

/**
 * Decides per request who serves it: of every block of requests exactly the candidate's share, spread evenly
 * (25 % = 1 in each 4, 33.3 % = 333 in each 1,000). Granularity 0.1 %.
 *
 * Not random, so that few requests already give the wanted share and a share can be verified by counting. Each block
 * starts at another phase (golden ratio, never periodic), so that a client that repeats a cycle of four calls does not
 * send the same one to the candidate each time.
 */
export class WeightedPicker {
  readonly #share: number;
  readonly #block: number;
  #position = 0;
  #offset = 0;
  #phase = 0;

  constructor(weight: number) {
    const wanted = Math.round((weight / 100) * SCALE);
    const divisor = greatestCommonDivisor(wanted, SCALE);
    this.#share = wanted / divisor;
    this.#block = SCALE / divisor;
  }

  /** Whether the next request is the candidate's. */
  next(): boolean {
    // share and block are coprime: over a block the left side takes each value once, so exactly `share` are below.
    const isCandidate = (this.#position * this.#share + this.#offset) % this.#block < this.#share;
    this.#position += 1;
    if (this.#position === this.#block) {
      this.#position = 0;
      this.#phase = (this.#phase + GOLDEN_RATIO) % 1;
      this.#offset = Math.floor(this.#phase * this.#block);
    }
    return isCandidate;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
