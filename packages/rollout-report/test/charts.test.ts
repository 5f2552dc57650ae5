import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bucketRuns } from "../src/chart/bucket-line.ts";
import { shorten, spreadLabels } from "../src/chart/labels.ts";
import { bandPath, linePath, thinPoints } from "../src/chart/path.ts";
import { makePlot, WIDE } from "../src/chart/plot.ts";
import { linearScale, niceTicks, wholeTicks } from "../src/chart/scale.ts";
import { durationTicks, timeTicks } from "../src/chart/time-axis.ts";

describe("ticks", () => {
  test.each([
    [0.0187, 4, [0, 0.005, 0.01, 0.015, 0.02]],
    [220, 4, [0, 100, 200, 300]],
    [1, 4, [0, 0.25, 0.5, 0.75, 1]],
    [0, 4, [0, 0.25, 0.5, 0.75, 1]],
    [Number.NaN, 2, [0, 0.5, 1]],
  ])("up to %d in %d steps are round", (max, count, ticks) => {
    expect(niceTicks(max, count)).toEqual(ticks);
  });

  test("reach what they have to show, with few steps", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (max, count) => {
          const ticks = niceTicks(max, count);
          return ticks.length <= count + 1 && (ticks.at(-1) ?? 0) >= max * (1 - 1e-6);
        },
      ),
    );
  });

  test("of whole numbers stay within their limits", () => {
    expect(wholeTicks(-1, 4, 6)).toEqual([-1, 0, 1, 2, 3, 4]);
    expect(wholeTicks(-3, 20, 6)).toEqual([0, 5, 10, 15, 20]);
  });

  test("of time are round moments in UTC", () => {
    const from = Date.UTC(2026, 10, 21, 14, 2, 40);
    const labels = (length: number) => timeTicks({ from, to: from + length }, 4).map(({ label }) => label);
    expect(labels(8_000)).toEqual(["14:02:40", "14:02:42", "14:02:44", "14:02:46"]);
    expect(labels(250_000)).toEqual(["14:04:00", "14:06:00"]);
    expect(labels(6 * 3_600_000)).toEqual(["16:00:00", "18:00:00", "20:00:00"]);
    expect(labels(60 * 3_600_000)).toEqual(["11-22 00:00", "11-23 00:00", "11-24 00:00"]);
  });

  test("of durations reach the longest", () => {
    expect(durationTicks(600_000, 8)).toEqual([0, 120_000, 240_000, 360_000, 480_000, 600_000]);
  });
});

describe("paths", () => {
  test("have a gap where a point is missing or is no number", () => {
    const points = [{ x: 0, y: 1 }, { x: 1.26, y: 2 }, undefined, { x: 3, y: 4 }, { x: 4, y: Number.NaN }];
    expect(linePath(points)).toBe("M0 1L1.3 2M3 4");
    expect(linePath([])).toBe("");
    expect(bandPath([], [])).toBe("");
  });

  test("are thinned but keep the last, the highest and each gap", () => {
    const points = Array.from({ length: 1_000 }, (_, index) =>
      index === 500 ? undefined : { x: index / 10, y: index === 123 ? 0 : 50 },
    );
    const thin = thinPoints(points, 2);
    expect(thin.length).toBeLessThan(60);
    expect(thin).toContainEqual({ x: 12.3, y: 0 });
    expect(thin).toContain(undefined);
    expect(thin.at(-1)).toEqual({ x: 99.9, y: 50 });
  });

  test("a bucket that stands alone is a short line, not nothing", () => {
    const span = { from: 0, to: 1_000 };
    const plot = makePlot(WIDE, { id: "a", height: 100, span, yDomain: [0, 1] });
    const bucket = (from: number, requests: number) => ({
      from,
      to: from + 100,
      candidate: { requests, errors: 0 },
      stable: undefined,
      unknown: undefined,
    });
    const buckets = [bucket(0, 0), bucket(100, 5), bucket(200, 0)];
    const runs = bucketRuns(plot, buckets, ({ candidate }) => candidate?.requests || undefined);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.map(({ x }) => x)).toEqual([100, 150, 200].map(plot.x));
  });
});

describe("scales and labels", () => {
  test("a scale without a domain does not divide by nothing", () => {
    expect(linearScale([5, 5], [0, 100])(5)).toBe(0);
  });

  test("labels never overlap while there is room, and stay within it", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { maxLength: 12 }), (wanted) => {
        const placed = spreadLabels(wanted, { top: 0, bottom: 200 }, 15).sort((one, other) => one - other);
        return placed.every(
          (y, index) =>
            y >= -1e-9 && y <= 200 + 1e-9 && (index === 0 || y - (placed[index - 1] ?? 0) >= 15 - 1e-9),
        );
      }),
    );
  });

  test("text is cut by characters, not by halves of them", () => {
    expect(shorten("errors", 6)).toBe("errors");
    expect(shorten("🚀🚀🚀🚀", 3)).toBe("🚀🚀…");
  });
});
