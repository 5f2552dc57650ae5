import { describe, expect, test } from "@jest/globals";
import { pagesOf, parseOptions } from "./analysis-bench.ts";
import { PEERS } from "./judges/peers.ts";
import { tunedThreshold } from "./judges/tune.ts";
import { rollbacksAt } from "./judges/watch.ts";
import { resultsOf, SCENARIOS } from "./results.ts";
import { judgeTasks, perform, type TaskResult, validityTasks } from "./tasks.ts";
import { VALIDITY_CASES } from "./validity/simulate.ts";

const SIZE = { runs: 1, validityRuns: 2, seed: 7 };
const COST = { metrics: 10, updateMs: { median: 0.1, p99: 1 }, stateBytes: 2_000, jsonBytes: 6_000 };

function performed(): readonly TaskResult[] {
  return [...judgeTasks(SIZE), ...validityTasks(SIZE)].map(perform);
}

describe("the benchmark of the analysis", () => {
  const found = performed();
  const pages = pagesOf(SIZE.seed, found, COST);
  const page = pages.get("analysis-benchmark.md") ?? "";
  const runs = found.flatMap((item) => (item.kind === "scenario" ? [item.runs] : []));

  test("is the same for a seed, in whatever order it is run", () => {
    const [first, ...others] = judgeTasks(SIZE);
    const last = others.at(-1);
    if (first === undefined || last === undefined) throw new Error("no tasks");
    expect(perform(last)).toEqual(found[judgeTasks(SIZE).length - 1]);
    expect(perform(first)).toEqual(found[0]);
    expect(perform({ ...first, seed: 8 })).not.toEqual(found[0]);
  });

  test("has a row of every scenario, judge and setting", () => {
    const rows = (pages.get("analysis-benchmark/results.csv") ?? "").trimEnd().split("\n");
    expect(rows).toHaveLength(1 + SCENARIOS.length * (2 * PEERS.length + 2));
    for (const { name } of SCENARIOS)
      expect(rows.filter((row) => row.startsWith(`"${name}",`))).not.toEqual([]);
    for (const item of VALIDITY_CASES) expect(page).toContain(`| ${item.process} | ${item.null} |`);
  });

  test("tunes a judge so that it keeps its bound on every null, and just that", () => {
    const results = resultsOf(runs);
    for (const { setting, rollback, scenario } of results.outcomes) {
      const isNull = SCENARIOS.find(({ name }) => name === scenario)?.kind === "null";
      if (setting.kind === "tuned" && isNull && !scenario.startsWith("3 x 5")) expect(rollback.hits).toBe(0);
    }
    const scores = { starts: [0, 1, 2], score: [3, 5], cells: [6, 6], harmed: [1, 1] };
    const judge = PEERS[0];
    if (judge === undefined) throw new Error("no peers");
    const half = tunedThreshold(judge, [scores], 0.5);
    expect(half).toBe(4);
    expect(Array.from(rollbacksAt(scores, half, [9, 9]).cells)).toEqual([-1, 6]);
    expect(Array.from(rollbacksAt(scores, half, [9, 9]).harmed)).toEqual([9, 1]);
  });

  test("writes what is not reached as not reached", () => {
    const slow = pagesOf(SIZE.seed, found, { ...COST, stateBytes: 5_000 }).get("analysis-benchmark.md") ?? "";
    expect(page).toContain(
      "| state of at most 4 KB at 10 metrics | yes | 2000 bytes at most as it is stored",
    );
    expect(slow).toContain(
      "| state of at most 4 KB at 10 metrics | **no** | 5000 bytes at most as it is stored",
    );
  });

  test("draws its plots without a number that is none", () => {
    for (const [path, text] of pages) {
      if (!path.endsWith(".svg")) continue;
      expect(text).toMatch(/^<svg /);
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
      expect(text.length).toBeLessThan(100_000);
    }
    expect(page).not.toMatch(/NaN|undefined/);
  });

  test("replaces the committed page only by a whole run", () => {
    expect(parseOptions([]).isWhole).toBe(true);
    expect(parseOptions(["--runs", "100"])).toMatchObject({ runs: 100, validityRuns: 5_000, isWhole: false });
    expect(parseOptions(["--only", "judges"]).isWhole).toBe(false);
    expect(() => parseOptions(["--runs", "many"])).toThrow("whole number");
    expect(() => parseOptions(["--quick"])).toThrow("--quick is no option");
  });
});
