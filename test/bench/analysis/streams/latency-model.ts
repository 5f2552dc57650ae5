/** Bounds of the histogram that every judge reads, in milliseconds; the last count has no bound. */
export const BOUNDS_MS: readonly number[] = [25, 50, 75, 100, 150, 200, 300, 500, 1000, 2500];
export const BINS: number = BOUNDS_MS.length + 1;

/** A part of the requests whose latency is log-normal. */
export interface LatencyPart {
  readonly part: number;
  readonly medianMs: number;
  readonly sigma: number;
}

export type LatencyModel = readonly LatencyPart[];

const USUAL_MS = 80;
const USUAL_SIGMA = 0.6;

export const USUAL_LATENCY: LatencyModel = [{ part: 1, medianMs: USUAL_MS, sigma: USUAL_SIGMA }];

/** Every request is slower by `factor`. */
export function slower(factor: number): LatencyModel {
  return [{ part: 1, medianMs: USUAL_MS * factor, sigma: USUAL_SIGMA }];
}

/** A part of the requests has another median; the others are as usual. */
export function partly(part: number, medianMs: number, sigma: number): LatencyModel {
  return [
    { part: 1 - part, medianMs: USUAL_MS, sigma: USUAL_SIGMA },
    { part, medianMs, sigma },
  ];
}

/** As fast in the mean, but spread wider. */
export function wider(sigma: number): LatencyModel {
  const medianMs = USUAL_MS * Math.exp((USUAL_SIGMA ** 2 - sigma ** 2) / 2);
  return [{ part: 1, medianMs, sigma }];
}

/** Share of the requests in each bin. */
export function binShares(model: LatencyModel): Float64Array {
  const shares = new Float64Array(BINS);
  let below = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const bound = BOUNDS_MS[bin];
    const upTo =
      bound === undefined
        ? 1
        : model.reduce(
            (sum, { part, medianMs, sigma }) => sum + part * normalBelow(Math.log(bound / medianMs) / sigma),
            0,
          );
    shares[bin] = upTo - below;
    below = upTo;
  }
  return shares;
}

/** The normal distribution's function (W. J. Cody's form by Abramowitz and Stegun 7.1.26: error below 1.5e-7). */
export function normalBelow(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = (poly * Math.exp((-z * z) / 2)) / 2;
  return z >= 0 ? 1 - tail : tail;
}
