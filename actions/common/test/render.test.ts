import type { Evidence } from "@deploy-actions/conditions";
import { describe, expect, test } from "@jest/globals";
import { evidenceTable, factsTable, verdictHeading } from "../render.ts";

const HOSTILE = "a | b\n## heading\n<img src=x onerror=1> [x](http://evil.example) @octo-org/team `code` #1";

function evidence(name: string, outcome: Evidence["outcome"]): Evidence {
  return { name, outcome, reason: "r", required: HOSTILE, found: HOSTILE, advice: HOSTILE, sources: [] };
}

describe("the table of evidence", () => {
  test("begins with what failed, then what nobody knows", () => {
    const source = evidenceTable([
      evidence("p", "pass"),
      evidence("i", "inconclusive"),
      evidence("f", "fail"),
    ])?.source;
    const order = [...(source ?? "").matchAll(/(✅ pass|❌ fail|❔ inconclusive) \| (\w)/g)].map(
      (match) => match[2],
    );
    expect(order).toEqual(["f", "i", "p"]);
  });

  test("of nothing is nothing", () => expect(evidenceTable([])).toBeUndefined());

  test("holds no cell, line, link, mention, reference or tag of outside text", () => {
    const source = evidenceTable([evidence(HOSTILE, "fail")])?.source ?? "";
    expect(source.split("\n")).toHaveLength(3);
    for (const line of source.split("\n")) expect(line.match(/\|/g)).toHaveLength(6);
    expect(source).not.toMatch(/<img|\]\(|@octo|`code`| #1|\n##/);
  });
});

describe("the heading", () => {
  test("says how much is not passed, and where the policy came from", () => {
    const verdict = {
      outcome: "fail",
      reason: "x",
      sentence: "",
      evidence: [evidence("a", "fail"), evidence("b", "pass")],
    } as const;
    expect(verdictHeading("Gate", verdict, "policy of main at 1a2b3c4").source).toBe(
      "## ❌ Gate failed: 1 of 2 (policy of main at 1a2b3c4)",
    );
  });

  test("stays one line whatever the subject is", () => {
    const verdict = { outcome: "pass", reason: "x", sentence: "", evidence: [] } as const;
    const { source } = verdictHeading("Gate", verdict, HOSTILE);
    expect(source.split("\n")).toHaveLength(1);
    expect(source).not.toMatch(/<img|\]\(|@octo/);
  });
});

test("facts without a value are left out", () => {
  expect(
    factsTable([
      ["a", "1"],
      ["b", undefined],
      ["c", ""],
    ]).source.split("\n"),
  ).toHaveLength(3);
});
