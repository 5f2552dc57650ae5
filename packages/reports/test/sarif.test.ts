import { describe, expect, test } from "@jest/globals";
import { mergeFindings, readSarif } from "../src/index.ts";
import { chunksOf, fixture, problemOf, reportOf, utf16 } from "./support/chunks.ts";

function log(results: unknown, extra: object = {}): string {
  const run = { tool: { driver: { name: "scanner" } }, results, ...extra };
  return JSON.stringify({ version: "2.1.0", runs: [run] });
}

function scored(score: string | number): object {
  return { ruleId: "r", message: { text: "m" }, properties: { "security-severity": score } };
}

describe("readSarif", () => {
  test("finds level and score where the standard lets them be", async () => {
    const model = reportOf(await readSarif(fixture("scan.sarif"), "scan.sarif"));
    // high: sql three times by rule, one own level error, one by its level as a score of 0 says nothing
    expect(model.counts).toEqual({ critical: 2, high: 6, medium: 1, low: 1 });
    expect(model.suppressed).toBe(2);
    expect(model.findings.map(({ severity }) => severity).slice(0, 3)).toEqual([
      "critical",
      "critical",
      "high",
    ]);
    expect(model.findings[2]).toEqual({
      ruleId: "sql",
      severity: "high",
      message: "SQL from input",
      file: "/w/src/a b.ts",
      line: 7,
      tool: "scanner",
    });
    expect(model.findings[0]?.ruleId).toBe("pack/secret");
  });

  test.each([
    ["10.0", "critical"],
    ["9.0", "critical"],
    ["8.9", "high"],
    [7, "high"],
    ["6.9", "medium"],
    ["4", "medium"],
    ["3.9", "low"],
    ["0.1", "low"],
    ["0.0", "medium"],
    ["11", "medium"],
    ["high", "medium"],
  ])("a score of %s is %s", async (score, severity) => {
    const model = reportOf(await readSarif(chunksOf(log([scored(score)])), "s"));
    expect(model.findings[0]?.severity).toBe(severity);
  });

  test("no finding is an answer", async () => {
    const model = reportOf(await readSarif(chunksOf(log([])), "s"));
    expect(model).toMatchObject({ counts: { critical: 0, high: 0, medium: 0, low: 0 }, failedTools: [] });
  });

  test("a run that says it failed is remembered", async () => {
    const text = log([], { invocations: [{ executionSuccessful: false }] });
    expect(reportOf(await readSarif(chunksOf(text), "s")).failedTools).toEqual(["scanner"]);
  });

  test("UTF-16 as PowerShell redirects it", async () => {
    expect(reportOf(await readSarif(utf16(log([]), "le"), "s")).tools).toEqual(["scanner"]);
  });

  test("more findings than are kept are counted, and the worst are kept", async () => {
    const results = [...Array.from({ length: 200 }, () => scored("1")), scored("9.9")];
    const model = reportOf(await readSarif(chunksOf(log(results)), "s", { maxDetails: 10 }));
    expect(model.counts).toMatchObject({ critical: 1, low: 200 });
    expect(model.findings).toHaveLength(10);
    expect(model.findings[0]?.severity).toBe("critical");
  });

  test("a rule id of nothing but slashes costs nothing", async () => {
    const text = log([{ ruleId: "/".repeat(1_000_000), message: { text: "m" } }]);
    expect(reportOf(await readSarif(chunksOf(text), "s")).counts.medium).toBe(1);
  });

  test("merges reports", async () => {
    const one = reportOf(await readSarif(chunksOf(log([scored("5")])), "s"));
    const two = reportOf(await readSarif(chunksOf(log([scored("9")])), "s"));
    expect(mergeFindings([one, two])).toMatchObject({
      counts: { critical: 1, medium: 1 },
      findings: [{ severity: "critical" }, { severity: "medium" }],
      tools: ["scanner"],
    });
  });

  test.each([
    ["an empty file", "", "report_empty", "empty"],
    ["XML", "<results/>", "report_unreadable", "not JSON: Unexpected token '<'"],
    ["truncated JSON", '{"version":\n"2.1.0", "runs": [', "report_unreadable", "s.sarif:2:19: not JSON"],
    ["an array", "[]", "report_unreadable", "the whole document is an array"],
    ["no version", "{}", "report_unreadable", "/version is missing"],
    [
      "another version",
      '{"version":"2.0.0","runs":[]}',
      "report_unreadable",
      '/version is the string "2.0.0"',
    ],
    ["no list of runs", '{"version":"2.1.0"}', "report_unreadable", "/runs is missing"],
    ["no run", '{"version":"2.1.0","runs":[]}', "no_runs", "no scanner ran"],
    ["no tool", '{"version":"2.1.0","runs":[{"results":[]}]}', "report_unreadable", "/runs/0 is"],
    ["no results", log(undefined), "no_results", "the scanner did not get as far"],
    ["results that are null", log(null), "no_results", "the scanner did not get as far"],
    [
      "results that are no list",
      log({}),
      "report_unreadable",
      "/runs/0/results is an object with no members",
    ],
    ["a result that is null", log([null]), "report_unreadable", "/runs/0/results/0 is null"],
    [
      "an unknown level",
      log([{ level: "fatal" }]),
      "report_unreadable",
      '/runs/0/results/0/level is the string "fatal", expected one of none, note, warning, error',
    ],
    [
      "a rule id that is a number",
      log([{ ruleId: 7 }]),
      "report_unreadable",
      "/runs/0/results/0/ruleId is the number 7",
    ],
  ])("refuses %s", async (_, text, reason, message) => {
    const problem = problemOf(await readSarif(chunksOf(text), "s.sarif"));
    expect(problem.reason).toBe(reason);
    expect(problem.message).toContain(message);
  });

  test("refuses more bytes than it may hold", async () => {
    const problem = problemOf(await readSarif(chunksOf(log([])), "s", { maxBytes: 20 }));
    expect(problem.reason).toBe("report_too_large");
  });
});
