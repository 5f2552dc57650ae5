import type { Verdict } from "@deploy-actions/conditions";
import { describe, expect, test } from "@jest/globals";
import { PhaseTable } from "../render.ts";

const PASS: Verdict = { outcome: "pass", reason: "ok", sentence: "2 of 2 gates passed", evidence: [] };

function tableOf(...moments: number[]): PhaseTable {
  return new PhaseTable({ now: () => moments.shift() ?? 0, sleep: async () => undefined });
}

describe("the table of phases", () => {
  test("has a row for each phase that was asked for, with its verdict and time", async () => {
    const table = tableOf(0, 12_000, 2_000, 0);
    await table.time("gate", async () => PASS);
    await table.time("migrate", async () => undefined);
    const { source } = table.render({ outcome: "promoted", verdict: PASS, deploymentId: "1" }, "production");
    expect(source).toMatch(/^## ✅ Deployment: promoted, passed \(production\)$/m);
    expect(source).toContain("| gate | ✅ pass | 2 of 2 gates passed | 12s |");
    expect(source).not.toContain("| migrate |");
  });

  test("takes a verdict inside of a result", async () => {
    const table = tableOf(0, 0);
    const result = { verdict: PASS, applied: ["0001"] };
    expect(await table.time("migrate", async () => result)).toBe(result);
  });

  test("of a pipeline that an error stopped begins with the error", async () => {
    const table = tableOf(0, 0);
    await table.time("gate", async () => PASS);
    const { source } = table.renderError(new Error("syntax error at `x` | <b>"), "production");
    expect(source).toMatch(/^## ❌ Deployment: stopped by an error \(production\)$/m);
    expect(source).not.toContain("<b>");
    expect(source).toContain("| gate |");
  });
});
