import type { Part } from "../statistics.ts";

/** A share in percent, with as many digits as tell something. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${100 * share}`;
  return (100 * share).toFixed(share < 0.1 || share > 0.99 ? 2 : 1);
}

/** A share in percent with its interval. */
export function percentWithin({ share, low, high }: Part): string {
  return `${percent(share)} (${percent(low)}–${percent(high)})`;
}

export function minutes(value: number): string {
  return Number.isNaN(value) ? "–" : value.toFixed(1);
}

export function count(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, "");
}

/** The value of a knob; `never` where no value keeps the judge from false rollbacks. */
export function knob(value: number): string {
  return Number.isFinite(value) ? `${Number(value.toPrecision(3))}` : "never";
}
