import type { Cost } from "../cost.ts";
import { type Goal, goalsOf } from "../goals.ts";
import type { Results } from "../results.ts";
import { VALIDITY_ALPHAS, type ValidityRow } from "../validity/simulate.ts";
import { percentWithin } from "./format.ts";
import { alternativeSection, nullSection, promotionSection, ruleSection } from "./judge-sections.ts";
import { markdownTable } from "./markdown-table.ts";

export interface Findings {
  readonly seed: number;
  readonly results?: { readonly results: Results; readonly cost: Cost } | undefined;
  readonly validity?: readonly ValidityRow[] | undefined;
}

/** The page, from the numbers of the run alone. */
export function pageOf({ seed, results, validity }: Findings): string {
  return [
    "# Benchmark of the canary analysis",
    "Written by `npm run bench -- analysis`; do not edit. Identical streams of requests, drawn by seed " +
      `${seed}, are given to every judge that people use today and to this analysis. Every rule gets the same metrics: errors, and ` +
      "latency as a histogram. Intervals are Wilson's at 95 %. All but the time of an update is the same on every machine.",
    ...(results === undefined
      ? []
      : judgeSections(results.results, results.cost, validity === undefined ? [] : [validityGoal(validity)])),
    ...(validity === undefined ? [] : validitySection(validity)),
    "",
  ].join("\n\n");
}

function judgeSections(results: Results, cost: Cost, goals: readonly Goal[]): readonly string[] {
  return [
    ...goalSection([...goalsOf(results, cost), ...goals]),
    ...ruleSection(results),
    ...nullSection(results),
    ...alternativeSection(results),
    ...promotionSection(results),
    "## Every number",
    "[results.csv](analysis-benchmark/results.csv) has every scenario, judge and setting: rollbacks, promotions and inconclusive ends " +
      "with their intervals, minutes to either (median and 90th percentile), harmed requests (median and mean).",
  ];
}

function goalSection(goals: readonly Goal[]): readonly string[] {
  const missed = goals.filter(({ isReached }) => !isReached).length;
  return [
    "## Does it reach its goals",
    missed === 0
      ? `All ${goals.length} are reached.`
      : `${goals.length - missed} of ${goals.length} are reached, **${missed} ${missed === 1 ? "is" : "are"} not**.`,
    markdownTable([
      ["goal", "reached", "found"],
      ...goals.map(({ goal, isReached, found }) => [goal, isReached ? "yes" : "**no**", found]),
    ]),
  ];
}

function validityGoal(rows: readonly ValidityRow[]): Goal {
  const beyond = rows.filter(({ isWithin }) => !isWithin).length;
  return {
    goal: "every e-process at 1/alpha in at most alpha of the runs under its null, within Monte-Carlo error",
    isReached: beyond === 0,
    found:
      beyond === 0 ? `all ${rows.length} cases` : `not in ${beyond} of ${rows.length} cases, named below`,
  };
}

function validitySection(rows: readonly ValidityRow[]): readonly string[] {
  const runs = rows[0]?.parts[0]?.runs ?? 0;
  const beyond = rows.filter(({ isWithin }) => !isWithin);
  return [
    "## Validity",
    `Each e-process under its null, at the boundary, stopped at its worst moment: how many of ${runs.toLocaleString("en")} runs were ever at 1/alpha or ` +
      "more. It must be at most alpha, but for three standard errors of the simulation.",
    beyond.length === 0
      ? "All are within."
      : `**Beyond: ${beyond.map((row) => `${row.process} (${row.null})`).join("; ")}.**`,
    markdownTable([
      [
        "process",
        "null",
        "looks",
        ...VALIDITY_ALPHAS.map((alpha) => `% at alpha ${100 * alpha} %`),
        "within",
      ],
      ...rows.map((row) => [
        row.process,
        row.null,
        `${row.looks}`,
        ...row.parts.map(percentWithin),
        row.isWithin ? "yes" : "**no**",
      ]),
    ]),
  ];
}
