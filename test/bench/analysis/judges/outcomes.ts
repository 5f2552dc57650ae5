import type { ScenarioRuns } from "../run-scenario.ts";
import { mean, median, type Part, partOf, quantile } from "../statistics.ts";
import type { Scenario } from "../streams/scenario.ts";
import { CELLS_A_MINUTE } from "../streams/stream.ts";
import type { Judge } from "./judge.ts";
import { rollbacksAt } from "./watch.ts";

/** A judge with its knob set. */
export interface Setting {
  readonly judge: string;
  readonly kind: "default" | "tuned" | "ours";
  /** The knob; `undefined` for ours. */
  readonly threshold: number | undefined;
}

/** What a setting made of all runs of a scenario. Minutes are of the runs that it took back, not a number without any. */
export interface Outcomes {
  readonly scenario: string;
  readonly setting: Setting;
  readonly rollback: Part;
  readonly promote: Part;
  readonly inconclusive: Part;
  readonly rollbackMinutes: { readonly median: number; readonly p90: number };
  readonly promoteMinutes: { readonly median: number; readonly p90: number };
  /** Harmed requests until the rollback; of runs without one, until the end. */
  readonly harmed: { readonly median: number; readonly mean: number };
}

/** A peer at a setting: what it has not taken back it promotes at the end. */
export function outcomesOfPeer(
  scenario: Scenario,
  runs: ScenarioRuns,
  { judge, index }: { readonly judge: Judge; readonly index: number },
  kind: "default" | "tuned",
  threshold: number,
): Outcomes {
  const scores = runs.peers[index];
  if (scores === undefined) throw new RangeError(`no scores of ${judge.name}`);
  const { cells, harmed } = rollbacksAt(scores, threshold, runs.harmedInAll);
  const rollback = Array.from(cells);
  const end = scenario.minutes * CELLS_A_MINUTE;
  const promote = rollback.map((at) => (at < 0 ? end : -1));
  return summed(scenario, { judge: judge.name, kind, threshold }, rollback, promote, Array.from(harmed));
}

/** Ours. A null goes on after a promotion, so there both may have happened. */
export function outcomesOfOurs(scenario: Scenario, runs: ScenarioRuns): readonly Outcomes[] {
  return ([OURS, OURS_WITHOUT_PAST] as const).map((judge) => {
    const { rollback, promote, harmed } = judge === OURS ? runs.ours : runs.withoutPast;
    return summed(scenario, { judge, kind: "ours", threshold: undefined }, rollback, promote, harmed);
  });
}

export const OURS = "this analysis";
/** The same where the source keeps no past. */
export const OURS_WITHOUT_PAST = "without a past";

function summed(
  scenario: Scenario,
  setting: Setting,
  rollback: readonly number[],
  promote: readonly number[],
  harmed: readonly number[],
): Outcomes {
  const runs = rollback.length;
  const minutesOf = (cells: readonly number[]): { median: number; p90: number } => {
    const minutes = cells.filter((at) => at >= 0).map((at) => at / CELLS_A_MINUTE);
    return { median: median(minutes), p90: quantile(minutes, 0.9) };
  };
  const undecided = rollback.filter((at, run) => at < 0 && (promote[run] ?? -1) < 0).length;
  return {
    scenario: scenario.name,
    setting,
    rollback: partOf(rollback.filter((at) => at >= 0).length, runs),
    promote: partOf(promote.filter((at) => at >= 0).length, runs),
    inconclusive: partOf(undecided, runs),
    rollbackMinutes: minutesOf(rollback),
    promoteMinutes: minutesOf(promote),
    harmed: { median: median(harmed), mean: mean(harmed) },
  };
}
