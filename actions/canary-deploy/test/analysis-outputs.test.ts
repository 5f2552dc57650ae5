import { ANALYSIS_DEFAULTS } from "@deploy-actions/canary-analysis";
import { expect, test } from "@jest/globals";
import { AnalysisLoop, type LoopVerdict } from "../analysis-loop.ts";
import { analysisOutputs } from "../analysis-outputs.ts";

function verdict(logRegressed: number, logCertified: number): LoopVerdict {
  const metrics = [{ kind: "errors", name: "errors", weight: 1, critical: true }] as const;
  const loop = new AnalysisLoop({ ...ANALYSIS_DEFAULTS, metrics }, "v2");
  loop.add({ kind: "missing", atMs: 0, reason: "source_down", text: "no answer" }, 25);
  const said = loop.verdict(0);
  const [errors] = said?.metrics ?? [];
  if (said === undefined || errors === undefined) throw new Error("there is a verdict with a metric");
  return { ...said, logRegressed, metrics: [{ ...errors, unit: "cells", logCertified }] };
}

test.each([
  [Math.log(3.21987), Math.log(12), "3.219", "12"],
  [Math.log(99.9999), Math.log(100), "99.999", "100"],
  [0, -50, "1", "0"],
  [1_000, 34, "583461743110916", "583461743110916"],
])("logs %d and %d are the plain numbers %s and %s", (regressed, certified, against, pro) => {
  expect(analysisOutputs(verdict(regressed, certified))).toEqual({
    outcome: "inconclusive",
    reason: "source_down",
    regressed: against,
    certified: pro,
  });
});

test("without an analysis they are empty", () => {
  expect(Object.values(analysisOutputs(undefined))).toEqual(["", "", "", ""]);
});
