/** From a value to a place on the paper. */
export type Scale = (value: number) => number;

/** A straight scale; values beyond the domain land beyond the range. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const factor = (range[1] - range[0]) / (domain[1] - domain[0] || 1);
  return (value) => range[0] + (value - domain[0]) * factor;
}

/** Ticks from 0 at steps of 1, 2, 2.5 or 5 times a power of ten; the last is at or above `max`. At most `count` steps. */
export function niceTicks(max: number, count: number): number[] {
  const top = Number.isFinite(max) && max > 0 ? max : 1;
  const raw = top / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= raw * (1 - 1e-9)) ?? 10;
  const step = factor * power;
  const steps = Math.ceil(top / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Whole numbers from `low` to `high` at a step of 1, 2, 5, … so that there are at most `count`. */
export function wholeTicks(low: number, high: number, count: number): number[] {
  const step = [1, 2, 3, 5, 10, 20, 50, 100, 200].find((one) => (high - low) / one <= count) ?? 500;
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, index) => first + index * step);
}
