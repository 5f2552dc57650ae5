import type { Random } from "../streams/random.ts";
import { CELL_MS } from "../streams/stream.ts";

/** Bursts of errors on one release, cell by cell; those that last go on in later cells. */
export interface BurstSource {
  /** Errors of a cell; called once for each, in order. */
  next(): number;
}

export interface BurstShape {
  /** Bursts in a cell, in the mean. */
  readonly perCell: number;
  readonly meanSize: number;
  readonly spreadMs: number;
}

/** How many cells ahead an error may come: one so late is less likely than 1 in 10^8. */
const AHEAD = 8;

export function burstsOf({ perCell, meanSize, spreadMs }: BurstShape, random: Random): BurstSource {
  const coming = new Array<number>(AHEAD).fill(0);
  return {
    next: () => {
      for (let bursts = random.poisson(perCell); bursts > 0; bursts -= 1) {
        const startMs = random.uniform() * CELL_MS;
        for (let left = random.geometric(meanSize); left > 0; left -= 1) {
          const later = spreadMs === 0 ? 0 : Math.floor((startMs + random.exponential(spreadMs)) / CELL_MS);
          const at = Math.min(later, AHEAD - 1);
          coming[at] = (coming[at] ?? 0) + 1;
        }
      }
      coming.push(0);
      return coming.shift() ?? 0;
    },
  };
}
