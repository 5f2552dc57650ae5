import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  addRankBlock,
  beginRank,
  type GaugeRule,
  logRankEvidence,
  type RankState,
  shareOfPairsAbove,
} from "../../src/gauges/index.ts";
import { seeded } from "../support/random.ts";

type Block = readonly [candidate: readonly number[], stable: readonly number[]];
type Direction = GaugeRule["direction"];

const DIRECTIONS: readonly Direction[] = ["increase", "decrease", "either"];
const evidence = (state: RankState, direction: Direction): number =>
  Math.exp(logRankEvidence(state, direction));
const add = (state: RankState, [candidate, stable]: Block, allowedRatio = 1): RankState =>
  addRankBlock(state, candidate, stable, { allowedRatio });

/** All ways to give `count` of the values to the candidate and the rest to stable. */
function splits(values: readonly number[], count: number): readonly Block[] {
  const [first, ...rest] = values;
  if (first === undefined) return count === 0 ? [[[], []]] : [];
  const taken = splits(rest, count - 1).map(([own, other]): Block => [[first, ...own], other]);
  const left = splits(rest, count).map(([own, other]): Block => [own, [first, ...other]]);
  return count > 0 ? [...taken, ...left] : left;
}

describe("a block is a fair bet:", () => {
  // Few different values, so that ties are common; and the evidence that was there before is any.
  const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 7 });
  const before = fc.array(fc.tuple(values, values), { maxLength: 4 });
  const meanGrowth = (
    state: RankState,
    all: readonly number[],
    count: number,
    direction: Direction,
    ratio: number,
  ) => {
    const blocks = splits(all, count);
    const sum = blocks.reduce((total, block) => total + evidence(add(state, block, ratio), direction), 0);
    return sum / blocks.length / evidence(state, direction);
  };

  test("over all exchanges of its values the evidence keeps its mean, whatever came before", () => {
    fc.assert(
      fc.property(values, before, fc.nat(), fc.constantFrom(...DIRECTIONS), (all, past, pick, direction) => {
        const state = past.reduce((sum: RankState, block) => add(sum, block), beginRank());
        const count = 1 + (pick % (all.length - 1));
        expect(meanGrowth(state, all, count, direction, 1)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("and with a ratio that is allowed it does not grow", () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.constantFrom(...DIRECTIONS), (all, pick, direction) => {
        const count = 1 + (pick % (all.length - 1));
        expect(meanGrowth(beginRank(), all, count, direction, 1.5)).toBeLessThan(1 + 1e-9);
      }),
    );
  });
});

describe("looked at after every window, evidence reaches 1/alpha with probability alpha at most:", () => {
  const ALPHA = 0.1;
  const RUNS = 500;
  const LOOKS = 40;
  const many = (count: number, draw: () => number): readonly number[] => Array.from({ length: count }, draw);

  function everBeyond(
    seed: number,
    direction: Direction,
    ratio: number,
    block: (look: number, random: () => number) => Block,
  ) {
    const random = seeded(seed);
    let beyond = 0;
    for (let run = 0; run < RUNS; run += 1) {
      let state = beginRank();
      for (let look = 0; look < LOOKS; look += 1) {
        state = add(state, block(look, random), ratio);
        if (evidence(state, direction) >= 1 / ALPHA) {
          beyond += 1;
          break;
        }
      }
    }
    return beyond / RUNS;
  }

  test.each<[string, Direction, number, (look: number, random: () => number) => Block]>([
    ["one machine against four", "increase", 1, (_, random) => [[random()], many(4, random)]],
    [
      "values that go up and down for both, with an incident",
      "either",
      1,
      (look, random) => {
        const level = Math.sin(look / 5) + (look > 20 && look < 30 ? 50 : 0);
        return [many(1 + (look % 2), () => level + random()), many(2, () => level + random())];
      },
    ],
    [
      "ties as often as not",
      "decrease",
      1,
      (_, random) => [many(2, () => Math.floor(2 * random())), many(2, () => Math.floor(2 * random()))],
    ],
    [
      "six scrapes that are nearly the same, of processes that differ from window to window",
      "increase",
      1,
      (_, random) => {
        const [own, other] = [random(), random()];
        return [many(6, () => own + random() / 1_000), many(6, () => other + random() / 1_000)];
      },
    ],
    [
      "a candidate just as much higher as is allowed",
      "increase",
      1.25,
      (_, random) => [[1.25 * (1 + random())], many(3, () => 1 + random())],
    ],
  ])("%s", (_, direction, ratio, block) => {
    const part = everBeyond(7, direction, ratio, block);
    expect(part).toBeLessThanOrEqual(ALPHA);
    // It is a test, too: one that never fires would pass above.
    expect(part).toBeGreaterThan(ALPHA / 20);
  });
});

describe("evidence", () => {
  /** Windows until it reaches 100, or `undefined` within 200. */
  function windowsToFire(direction: Direction, shift: number, allowedRatio = 1): number | undefined {
    const random = seeded(3);
    let state = beginRank();
    for (let window = 1; window <= 200; window += 1) {
      const block: Block = [
        [10 + shift + random(), 10 + shift + random()],
        [10 + random(), 10 + random(), 10 + random()],
      ];
      state = add(state, block, allowedRatio);
      if (evidence(state, direction) >= 100) return window;
    }
    return undefined;
  }

  test("of a candidate always above comes within a dozen windows, of one mostly above within some dozens", () => {
    expect(windowsToFire("increase", 2)).toBeLessThan(12);
    expect(windowsToFire("either", 2)).toBeLessThan(13);
    expect(windowsToFire("decrease", -2)).toBeLessThan(12);
    expect(windowsToFire("increase", 0.3)).toBeLessThan(60);
  });

  test("does not come for what goes the other way, or for less than is allowed", () => {
    expect(windowsToFire("decrease", 2)).toBeUndefined();
    expect(windowsToFire("increase", 2, 1.25)).toBeUndefined();
    expect(windowsToFire("increase", 5, 1.25)).toBeLessThan(12);
  });

  test.each<[string, Block]>([
    ["of the candidate", [[], [1, 2]]],
    ["of stable", [[1, 2], []]],
    ["that are numbers", [[Number.NaN], [1, 2]]],
  ])("does not change in a window without values %s", (_, block) => {
    const state = add(beginRank(), [[3], [1, 2]]);
    expect(add(state, block)).toEqual(state);
  });

  test("takes NaN as the rule says", () => {
    const block: Block = [
      [Number.NaN, 5],
      [1, 2],
    ];
    expect(addRankBlock(beginRank(), ...block)).toEqual(add(beginRank(), [[5], [1, 2]]));
    expect(addRankBlock(beginRank(), ...block, { nanStrategy: "replace" })).toEqual(
      add(beginRank(), [
        [0, 5],
        [1, 2],
      ]),
    );
  });

  test("is none where all are tied", () => {
    const state = add(beginRank(), [
      [1, 1],
      [1, 1, 1],
    ]);
    for (const direction of DIRECTIONS) expect(evidence(state, direction)).toBe(1);
    expect(shareOfPairsAbove(state)).toBe(0.5);
  });

  test("is kept in a few numbers, which go on after being written as JSON", () => {
    const state = add(add(beginRank(), [[3], [1, 2]]), [[0.1], [0.7]]);
    const text = JSON.stringify(state);
    expect(text.length).toBeLessThan(600);
    expect(add(JSON.parse(text), [[9], [8]])).toEqual(add(state, [[9], [8]]));
    expect(shareOfPairsAbove(state)).toBe(0.5);
    expect(shareOfPairsAbove(beginRank())).toBeUndefined();
  });
});
