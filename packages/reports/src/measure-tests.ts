import { type Measured, ratioPercent } from "@deploy-actions/conditions";
import { formatCount, formatPercent } from "@deploy-actions/kernel";
import type { TestsModel } from "./tests-model.ts";

/**
 * The pass rate in per cent: passed (flaky ones too) of all that ran. Skipped tests prove nothing and are not counted;
 * when nothing ran, the rate is unknown with reason `no_tests`.
 */
export function measureTests(model: TestsModel): Measured {
  const ran = model.passed + model.failed + model.errored;
  const value = ratioPercent(model.passed, ran);
  if (value === undefined) {
    const text = model.skipped > 0 ? `no test ran (${formatCount(model.skipped)} skipped)` : "no test";
    return { known: false, reason: "no_tests", text };
  }
  const parts = [
    `${formatCount(model.passed)} of ${formatCount(ran)} ${ran === 1 ? "test" : "tests"}`,
    ...part(model.failed, "failed"),
    ...part(model.errored, "errored"),
    ...part(model.flaky, "flaky"),
    ...part(model.skipped, "skipped"),
  ];
  return { known: true, value, unit: "percent", text: `${formatPercent(value, 2)} (${parts.join(", ")})` };
}

function part(count: number, word: string): readonly string[] {
  return count === 0 ? [] : [`${formatCount(count)} ${word}`];
}
