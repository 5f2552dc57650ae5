import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { percentile } from "../../src/percentile.ts";
import { toHistogram } from "../../src/prometheus/bucket-histogram.ts";
import { toClassicSeries } from "../../src/prometheus/native-histogram.ts";

/** As Prometheus 2.42 answered for a histogram of schema 3 with a zero bucket, and one of schema 1. */
const SCHEMA_3 = [
  1_795_285_970.558,
  {
    count: "18",
    sum: "1.8",
    buckets: [
      [3, "-2.938735877055719e-39", "2.938735877055719e-39", "1"],
      [0, "0.08838834764831843", "0.0963881765879963", "10"],
      [0, "0.0963881765879963", "0.1051120519067143", "4"],
      [0, "0.125", "0.1363134665831572", "3"],
    ],
  },
];
const SCHEMA_1 = [
  1_795_285_971.558,
  {
    count: "160",
    sum: "16",
    buckets: [
      [0, "0.0625", "0.08838834764831843", "100"],
      [0, "0.08838834764831843", "0.125", "50"],
      [0, "0.125", "0.17677669529663687", "10"],
    ],
  },
];

const histogramOf = (sample: unknown) => {
  const series = toClassicSeries({ version: "v2" }, [sample]);
  if (typeof series === "string") throw new Error(series);
  const read = toHistogram(
    series.map(({ labels, samples }) => [labels, samples[0]?.[1] ?? Number.NaN] as const),
  );
  if (typeof read === "string") throw new Error(read);
  return read;
};
/** Counts by upper bound in ms, without the empty ones. */
const filled = (sample: unknown) => {
  const { boundsMs, counts } = histogramOf(sample);
  return counts.flatMap((count, index) =>
    count === 0 ? [] : [[Math.round(boundsMs[index] ?? Number.POSITIVE_INFINITY), count]],
  );
};

describe("A native histogram", () => {
  test("is read exactly, at the bounds that every finer one has too", () => {
    expect(filled(SCHEMA_3)).toEqual([
      [1, 1],
      [125, 14],
      [177, 3],
    ]);
    expect(filled(SCHEMA_1)).toEqual([
      [88, 100],
      [125, 50],
      [177, 10],
    ]);
    expect(percentile(histogramOf(SCHEMA_1), 50)).toMatchObject({ known: true, n: 160 });
  });

  test("has its sample times, and the labels of its series", () => {
    const series = toClassicSeries({ version: "v2" }, [SCHEMA_3, SCHEMA_1]);
    expect(typeof series === "string" ? series : series.at(-1)).toEqual({
      labels: { version: "v2", le: "+Inf" },
      samples: [
        [1_795_285_970_558, 18],
        [1_795_285_971_558, 160],
      ],
    });
  });

  test("without buckets is one that saw nothing; what is slower than all bounds is not lost", () => {
    expect(filled([1, { count: "0", sum: "0" }])).toEqual([]);
    const slow = { count: "2", sum: "200", buckets: [[0, "64", "90.50966799187809", "2"]] };
    expect(filled([1, slow])).toEqual([[Number.POSITIVE_INFINITY, 2]]);
  });

  test.each<readonly [string, unknown, string]>([
    [
      "coarser than the bounds",
      [1, { count: "1", sum: "1", buckets: [[0, "0.5", "1", "1"]] }],
      "has a bucket from 0.5 to 1, coarser than 2 buckets for each doubling",
    ],
    [
      "with a wide bucket of zero",
      [1, { count: "1", sum: "1", buckets: [[3, "-0.25", "0.25", "1"]] }],
      "has a bucket from -0.25 to 0.25, coarser than",
    ],
    ["without a count", [1, { sum: "1", buckets: [] }], "has the count undefined, expected a number"],
    ["with the count NaN", [1, { count: "NaN", buckets: [] }], 'has the count "NaN", expected a number'],
    ["with a bucket that is none", [1, { count: "1", buckets: [["a"]] }], 'has the bucket ["a"]'],
    ["with a count below zero", [1, { count: "1", buckets: [[0, "1", "1.1", "-1"]] }], "has the bucket"],
    ["that is no object", [1, "x"], "a native histogram cannot be read"],
  ])("%s is refused", (_name, sample, text) => {
    expect(toClassicSeries({}, [sample])).toEqual(expect.stringContaining(text));
  });

  test("of any finer resolution holds as many observations below a bound as there were", () => {
    const cases = fc.record({
      schema: fc.integer({ min: 1, max: 8 }),
      indexes: fc.array(fc.integer({ min: -60, max: 40 }), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(cases, ({ schema, indexes }) => {
        const base = 2 ** (2 ** -schema);
        const buckets = indexes.map((index) => [0, String(base ** (index - 1)), String(base ** index), "1"]);
        const { boundsMs, counts } = histogramOf([1, { count: String(indexes.length), buckets }]);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(indexes.length);
        for (const [at, boundMs] of boundsMs.entries()) {
          const below = counts.slice(0, at + 1).reduce((sum, count) => sum + count, 0);
          const expected = indexes.filter((index) => base ** index * 1_000 <= boundMs * (1 + 1e-6)).length;
          expect(below).toBe(expected);
        }
      }),
    );
  });
});
