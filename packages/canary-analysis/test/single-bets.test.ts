import { describe, expect, test } from "@jest/globals";
import { beginSingles, betOnSingles, gainsOfSingles, type SingleBets } from "../src/cells/single-bets.ts";
import { logHypergeometric, logTilt } from "../src/numeric/hypergeometric.ts";

const cellOf = (candidate: number, stable: number, hits: number, bad: number) => ({
  candidate: { requests: candidate, bad: hits },
  stable: { requests: stable, bad: bad - hits },
});

const wonIn = (tolerance: number, cell: ReturnType<typeof cellOf>): readonly number[] =>
  gainsOfSingles(tolerance, 1, cell).map(({ gain, most }) => Math.exp(Math.min(gain, most)));

describe("bets on single requests", () => {
  test.each([
    [1.1, 40, 60, 30],
    [1.1, 50, 950, 8],
    [1.5, 500, 500, 3],
    [2, 20, 30, 3],
    [1.1, 1_000, 9_000, 1],
  ])(
    "win at most 1 in the mean at the tolerated ratio: %d of %d and %d, %d bad",
    (tolerance, candidate, stable, bad) => {
      const margins = { candidate, stable, marked: bad };
      const logOdds = Math.log(tolerance);
      const means = [0, 0, 0, 0];
      for (let hits = Math.max(0, bad - stable); hits <= Math.min(candidate, bad); hits += 1) {
        const probability = Math.exp(
          logHypergeometric(hits, margins) + hits * logOdds - logTilt(margins, logOdds),
        );
        for (const [index, won] of wonIn(tolerance, cellOf(candidate, stable, hits, bad)).entries())
          means[index] = (means[index] ?? 0) + probability * won;
      }
      for (const mean of means) expect(mean).toBeLessThanOrEqual(1 + 1e-9);
    },
  );

  test.each([
    [1, 50, 950, 1],
    [1, 50, 950, 8],
    [1, 50, 950, 40],
    [1, 500, 500, 20],
  ])(
    "win at most 1 in the mean also when all bad requests of a cell have one cause: %d, %d and %d, %d bad",
    (tolerance, candidate, stable, bad) => {
      const fair = candidate / (candidate + stable);
      const all = wonIn(tolerance, cellOf(candidate, stable, bad, bad));
      const none = wonIn(tolerance, cellOf(candidate, stable, 0, bad));
      for (const [index, won] of all.entries())
        expect(fair * won + (1 - fair) * (none[index] ?? Number.NaN)).toBeLessThanOrEqual(1 + 1e-9);
    },
  );

  test("are bolder the fewer bad requests have one cause", () => {
    const cell = cellOf(100, 900, 2, 4);
    const [one, five] = [gainsOfSingles(1.1, 1, cell), gainsOfSingles(1.1, 5, cell)];
    for (const [index, { gain }] of one.entries())
      expect(Math.abs(gain)).toBeGreaterThan(Math.abs(five[index]?.gain ?? Number.NaN));
  });

  test("win half of the logs in the cell after one in which most were limited, and all in the one after", () => {
    const burst = cellOf(50, 950, 20, 20);
    const won = (bets: SingleBets): number => bets.logs.at(-1) ?? Number.NaN;
    const first = betOnSingles(1.1, 1, beginSingles(0, 1), burst);
    const second = betOnSingles(1.1, 1, first, burst);
    expect(won(second) - won(first)).toBeCloseTo(won(first) / 2, 3);
    const quiet = betOnSingles(1.1, 1, first, cellOf(50, 950, 0, 0));
    expect(won(betOnSingles(1.1, 1, quiet, burst)) - won(first)).toBeCloseTo(won(first), 3);
  });

  test("hold more of the stake where there are no bursts", () => {
    expect(beginSingles(0, 1).part).toBeGreaterThan(beginSingles(0, 9).part);
  });
});
