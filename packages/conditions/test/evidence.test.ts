import { describe, expect, test } from "@jest/globals";
import { evidenceFor, judge, type Measured, parseCondition } from "../src/index.ts";

function condition(text: string) {
  const result = parseCondition(text);
  if (!result.ok) throw new Error(result.problem.expected);
  return result.condition;
}

const SOURCES = ["coverage/lcov.info"];

describe("evidenceFor", () => {
  test("passes without advice", () => {
    const measured: Measured = { known: true, value: 80, unit: "percent", text: "80 % (8 of 10 lines)" };
    expect(evidenceFor("coverage", condition(">= 80%"), measured, SOURCES, "cover more")).toEqual({
      name: "coverage",
      outcome: "pass",
      reason: "passed",
      required: ">= 80%",
      found: "80 % (8 of 10 lines)",
      advice: "",
      sources: SOURCES,
    });
  });

  test("is inconclusive with the reason when nothing is known", () => {
    const measured: Measured = { known: false, reason: "report_missing", text: "" };
    expect(evidenceFor("coverage", condition(">= 80%"), measured, [], "write a report")).toMatchObject({
      outcome: "inconclusive",
      reason: "report_missing",
      found: "nothing",
      advice: "write a report",
    });
  });

  test.each<[string, number, string]>([
    [">= 80%", 79, "below_threshold"],
    ["< 1%", 2, "above_threshold"],
    ["== 3%", 2, "unexpected_value"],
    ["< 150% of baseline", 10, "outside_baseline"],
    ["100%_pass_rate", 99, "tests_failed"],
  ])("fails %s at %d with %s", (text, value, reason) => {
    const measured: Measured = { known: true, value, unit: "percent", text: `${value} %`, baseline: 1 };
    expect(evidenceFor("gate", condition(text), measured, [], "do it")).toMatchObject({
      outcome: "fail",
      reason,
      advice: "do it",
    });
  });

  test("and the verdict over it names the first of the worst", () => {
    const bad: Measured = { known: true, value: 79, unit: "percent", text: "79 %" };
    const none: Measured = { known: false, reason: "report_missing", text: "" };
    const items = [bad, none].map((measured, index) =>
      evidenceFor(`gate ${index}`, condition(">= 80%"), measured, [], ""),
    );
    expect(judge(items, "gate")).toMatchObject({
      outcome: "fail",
      reason: "below_threshold",
      sentence: "gate: 1 of 2 failed (gate 0: found 79 %, required >= 80%)",
    });
    expect(judge([], "gate")).toMatchObject({ outcome: "inconclusive", reason: "no_evidence" });
  });
});
