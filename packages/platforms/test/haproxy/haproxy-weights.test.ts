import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeRoles, type RoleFacts } from "../../src/haproxy/roles.ts";
import {
  ALL_CANDIDATE,
  ALL_STABLE,
  GRANULARITY_PERCENT,
  pairOf,
  percentOf,
  RETIRED,
  shareOf,
  type WeightPair,
} from "../../src/haproxy/weights.ts";

const percents = Array.from({ length: 201 }, (_, index) => index * GRANULARITY_PERCENT);
const pairAt = (percent: number): WeightPair => {
  const pair = pairOf(percent);
  if (pair === undefined) throw new Error(`no pair for ${percent}`);
  return pair;
};

describe("HAProxy weights", () => {
  test("stable's is even and the candidate's odd, at every percentage", () => {
    for (const percent of percents) {
      const { stable, candidate } = pairAt(percent);
      expect(stable % 2).toBe(0);
      expect(candidate === 0 || candidate % 2 === 1).toBe(true);
      expect(Math.max(stable, candidate)).toBeLessThanOrEqual(256);
      expect(stable + candidate).toBeGreaterThan(0);
    }
  });

  test("each percentage has a pair of its own, and the pair says the percentage", () => {
    for (const percent of percents) expect(percentOf(pairAt(percent))).toBe(percent);
  });

  test("the share is within 0.1 of the percentage, and within 0.3 at 99.5 %", () => {
    for (const percent of percents) {
      const error = Math.abs(shareOf(pairAt(percent)) - percent);
      expect(error).toBeLessThan(percent === 99.5 ? 0.3 : 0.1);
    }
  });

  test.each([
    [0.5, { stable: 200, candidate: 1 }],
    [20, { stable: 252, candidate: 63 }],
    [50, { stable: 256, candidate: 255 }],
    [99, { stable: 2, candidate: 199 }],
  ] as const)("%d %% is near what can be counted by hand", (percent, near) => {
    expect(Math.abs(shareOf(pairAt(percent)) - shareOf(near))).toBeLessThan(0.1);
  });

  test("other percentages and other pairs are none", () => {
    expect(pairOf(0.25)).toBeUndefined();
    expect(pairOf(101)).toBeUndefined();
    expect(percentOf({ stable: 100, candidate: 100 })).toBeUndefined();
  });
});

const server = (weight: number, changes: Partial<RoleFacts> = {}): RoleFacts => ({
  isRunning: true,
  weight,
  initialWeight: 1,
  isOut: false,
  ...changes,
});
const idle = { isRunning: false };
const out = { isOut: true };

describe("Roles", () => {
  test.each<readonly [string, RoleFacts, RoleFacts, object]>([
    ["nothing runs", server(1, idle), server(1, idle), { stable: undefined, candidate: undefined }],
    [
      "one that ran before us, odd weight of the file",
      server(1),
      server(1, idle),
      { stable: 0, candidate: undefined },
    ],
    [
      "one after a promotion",
      server(0, { ...idle, ...out }),
      server(256),
      { stable: 1, candidate: undefined },
    ],
    [
      "first deploy at 0 %",
      server(0),
      server(256, { ...idle, ...out }),
      { stable: undefined, candidate: 0, candidateWeight: 0 },
    ],
    [
      "first deploy at 100 %",
      server(255),
      server(0, { ...idle, ...out }),
      { stable: undefined, candidate: 0, candidateWeight: 100 },
    ],
    ["candidate at 0 %", server(256), server(0), { stable: 0, candidate: 1, candidateWeight: 0 }],
    [
      "candidate in the file's maintenance",
      server(1),
      server(1, out),
      { stable: 0, candidate: 1, candidateWeight: 0 },
    ],
    ["candidate at 25 %", server(85), server(256), { stable: 1, candidate: 0, candidateWeight: 25 }],
    [
      "candidate at 1 %, as odd as the file's",
      server(100),
      server(1),
      { stable: 0, candidate: 1, candidateWeight: 1 },
    ],
    [
      "candidate at 100 %",
      server(0),
      server(255),
      { stable: 0, candidate: 1, candidateWeight: 100, isRetiring: false },
    ],
    [
      "retiring",
      server(RETIRED, out),
      server(256),
      { stable: 0, candidate: 1, candidateWeight: 100, isRetiring: true },
    ],
    ["aborted, not stopped", server(256), server(0, out), { stable: 0, candidate: 1, candidateWeight: 0 }],
    ["stable gone", server(256, idle), server(85), { stable: undefined, candidate: 1, candidateWeight: 25 }],
    ["reloaded", server(1), server(1), { known: false, reason: "reloaded" }],
    ["both even", server(10), server(100), { known: false, reason: "edited" }],
    ["both odd", server(11), server(101), { known: false, reason: "edited" }],
    ["nobody has traffic", server(0), server(0), { known: false, reason: "no_traffic" }],
  ])("are told: %s", (_name, first, second, expected) => {
    expect(decodeRoles([first, second])).toMatchObject(expected);
  });

  test("do not depend on which server is named first", () => {
    const facts = fc.record({
      isRunning: fc.boolean(),
      isOut: fc.boolean(),
      weight: fc.oneof(
        fc.constantFrom(0, ALL_STABLE, ALL_CANDIDATE, RETIRED),
        fc.integer({ min: 0, max: 256 }),
      ),
      initialWeight: fc.constantFrom(1, 100, 256),
    });
    fc.assert(
      fc.property(facts, facts, (first, second) => {
        const [one, other] = [decodeRoles([first, second]), decodeRoles([second, first])];
        const turned = (index: 0 | 1 | undefined): number | undefined =>
          index === undefined ? index : 1 - index;
        if (!one.known || !other.known) return expect(one).toEqual(other);
        expect({ ...other, stable: turned(other.stable), candidate: turned(other.candidate) }).toEqual(one);
        // Who runs is told, and nobody is both.
        const told = [one.stable, one.candidate].filter((index) => index !== undefined);
        expect(new Set(told).size).toBe([first, second].filter(({ isRunning }) => isRunning).length);
      }),
    );
  });
});
