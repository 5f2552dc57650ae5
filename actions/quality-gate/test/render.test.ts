import type { Verdict } from "@deploy-actions/conditions";
import { expect, test } from "@jest/globals";
import { renderGates } from "../render.ts";

const VERDICT: Verdict = {
  outcome: "fail",
  reason: "tests_failed",
  sentence: "1 gate failed",
  evidence: [
    {
      name: "unit",
      outcome: "fail",
      reason: "tests_failed",
      required: "100%_pass_rate",
      found: "98 %",
      advice: "fix </td><script> | it\n\n# now",
      sources: [],
    },
    {
      name: "lint",
      outcome: "pass",
      reason: "ok",
      required: "exit code 0",
      found: "exit code 0",
      advice: "",
      sources: [],
    },
  ],
};

test("the gate's summary ends with how many passed, for which commit, and where the log is", () => {
  const { source } = renderGates(
    VERDICT,
    "policy of main at 1a2b3c4",
    "c847f28ee",
    "https://github.example/run",
  );
  expect(source).toMatch(/^## ❌ Gate failed: 1 of 2 \(policy of main at 1a2b3c4\)$/m);
  expect(source).toMatch(
    /^_1 of 2 gates passed for c847f28\._ \[Log of the run\]\(https:\/\/github\.example\/run\)$/m,
  );
});

test("without a commit or a run (in a terminal) it says the rest", () => {
  expect(renderGates(VERDICT, "policy", undefined, "").source).toMatch(/^_1 of 2 gates passed\._$/m);
});

test("advice from a report cannot leave its cell", () => {
  const { source } = renderGates(VERDICT, "policy", undefined, "");
  expect(source).not.toMatch(/<script|<\/td>|^# now/m);
  expect(source.split("\n").filter((line) => line.startsWith("|"))).toHaveLength(4);
});
