import { describe, expect, test } from "@jest/globals";
import {
  conditionMisfit,
  judgeProblem,
  judgeReport,
  mergeReports,
  type ReportKind,
  readReport,
  samplesNeeded,
} from "../src/index.ts";
import { chunksOf, condition, fixture, problemOf, reportOf } from "./support/chunks.ts";

const SOURCES = ["report"];

async function judged(kind: ReportKind, text: string, required: string) {
  const model = reportOf(await readReport(kind, chunksOf(text), "report"));
  return judgeReport(kind, model, condition(required), "gate", SOURCES);
}

function junit(passed: number, failed: number, skipped = 0): string {
  const cases = [
    ...Array.from({ length: passed }, (_, index) => `<testcase name="p${index}"/>`),
    ...Array.from(
      { length: failed },
      (_, index) => `<testcase name="f${index}" classname="c" file="a.ts" line="7"><failure/></testcase>`,
    ),
    ...Array.from({ length: skipped }, (_, index) => `<testcase name="s${index}"><skipped/></testcase>`),
  ];
  return `<testsuite>${cases.join("")}</testsuite>`;
}

function lcov(covered: number, total: number): string {
  const lines = Array.from({ length: total }, (_, index) => `DA:${index + 1},${index < covered ? 1 : 0}`);
  return ["SF:src/cart.ts", ...lines, "end_of_record"].join("\n");
}

function sarif(...scores: readonly string[]): string {
  const results = scores.map((score) => ({
    ruleId: "sql",
    message: { text: "SQL from input" },
    properties: { "security-severity": score },
    locations: [{ physicalLocation: { artifactLocation: { uri: "src/a.ts" }, region: { startLine: 7 } } }],
  }));
  return JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "scanner" } }, results }] });
}

function k6(p95: number, count = 1_000): string {
  return JSON.stringify({ metrics: { http_req_duration: { "p(95)": p95 }, http_reqs: { count } } });
}

describe("judgeReport", () => {
  test.each<[ReportKind, string, string, string, string, string]>([
    [
      "tests",
      junit(999, 1),
      "100%_pass_rate",
      "fail",
      "tests_failed",
      "99.9 % (999 of 1,000 tests, 1 failed)",
    ],
    ["tests", junit(1_000, 0), "100%_pass_rate", "pass", "passed", "100 % (1,000 of 1,000 tests)"],
    ["tests", junit(199, 1), "99.5%_pass_rate", "pass", "passed", "99.5 % (199 of 200 tests, 1 failed)"],
    ["tests", junit(1, 0, 9), "pass-rate >= 100%", "pass", "passed", "100 % (1 of 1 test, 9 skipped)"],
    ["tests", junit(0, 0, 2), "100%_pass_rate", "inconclusive", "no_tests", "no test ran (2 skipped)"],
    [
      "coverage",
      lcov(7_999, 10_000),
      ">= 80%",
      "fail",
      "coverage_below_threshold",
      "79.99 % (7,999 of 10,000 lines)",
    ],
    ["coverage", lcov(4, 5), ">= 80%", "pass", "passed", "80 % (4 of 5 lines)"],
    [
      "coverage",
      "SF:a\nend_of_record",
      ">= 80%",
      "inconclusive",
      "no_coverable_lines",
      "no coverable lines in the report",
    ],
    ["coverage", "TN:\n", ">= 0%", "inconclusive", "no_coverable_lines", "no coverable lines in the report"],
    ["findings", sarif("8.0"), "no_high_severity", "fail", "findings_found", "1 high"],
    ["findings", sarif("8.0"), "no_critical_issues", "pass", "passed", "1 high"],
    ["findings", sarif("9.5"), "no_high_severity", "fail", "findings_found", "1 critical"],
    ["findings", sarif(), "no_low_severity", "pass", "passed", "no findings"],
    ["findings", sarif("1", "5"), "<= 1", "fail", "findings_found", "1 medium, 1 low"],
    ["performance", k6(200), "<= 200ms_p95", "pass", "passed", "p95 200 ms (1,000 requests)"],
    [
      "performance",
      k6(200.1),
      "<= 200ms_p95",
      "fail",
      "latency_above_threshold",
      "p95 200.1 ms (1,000 requests)",
    ],
    [
      "performance",
      k6(200.000001),
      "<= 200ms_p95",
      "fail",
      "latency_above_threshold",
      "p95 200.01 ms (1,000 requests)",
    ],
    [
      "performance",
      k6(10, 58),
      "<= 200ms_p95",
      "inconclusive",
      "insufficient_samples",
      "p95 10 ms (58 requests), p95 needs 59",
    ],
    ["performance", k6(10, 59), "<= 200ms_p95", "pass", "passed", "p95 10 ms (59 requests)"],
    [
      "performance",
      k6(10),
      "p99 <= 200ms",
      "inconclusive",
      "no_percentile",
      "no p99 in the report (it has p95)",
    ],
  ])("%s case %#: %s for %s is %s", async (kind, text, required, outcome, reason, found) => {
    expect(await judged(kind, text, required)).toMatchObject({
      name: "gate",
      outcome,
      reason,
      required,
      found,
      sources: SOURCES,
    });
  });

  test.each<[ReportKind, string, string, string]>([
    [
      "tests",
      junit(1, 5),
      "100%_pass_rate",
      "fix c › f0 (a.ts:7); c › f1 (a.ts:7); c › f2 (a.ts:7); and 2 more",
    ],
    ["tests", junit(1, 1), "100%_pass_rate", "fix c › f0 (a.ts:7)"],
    ["coverage", lcov(75, 100), ">= 80%", "cover 5 more lines; most uncovered: src/cart.ts 76-100"],
    ["coverage", lcov(79, 100), ">= 80%", "cover 1 more line; most uncovered: src/cart.ts 80-100"],
    ["findings", sarif("1", "9.5"), "no_high_severity", "fix critical sql at src/a.ts:7: SQL from input"],
    [
      "performance",
      k6(10),
      "p99 <= 200ms",
      'add "p(99)" to summaryTrendStats in the options of the k6 script',
    ],
    ["performance", k6(10, 5), "p95 <= 200ms", "run the load test with at least 59 requests"],
  ])("%s case %# says what to do", async (kind, text, required, advice) => {
    expect((await judged(kind, text, required)).advice).toBe(advice);
  });

  test("names in advice stay on one line and cannot drive a terminal", async () => {
    const name = `a&#10;::error::b\u202e${"n".repeat(400)}`;
    const { advice } = await judged(
      "tests",
      `<testsuite><testcase name="${name}"><failure/></testcase></testsuite>`,
      "100%_pass_rate",
    );
    expect(advice).toMatch(/^fix a\\x0a::error::b\\u202en{106}…$/);
  });

  test("a pass needs no advice", async () => {
    expect((await judged("coverage", lcov(4, 5), ">= 80%")).advice).toBe("");
  });

  test("the silence of a scanner that failed proves nothing, what it found counts", async () => {
    const failed = (results: unknown) =>
      JSON.stringify({
        version: "2.1.0",
        runs: [{ tool: { driver: { name: "x" } }, results, invocations: [{ executionSuccessful: false }] }],
      });
    expect(await judged("findings", failed([]), "no_high_severity")).toMatchObject({
      outcome: "inconclusive",
      reason: "scan_failed",
    });
    expect(await judged("findings", failed([{ level: "error" }]), "no_high_severity")).toMatchObject({
      outcome: "fail",
    });
  });

  test.each<[ReportKind, string]>([
    ["tests", ">= 3"],
    ["tests", "no_high_severity"],
    ["coverage", "100%_pass_rate"],
    ["coverage", "error-rate < 1%"],
    ["findings", ">= 80%"],
    ["performance", "<= 200ms"],
    ["performance", "p95 < 150% of baseline"],
    ["performance", "3 consecutive failures"],
  ])("%s cannot be judged by %s", async (kind, required) => {
    const text = { tests: junit(1, 0), coverage: lcov(1, 1), findings: sarif(), performance: k6(1) }[kind];
    const evidence = await judged(kind, text, required);
    expect(evidence).toMatchObject({ outcome: "inconclusive", reason: "condition_not_applicable" });
    expect(evidence.advice).toBe(conditionMisfit(kind, condition(required)));
  });

  test.each<ReportKind>(["tests", "coverage", "findings", "performance"])(
    "no %s report at all is inconclusive",
    (kind) => {
      const required = {
        tests: "100%_pass_rate",
        coverage: ">= 0%",
        findings: "no_low_severity",
        performance: "<= 1s_p95",
      }[kind];
      const evidence = judgeReport(kind, mergeReports(kind, []), condition(required), "gate", []);
      expect(evidence.outcome).toBe("inconclusive");
    },
  );
});

test("a report that could not be read is inconclusive and says where", async () => {
  const problem = problemOf(await readReport("coverage", chunksOf("SF:a\nDA:x"), "lcov.info"));
  expect(judgeProblem(problem, condition(">= 80%"), "coverage", ["lcov.info"])).toMatchObject({
    outcome: "inconclusive",
    reason: "report_unreadable",
    required: ">= 80%",
    found: 'lcov.info:2: read "DA:x", expected DA:<line>,<count>[,<checksum>]',
  });
});

test("text of the report cannot drive the terminal through a problem", async () => {
  const problem = problemOf(await readReport("coverage", chunksOf("\u001b[2J\u202e"), "lcov.info"));
  expect(problem.message).toContain('read "\\x1b[2J\\u202e"');
});

test("samplesNeeded is what the order statistics say", () => {
  expect([50, 90, 95, 99, 99.9, 100].map(samplesNeeded)).toEqual([5, 29, 59, 299, 2_995, 1]);
});

test("the gates of a runbook are judged as one would expect", async () => {
  const k6Model = reportOf(await readReport("performance", fixture("k6-handle-summary.json"), "k6.json"));
  const scan = reportOf(await readReport("findings", fixture("scan.sarif"), "scan.sarif"));
  expect(judgeReport("performance", k6Model, condition("<= 200ms_p95"), "p", []).outcome).toBe("fail");
  expect(judgeReport("findings", scan, condition("no_critical_issues"), "s", []).outcome).toBe("fail");
});
