import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureCost } from "./cost.ts";
import { performAll } from "./pool.ts";
import { csvOf } from "./report/csv.ts";
import { type Findings, pageOf } from "./report/page.ts";
import { falseRollbackPlot, harmPlot } from "./report/plots.ts";
import { resultsOf } from "./results.ts";
import { judgeTasks, type Size, type TaskResult, validityTasks } from "./tasks.ts";
import { validityRows } from "./validity/simulate.ts";

/** What of it is run. */
export interface AnalysisBenchOptions extends Size {
  readonly only?: "judges" | "validity" | undefined;
  /** Only such a run may replace the page that is committed. */
  readonly isWhole: boolean;
}

/** Text of each file by its path under `docs/`. */
export type Pages = ReadonlyMap<string, string>;

const DEFAULTS = { runs: 2_000, validityRuns: 100_000, seed: 1 };

/** `--runs N` makes it shorter, the simulations of validity too; `--only judges|validity` leaves a part out; `--seed N`. */
export function parseOptions(args: readonly string[]): AnalysisBenchOptions {
  const values = new Map<string, string>();
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at] ?? "";
    if (!["--runs", "--seed", "--only"].includes(name))
      throw new RangeError(`${name} is no option of this benchmark; there are --runs, --seed and --only`);
    values.set(name, args[at + 1] ?? "");
  }
  const whole = (name: string, otherwise: number): number => {
    const text = values.get(name);
    if (text === undefined) return otherwise;
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new RangeError(`${name} needs a whole number, not "${text}"`);
    return Number(text);
  };
  const only = values.get("--only");
  if (only !== undefined && only !== "judges" && only !== "validity")
    throw new RangeError(`--only is judges or validity, not "${only}"`);
  const runs = whole("--runs", DEFAULTS.runs);
  const validityRuns = Math.ceil((DEFAULTS.validityRuns * runs) / DEFAULTS.runs);
  const isWhole = only === undefined && runs >= DEFAULTS.runs;
  return { runs, validityRuns, seed: whole("--seed", DEFAULTS.seed), only, isWhole };
}

/** Runs it and writes what it found: a whole run into `docs`, any other into `scratch`. */
export async function benchAnalysis(
  { docs, scratch }: { readonly docs: string; readonly scratch: string },
  args: readonly string[],
  log: (line: string) => void,
): Promise<void> {
  const options = parseOptions(args);
  const startedAt = performance.now();
  const tasks = [
    ...(options.only === "validity" ? [] : judgeTasks(options)),
    ...(options.only === "judges" ? [] : validityTasks(options)),
  ];
  // Before the others, which would take the processors away.
  const cost = options.only === "validity" ? undefined : measureCost(options.seed);
  const pages = pagesOf(options.seed, await performAll(tasks, log), cost);
  const folder = options.isWhole ? docs : scratch;
  mkdirSync(join(folder, "analysis-benchmark"), { recursive: true });
  for (const [path, text] of pages) writeFileSync(join(folder, path), text);
  const minutes = (performance.now() - startedAt) / 60_000;
  log(`${join(folder, "analysis-benchmark.md")} written after ${minutes.toFixed(1)} minutes`);
}

/** The files, from what the tasks found. */
export function pagesOf(
  seed: number,
  found: readonly TaskResult[],
  cost: ReturnType<typeof measureCost> | undefined,
): Pages {
  const runs = found.flatMap((item) => (item.kind === "scenario" ? [item.runs] : []));
  const counts = found.flatMap((item) => (item.kind === "validity" ? [item.count] : []));
  const results = runs.length === 0 || cost === undefined ? undefined : { results: resultsOf(runs), cost };
  const validity = counts.length === 0 ? undefined : validityRows(counts);
  const findings: Findings = { seed, results, validity };
  const pages = new Map([["analysis-benchmark.md", pageOf(findings)]]);
  if (results !== undefined) {
    pages.set("analysis-benchmark/results.csv", csvOf(results.results));
    pages.set("analysis-benchmark/false-rollbacks.svg", falseRollbackPlot(results.results));
    pages.set("analysis-benchmark/harmed-requests.svg", harmPlot(results.results));
  }
  return pages;
}
