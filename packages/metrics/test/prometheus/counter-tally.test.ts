import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { toHistogram } from "../../src/prometheus/bucket-histogram.ts";
import { CounterTally, type ScrapeContext, type TargetFacts } from "../../src/prometheus/counter-tally.ts";
import { ScrapeTimes } from "../../src/prometheus/scrape-times.ts";
import type { Series } from "../../src/prometheus/series.ts";

const labels = { job: "shop", instance: "a:80" };
const series = (...samples: readonly (readonly [number, number])[]): readonly Series[] => [
  { labels, samples },
];
const from = (beganMs: number, targetOf: ScrapeContext["targetOf"] = () => undefined): ScrapeContext => ({
  beganMs,
  targetOf,
  hasMissed: () => false,
});
const never = (): undefined => undefined;
const facts = (firstSeenMs: number, startedMs?: number) => (): TargetFacts => ({ firstSeenMs, startedMs });

describe("A tally of counters", () => {
  test("counts from its first look on, not what was there before", () => {
    const tally = new CounterTally();
    tally.add(series([1, 90], [2, 100]), from(2));
    expect(tally.total).toBe(0);
    tally.add(series([2, 100], [3, 103], [4, 110]), from(2));
    expect(tally.total).toBe(10);
  });

  test("adds all of a counter that began anew, also when it is already higher than before", () => {
    const tally = new CounterTally();
    tally.add(series([1, 100]), from(1));
    tally.add(series([2, 105], [3, 4], [4, 200]), from(1));
    expect(tally.total).toBe(5 + 4 + 196);
  });

  test("takes a sample once, however windows overlap", () => {
    const tally = new CounterTally();
    tally.add(series([1, 0]), from(1));
    for (let look = 0; look < 3; look += 1) tally.add(series([1, 0], [2, 5], [3, 7]), from(1));
    expect(tally.total).toBe(7);
  });

  test.each([
    ["on a target that was scraped before without it", facts(5), 3],
    ["of a process younger than the tally", facts(10, 8), 3],
    ["of a process as old as the tally", facts(10, 7), 3],
    ["of an older process that is scraped only now", facts(10, 6), 0],
    ["of a process nobody knows the age of", facts(10), 0],
    ["of a target nobody knows", never, 0],
  ] as const)("a series that appears %s counts its first value accordingly", (_name, target, first) => {
    const tally = new CounterTally();
    tally.add([], from(7));
    tally.add(series([10, 3], [11, 5]), from(7, target));
    expect(tally.total).toBe(first + 2);
  });

  test("counts all of a series again that its target did not have for a scrape, whatever its value", () => {
    const other = { labels: { ...labels, code: "200" }, samples: [1, 2, 3, 4].map((at) => [at, 9] as const) };
    const errors = series([1, 0], [2, 3], [4, 3]);
    const times = new ScrapeTimes([...errors, other]);
    const tally = new CounterTally();
    tally.add(series([1, 0]), from(1));
    tally.add(errors, { ...from(1), hasMissed: (of, start, end) => times.hasBetween(of, start, end) });
    expect(tally.total).toBe(6);
  });

  test.each([
    [
      "nobody else was scraped then",
      [
        [1, 0],
        [2, 0],
      ],
      "a:80",
    ],
    [
      "another series came and went with it",
      [
        [2, 0],
        [4, 0],
      ],
      "a:80",
    ],
    [
      "others of the name are scraped at other times",
      [
        [1.5, 0],
        [3, 0],
        [4.5, 0],
      ],
      "a:80",
    ],
    [
      "another target was scraped",
      [
        [2, 0],
        [3, 0],
        [4, 0],
      ],
      "b:80",
    ],
  ] as const)("a scrape is not missed when %s", (_name, samples, instance) => {
    const other = { labels: { ...labels, instance, code: "200" }, samples };
    const times = new ScrapeTimes([...series([2, 3], [4, 3]), other]);
    expect(times.hasBetween(labels, 2, 4)).toBe(false);
  });

  test("keeps what a series gained that is gone", () => {
    const tally = new CounterTally();
    tally.add(series([1, 0]), from(1));
    tally.add(series([2, 9]), from(1));
    tally.add([], from(1));
    expect(tally.total).toBe(9);
  });

  test("adds up exactly what was counted, wherever the windows end and the process restarts", () => {
    const steps = fc.array(fc.tuple(fc.nat(20), fc.boolean(), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (all) => {
        const tally = new CounterTally();
        tally.add(series([0, 5]), from(0));
        let value = 5;
        let expected = 0;
        let window: [number, number][] = [];
        all.forEach(([gain, restarts, looks], index) => {
          // A restart that is seen: the counter is below what it was.
          if (restarts && gain < value) value = gain;
          else value += gain;
          expected += gain;
          window.push([index + 1, value]);
          if (!looks) return;
          tally.add(series(...window), from(0));
          window = [];
        });
        tally.add(series(...window), from(0));
        expect(tally.total).toBe(expected);
      }),
    );
  });
});

describe("A histogram of buckets", () => {
  const bucket = (le: string, gain: number, instance = "a") => [{ le, instance }, gain] as const;

  test("is in ms and not cumulative, added up over instances", () => {
    const entries = [bucket("0.1", 3), bucket("+Inf", 5), bucket("0.5", 5), bucket("0.1", 1, "b")];
    const all = [...entries, bucket("0.5", 1, "b"), bucket("+Inf", 2, "b")];
    expect(toHistogram(all)).toEqual({ boundsMs: [100, 500], counts: [4, 2, 1] });
  });

  test.each([
    ["no +Inf", [bucket("0.1", 1)], 'no bucket le="+Inf"'],
    ["no le", [[{ instance: "a" }, 1] as const], 'the label le=""'],
    ["another le", [bucket("fast", 1)], 'le="fast"'],
    ["not cumulative", [bucket("0.1", 5), bucket("+Inf", 3)], "not cumulative"],
    ["other buckets", [bucket("0.1", 1), bucket("+Inf", 1), bucket("+Inf", 1, "b")], "different buckets"],
  ])("is none: %s", (_name, entries, why) => {
    expect(toHistogram(entries)).toContain(why);
  });
});
