import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ReleaseCounts, subtract } from "../src/index.ts";

const counts = (changes: Partial<ReleaseCounts> = {}): ReleaseCounts => ({
  version: "v2",
  epoch: "a",
  requests: 100,
  errors: 10,
  latency: { boundsMs: [50], counts: [90, 10] },
  ...changes,
});

describe("What was served between two readings", () => {
  test("holds the users that were harmed first in it, where both readings know them", () => {
    const later = counts({ requests: 200, errors: 15, harmedUsers: 7 });
    expect(subtract(later, counts({ harmedUsers: 4 }))).toMatchObject({
      known: true,
      counts: { requests: 100, errors: 5, harmedUsers: 3 },
    });
    for (const window of [
      subtract(later, counts()),
      subtract(counts({ requests: 200, errors: 15 }), counts({ harmedUsers: 4 })),
    ]) {
      expect(window.known && window.counts).not.toHaveProperty("harmedUsers");
      expect(window.known).toBe(true);
    }
  });

  test("holds the gauges as they were at its end", () => {
    const window = subtract(
      counts({ requests: 200, gauges: { cpu: [0.4, 0.6] } }),
      counts({ gauges: { cpu: [9], memory: [1] } }),
    );
    expect(window.known && window.counts.gauges).toEqual({ cpu: [0.4, 0.6] });
    const none = subtract(counts(), counts({ gauges: { cpu: [9] } }));
    expect(none.known && none.counts).not.toHaveProperty("gauges");
  });

  test.each<readonly [string, Partial<ReleaseCounts>, Partial<ReleaseCounts>, string]>([
    ["fewer requests", { requests: 99 }, {}, "counter_decreased"],
    ["fewer errors", { errors: 9 }, {}, "counter_decreased"],
    ["fewer in a bucket", { latency: { boundsMs: [50], counts: [89, 11] } }, {}, "counter_decreased"],
    ["fewer users", { errors: 20, harmedUsers: 3 }, { harmedUsers: 4 }, "counter_decreased"],
    ["half a request", { requests: 100.5 }, {}, "counts_fractional"],
    ["half an error", { requests: 110, errors: 10.5 }, {}, "counts_fractional"],
    ["NaN", { requests: Number.NaN }, {}, "counter_decreased"],
    ["infinity", { requests: Number.POSITIVE_INFINITY }, {}, "counter_decreased"],
    ["users that are no number", { harmedUsers: Number.NaN }, { harmedUsers: 4 }, "counter_decreased"],
    ["more users than errors", { errors: 11, harmedUsers: 9 }, { harmedUsers: 4 }, "counts_contradict"],
    ["more errors than requests", { errors: 12, requests: 101 }, {}, "counts_contradict"],
    ["another release", { version: "v1" }, {}, "version_changed"],
    ["a new process, also when it has counted more", { requests: 500, epoch: "b" }, {}, "epoch_changed"],
    ["other buckets", { latency: { boundsMs: [60], counts: [90, 10] } }, {}, "buckets_changed"],
  ])("is unknown after %s", (_name, later, earlier, reason) => {
    expect(subtract(counts(later), counts(earlier))).toMatchObject({ known: false, reason });
  });

  test("is never negative, and adds up over any readings in between", () => {
    const step = fc.record({ requests: fc.nat(1e9), errors: fc.nat(1e6), users: fc.nat(1e6) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const readings = [counts({ requests: 0, errors: 0, harmedUsers: 0 })];
        for (const { requests, errors, users } of steps) {
          const last = readings.at(-1) as ReleaseCounts;
          readings.push(
            counts({
              requests: last.requests + requests + errors,
              errors: last.errors + errors,
              harmedUsers: (last.harmedUsers ?? 0) + Math.min(users, errors),
            }),
          );
        }
        const whole = subtract(readings.at(-1), readings[0]);
        const parts = readings.slice(1).map((reading, index) => subtract(reading, readings[index]));
        for (const key of ["requests", "errors", "harmedUsers"] as const) {
          const sum = parts.reduce((total, part) => total + (part.known ? (part.counts[key] ?? -1) : -1), 0);
          expect(whole.known && whole.counts[key]).toBe(sum);
        }
      }),
    );
  });
});
