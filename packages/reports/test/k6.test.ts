import { describe, expect, test } from "@jest/globals";
import { mergePerformance, readK6Summary } from "../src/index.ts";
import { chunksOf, fixture, problemOf, reportOf } from "./support/chunks.ts";

function summary(duration: unknown, requests: unknown = { count: 100 }): string {
  return JSON.stringify({ metrics: { http_req_duration: duration, http_reqs: requests } });
}

describe("readK6Summary", () => {
  test("reads what --summary-export writes", async () => {
    const model = reportOf(await readK6Summary(fixture("k6-summary-export.json"), "k6.json"));
    expect(model.samples).toBe(1_800);
    expect(Object.fromEntries(model.percentiles)).toEqual({ 50: 110.47, 90: 183.54, 95: 200, 100: 1140 });
  });

  test("reads what handleSummary is given", async () => {
    const model = reportOf(await readK6Summary(fixture("k6-handle-summary.json"), "k6.json"));
    expect(model.samples).toBe(1_800);
    expect(Object.fromEntries(model.percentiles)).toEqual({ 50: 110.47, 95: 200.1, 99.9: 901.5 });
  });

  test("leaves out what is no number", async () => {
    const text = summary({ "p(90)": null, "p(95)": "200", "p(99)": -1, "p(50)": 7, constructor: 5 });
    expect([...reportOf(await readK6Summary(chunksOf(text), "k")).percentiles]).toEqual([[50, 7]]);
  });

  test("does not know the count when the summary does not say", async () => {
    const model = reportOf(await readK6Summary(chunksOf(summary({ "p(95)": 7 }, null)), "k"));
    expect(model.samples).toBeUndefined();
  });

  test.each([
    ["an empty file", "", "report_empty", "empty"],
    [
      "NaN, which is not JSON",
      '{"metrics": {"http_req_duration": {"p(95)": NaN}}}',
      "report_unreadable",
      "not JSON",
    ],
    ["a list", "[]", "report_unreadable", "found an array"],
    ["a list of metrics", '{"version":"1","metrics":[]}', "report_unreadable", "members version, metrics"],
    ["another shape of the metric", summary({ stats: { p95: 1 } }), "report_unreadable", "not a k6 summary"],
    ["values that are no object", summary({ values: [1] }), "report_unreadable", "not a k6 summary"],
    [
      "a metric that is no time",
      summary({ contains: "data", values: { "p(95)": 1 } }),
      "report_unreadable",
      "times",
    ],
    ["no request at all", '{"metrics":{"iterations":{"count":5}}}', "no_samples", "no HTTP request"],
    ["a count of 0", summary({ "p(95)": 0 }, { count: 0 }), "no_samples", "no HTTP request"],
    ["zeros without a count", summary({ med: 0, "p(95)": 0 }, null), "no_samples", "every latency is 0"],
  ])("refuses %s", async (_, text, reason, message) => {
    const problem = problemOf(await readK6Summary(chunksOf(text), "k6.json"));
    expect(problem.reason).toBe(reason);
    expect(problem.message).toContain(message);
  });

  test("several reports are as slow as the slowest and as small as the smallest", () => {
    const merged = mergePerformance([
      {
        percentiles: new Map([
          [95, 100],
          [99, 300],
        ]),
        samples: 500,
      },
      { percentiles: new Map([[95, 180]]), samples: 70 },
    ]);
    expect(merged).toEqual({ percentiles: new Map([[95, 180]]), samples: 70 });
  });
});
