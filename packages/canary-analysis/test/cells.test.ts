import { describe, expect, test } from "@jest/globals";
import {
  addToCells,
  type CellEvidence,
  logOfCells as logOfBoth,
  NO_CELLS,
} from "../src/cells/cell-evidence.ts";
import { gainsOfBets } from "../src/cells/share-bets.ts";
import type { TimedCounts } from "../src/cells/timed-counts.ts";
import { logHypergeometric, logTilt } from "../src/numeric/hypergeometric.ts";
import { geometric, poisson, seeded } from "./support/random.ts";

const BURST_MS = 10_000;
const ALPHA = 0.05;

function cell(fromMs: number, bad: readonly [number, number], lengthMs = BURST_MS): TimedCounts {
  return {
    fromMs,
    toMs: fromMs + lengthMs,
    candidate: { requests: 100, bad: bad[0] },
    stable: { requests: 900, bad: bad[1] },
  };
}

const logOfCells = (evidence: CellEvidence): number => logOfBoth(evidence, 1);

const addAll = (cells: readonly TimedCounts[]): CellEvidence =>
  cells.reduce((evidence, next) => addToCells(1.1, BURST_MS, evidence, next, undefined), NO_CELLS);

describe("cells", () => {
  test("are gathered from shorter windows: three of four seconds are one of twelve", () => {
    const short = [0, 4_000, 8_000].map((fromMs) => cell(fromMs, [1, 2], 4_000));
    const one: TimedCounts = {
      fromMs: 0,
      toMs: 12_000,
      candidate: { requests: 300, bad: 3 },
      stable: { requests: 2_700, bad: 6 },
    };
    expect(addAll(short.slice(0, 2)).bets).toEqual(NO_CELLS.bets);
    expect(addAll(short)).toEqual(addAll([one]));
  });

  test("next to one with bad requests of the candidate are left out, so that no burst counts twice", () => {
    const once = addAll([cell(0, [5, 0])]);
    expect(addAll([cell(0, [5, 0]), cell(10_000, [5, 0])]).bets).toEqual(once.bets);
    expect(logOfCells(addAll([cell(0, [5, 0]), cell(10_000, [0, 0]), cell(20_000, [5, 0])]))).toBeGreaterThan(
      logOfCells(once),
    );
  });

  test("next to one without any are used", () => {
    const two = addAll([cell(0, [0, 3]), cell(10_000, [0, 3])]);
    expect(logOfCells(two)).toBeLessThan(logOfCells(addAll([cell(0, [0, 3])])));
  });

  test("that are long as against a burst are all used", () => {
    const long = [cell(0, [5, 0], 60_000), cell(60_000, [5, 0], 60_000)];
    expect(logOfCells(addAll(long))).toBeGreaterThan(logOfCells(addAll(long.slice(0, 1))));
  });

  test("of known causes are bet on without a pause, and go on from what was won before they were known", () => {
    const unknown = addAll([cell(0, [5, 0])]);
    const known = addToCells(1.1, BURST_MS, unknown, cell(10_000, [0, 5]), 1);
    expect(known.bets).toEqual(unknown.bets);
    expect(known.singles?.logs.every((log) => log < logOfCells(unknown))).toBe(true);
    expect(logOfCells(addToCells(1.1, BURST_MS, unknown, cell(10_000, [0, 0]), 1))).toBeCloseTo(
      logOfCells(unknown),
      3,
    );
  });

  test("win less where causes beside the candidate are larger than was known", () => {
    const cells = [0, 1, 2, 3].map((index) => cell(index * BURST_MS, [3, 3]));
    const evidence = cells.reduce((sum, next) => addToCells(1.1, BURST_MS, sum, next, 1), NO_CELLS);
    expect(logOfBoth(evidence, 4)).toBeLessThan(logOfBoth(evidence, 1));
    expect(logOfBoth(evidence, 4)).toBeGreaterThan(0);
  });

  test("without bad requests, or with requests of one release only, say nothing", () => {
    const lonely: TimedCounts = { ...cell(0, [3, 0]), stable: { requests: 0, bad: 0 } };
    expect(addAll([cell(0, [0, 0])]).bets).toEqual(NO_CELLS.bets);
    expect(addAll([lonely]).bets).toEqual(NO_CELLS.bets);
  });
});

test.each([
  ["bursts of one", [1, 1, 1, 1, 1, 1]],
  ["bursts of two sizes", [4, 1, 1]],
  ["one burst", [6]],
])("a bet is fair whatever the bursts are: %s", (_, sizes) => {
  // All ways in which the bursts of a cell can hit the releases, each with its probability.
  const [candidate, stable, tolerance] = [100, 900, 1];
  const fair = candidate / (candidate + stable);
  const means = [0, 0, 0, 0, 0, 0];
  for (let way = 0; way < 2 ** sizes.length; way += 1) {
    const hits = sizes.map((_size, index) => (way >> index) % 2 === 1);
    const probability = hits.reduce((product, hit) => product * (hit ? fair : 1 - fair), 1);
    const bad = sizes.reduce((sum, size, index) => sum + (hits[index] === true ? size : 0), 0);
    const gains = gainsOfBets(tolerance, {
      candidate: { requests: candidate, bad },
      stable: { requests: stable, bad: 6 - bad },
    });
    for (const [index, gain] of gains.entries())
      means[index] = (means[index] ?? 0) + probability * Math.exp(gain);
  }
  for (const mean of means) expect(mean).toBeCloseTo(1, 12);
});

test.each([
  [1.1, 40, 60, 30],
  [1.5, 50, 500, 275],
  [2, 20, 30, 3],
  [1.5, 1_000, 9_000, 1],
])(
  "a bet on single requests is fair at the tolerated ratio %d, and hardly less than fair",
  (tolerance, candidate, stable, bad) => {
    const margins = { candidate, stable, marked: bad };
    const logOdds = Math.log(tolerance);
    const means = [0, 0, 0, 0, 0, 0];
    for (let hits = Math.max(0, bad - stable); hits <= Math.min(candidate, bad); hits += 1) {
      const probability = Math.exp(
        logHypergeometric(hits, margins) + hits * logOdds - logTilt(margins, logOdds),
      );
      const gains = gainsOfBets(tolerance, {
        candidate: { requests: candidate, bad: hits },
        stable: { requests: stable, bad: bad - hits },
      });
      for (const [index, gain] of gains.entries())
        means[index] = (means[index] ?? 0) + probability * Math.exp(gain);
    }
    for (const mean of means) {
      expect(mean).toBeLessThanOrEqual(1 + 1e-9);
      expect(mean).toBeGreaterThan(0.98);
    }
  },
);

/** Bursts of a mean size and spread over seconds, each wholly on one release, by cell. */
function burstsOf(rate: number, spreadMs: number, cells: number, random: () => number): number[] {
  const counts = Array.from({ length: cells }, () => 0);
  const lengthMs = cells * BURST_MS;
  for (let burst = poisson(rate * cells, random); burst > 0; burst -= 1) {
    const beginMs = random() * lengthMs;
    for (let left = geometric(5, random); left > 0; left -= 1) {
      const index = Math.floor((beginMs - Math.log(1 - random()) * spreadMs) / BURST_MS);
      if (index < cells) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  return counts;
}

test.each([
  [0.05, 1, 0],
  [0.25, 1, 0],
  [0.05, 1, 3_000],
  [0.25, 2, 3_000],
])(
  "bursts of five do not pass for a regression: split %d, %d bursts a cell, spread over %d ms",
  (split, rate, spread) => {
    const random = seeded(11);
    const [runs, cells] = [600, 180];
    let alarms = 0;
    for (let run = 0; run < runs; run += 1) {
      const candidate = burstsOf(rate * split, spread, cells, random);
      const stable = burstsOf(rate * (1 - split), spread, cells, random);
      let evidence = NO_CELLS;
      for (let index = 0; index < cells; index += 1) {
        evidence = addToCells(
          1,
          BURST_MS,
          evidence,
          {
            fromMs: index * BURST_MS,
            toMs: (index + 1) * BURST_MS,
            candidate: { requests: 1_000 * split, bad: candidate[index] ?? 0 },
            stable: { requests: 1_000 * (1 - split), bad: stable[index] ?? 0 },
          },
          undefined,
        );
        if (logOfCells(evidence) >= Math.log(1 / ALPHA)) {
          alarms += 1;
          break;
        }
      }
    }
    expect(alarms / runs).toBeLessThan(ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / runs));
  },
);
