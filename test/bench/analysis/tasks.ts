import { SCENARIOS } from "./results.ts";
import { runScenario, type ScenarioRuns } from "./run-scenario.ts";
import { simulate, VALIDITY_CASES, type ValidityCount } from "./validity/simulate.ts";

/** A part of the benchmark that depends on no other, and on nothing but its own numbers. */
export type Task =
  | { readonly kind: "scenario"; readonly index: number; readonly runs: number; readonly seed: number }
  | {
      readonly kind: "validity";
      readonly index: number;
      readonly from: number;
      readonly to: number;
      readonly seed: number;
    };

export type TaskResult =
  | { readonly kind: "scenario"; readonly runs: ScenarioRuns }
  | { readonly kind: "validity"; readonly count: ValidityCount };

export interface Size {
  readonly runs: number;
  readonly validityRuns: number;
  readonly seed: number;
}

const RUNS_A_PART = 20_000;

export function judgeTasks({ runs, seed }: Size): Task[] {
  return SCENARIOS.map((_, index) => ({ kind: "scenario", index, runs, seed }));
}

export function validityTasks({ validityRuns, seed }: Size): Task[] {
  return VALIDITY_CASES.flatMap((_, index) => {
    const parts: Task[] = [];
    for (let from = 0; from < validityRuns; from += RUNS_A_PART) {
      parts.push({ kind: "validity", index, from, to: Math.min(validityRuns, from + RUNS_A_PART), seed });
    }
    return parts;
  });
}

export function perform(task: Task): TaskResult {
  if (task.kind === "validity") {
    return { kind: "validity", count: simulate(task.index, task.from, task.to, task.seed) };
  }
  const scenario = SCENARIOS[task.index];
  if (scenario === undefined) throw new RangeError(`no scenario ${task.index}`);
  return { kind: "scenario", runs: runScenario(scenario, task.runs, task.seed) };
}

/** For the log. */
export function nameOf(task: Task): string {
  if (task.kind === "scenario") return SCENARIOS[task.index]?.name ?? "";
  const item = VALIDITY_CASES[task.index];
  return `${item?.process}: ${item?.null}, runs ${task.from} to ${task.to}`;
}
