import { type Part, partOf } from "../statistics.ts";
import { Random } from "../streams/random.ts";
import { CELL_CASES } from "./cell-cases.ts";
import { GAUGE_CASES } from "./gauge-cases.ts";
import type { ValidityCase } from "./process.ts";
import { REQUEST_CASES } from "./request-cases.ts";

export const VALIDITY_CASES: readonly ValidityCase[] = [...REQUEST_CASES, ...CELL_CASES, ...GAUGE_CASES];
export const VALIDITY_ALPHAS: readonly number[] = [0.05, 0.01, 0.001];

/** Runs whose evidence was ever at `1 / alpha` or more, for each alpha. */
export interface ValidityCount {
  readonly index: number;
  readonly runs: number;
  readonly beyond: readonly number[];
}

/** A row of the page. */
export interface ValidityRow {
  readonly process: string;
  readonly null: string;
  readonly looks: number;
  readonly parts: readonly Part[];
  /** No alpha is passed by more than Monte-Carlo error: three standard errors. */
  readonly isWithin: boolean;
}

/** Stops each run at its worst moment. Runs are drawn by their number, so that parts of them add up to the whole. */
export function simulate(index: number, fromRun: number, toRun: number, seed: number): ValidityCount {
  const item = VALIDITY_CASES[index];
  if (item === undefined) throw new RangeError(`no case ${index}`);
  const beyond = VALIDITY_ALPHAS.map(() => 0);
  for (let run = fromRun; run < toRun; run += 1) {
    const look = item.begin(new Random(seed, 1_000 + index, run));
    let worst = 0;
    for (let at = 0; at < item.looks; at += 1) worst = Math.max(worst, look(at));
    for (const [at, alpha] of VALIDITY_ALPHAS.entries())
      if (worst >= Math.log(1 / alpha)) beyond[at] = (beyond[at] ?? 0) + 1;
  }
  return { index, runs: toRun - fromRun, beyond };
}

/** Adds the counts of parts up. */
export function validityRows(counts: readonly ValidityCount[]): readonly ValidityRow[] {
  return VALIDITY_CASES.map((item, index) => {
    const own = counts.filter((count) => count.index === index);
    const runs = own.reduce((sum, count) => sum + count.runs, 0);
    const parts = VALIDITY_ALPHAS.map((_, at) =>
      partOf(
        own.reduce((sum, count) => sum + (count.beyond[at] ?? 0), 0),
        runs,
      ),
    );
    const isWithin = parts.every(({ share }, at) => {
      const alpha = VALIDITY_ALPHAS[at] ?? 0;
      return share <= alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / runs);
    });
    return { process: item.process, null: item.null, looks: item.looks, parts, isWithin };
  });
}
