import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  editDistance,
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  nearest,
  parseDuration,
  parsePercent,
  plural,
  printable,
  suggest,
  tail,
  truncateUtf8,
  utf8Length,
} from "../src/index.ts";

describe("durations", () => {
  test.each([
    ["90s", 90_000],
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["250ms", 250],
    ["1.5h", 5_400_000],
    ["2d", 172_800_000],
    ["0", 0],
    [" 5m ", 300_000],
  ])("%j is %d ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(["", "5", "5 m", "m5", "5m1h", "5m5m", "-5m", "5min", "1e3s", "∞"])("%j is no duration", (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  test.each([
    [0, "0ms"],
    [850, "850ms"],
    [9_400, "9.4s"],
    [192_000, "3m12s"],
    [300_000, "5m"],
    [5_400_000, "1h30m"],
    [90_061_000, "1d1h"],
    [Number.NaN, "unknown"],
    [-1, "unknown"],
  ])("%d ms reads %j", (ms, text) => expect(formatDuration(ms)).toBe(text));

  test("what is formatted can be read again, to within its rounding", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * 86_400_000 }), (ms) => {
        const again = parseDuration(formatDuration(ms));
        expect(again).toBeDefined();
        expect(Math.abs((again ?? 0) - ms)).toBeLessThanOrEqual(Math.max(500, ms * 0.05));
      }),
    );
  });
});

describe("numbers", () => {
  test.each([
    ["25%", 25],
    ["25 %", 25],
    ["0.1%", 0.1],
    ["100", 100],
  ])("%j is %d per cent", (text, value) => expect(parsePercent(text)).toBe(value));

  test.each(["", "101%", "-1%", "abc", "5%%"])("%j is no per cent", (text) =>
    expect(parsePercent(text)).toBeUndefined(),
  );

  test.each([
    [79.99, "79.9 %"],
    [80, "80 %"],
    [99.96, "99.9 %"],
    [100, "100 %"],
    [8.2, "8.2 %"],
    [0.04, "< 0.1 %"],
    [0, "0 %"],
    [Number.NaN, "n/a"],
  ])("%d per cent reads %j: never rounded over a limit", (value, text) =>
    expect(formatPercent(value)).toBe(text),
  );

  test("counts are grouped, bytes have units", () => {
    expect(formatCount(41_200)).toBe("41,200");
    expect(formatCount(999)).toBe("999");
    expect([formatBytes(12), formatBytes(3_482), formatBytes(1_048_576)]).toEqual([
      "12 B",
      "3.4 KiB",
      "1.0 MiB",
    ]);
    expect([plural(1, "file"), plural(3, "file"), plural(2, "look", "looks")]).toEqual([
      "1 file",
      "3 files",
      "2 looks",
    ]);
  });
});

describe("nearest", () => {
  test.each([
    ["enviroment", ["environment", "release"], "environment"],
    ["min_requests", ["min-requests", "steps"], "min-requests"],
    ["wieght", ["weight", "bake"], "weight"],
    ["zzzzz", ["weight", "bake"], undefined],
    ["x", [], undefined],
  ])("%j among %j is %j", (word, candidates, expected) => expect(nearest(word, candidates)).toBe(expected));

  test("a suggestion names the nearest, or all", () => {
    expect(suggest("wieght", ["weight", "bake"])).toBe(' Did you mean "weight"?');
    expect(suggest("zzzzz", ["weight", "bake"])).toBe(" Expected one of: weight, bake.");
    expect(suggest("zzzzz", [])).toBe("");
  });

  test("the distance is a metric on short words", () => {
    const word = fc.string({ maxLength: 6 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("text", () => {
  test("a text is cut to its bytes, never inside a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 3, max: 40 }), (value, max) => {
        const cut = truncateUtf8(value, max);
        expect(utf8Length(cut)).toBeLessThanOrEqual(max);
        expect(cut).not.toContain("\ufffd");
        if (utf8Length(value) <= max) expect(cut).toBe(value);
      }),
    );
  });

  test("control and direction characters become visible", () => {
    expect(printable("a\u001b[31mred\u202e\n")).toBe("a\\x1b[31mred\\u202e\\x0a");
  });

  test("the tail is the last lines", () => {
    expect(tail("a\nb\r\nc\n\n", 2)).toBe("b\nc");
  });
});
