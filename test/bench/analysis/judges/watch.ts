import type { Scenario } from "../streams/scenario.ts";
import { CELL_MS, CELLS_A_MINUTE, type Stream } from "../streams/stream.ts";
import type { Judge } from "./judge.ts";

/** When the score of a judge rose above all before, over all runs of a scenario: enough to know it at every setting of its knob. */
export interface Scores {
  /** Where the rises of each run begin; one more at the end. */
  readonly starts: readonly number[];
  readonly score: readonly number[];
  /** Cells of the run up to the look. */
  readonly cells: readonly number[];
  readonly harmed: readonly number[];
}

export interface ScoreKeeper extends Scores {
  readonly starts: number[];
  readonly score: number[];
  readonly cells: number[];
  readonly harmed: number[];
}

export const newScores = (): ScoreKeeper => ({ starts: [0], score: [], cells: [], harmed: [] });

/** Watches one run to its end. */
export function watchRun(judge: Judge, scenario: Scenario, stream: Stream, into: ScoreKeeper): void {
  const look = judge.watch(scenario, stream);
  const end = scenario.minutes * CELLS_A_MINUTE;
  const step =
    judge.looksOnce === true
      ? end
      : judge.looksAsOftenAsItLikes === true
        ? (scenario.lookSeconds * 1_000) / CELL_MS
        : CELLS_A_MINUTE;
  let greatest = 0;
  for (let cells = step; cells <= end; cells += step) {
    const score = look(cells);
    if (!(score > greatest)) continue;
    greatest = score;
    into.score.push(score);
    into.cells.push(cells);
    into.harmed.push(stream.harmed[cells - 1] ?? 0);
  }
  into.starts.push(into.score.length);
}

/** What a judge did in each run at a setting: the cells up to its rollback, or -1. */
export interface Rollbacks {
  readonly cells: Int32Array;
  readonly harmed: Float64Array;
}

/** What the judge would have done with its knob at `threshold`. */
export function rollbacksAt(scores: Scores, threshold: number, harmedInAll: readonly number[]): Rollbacks {
  const runs = scores.starts.length - 1;
  const cells = new Int32Array(runs).fill(-1);
  const harmed = Float64Array.from(harmedInAll);
  for (let run = 0; run < runs; run += 1) {
    for (let at = scores.starts[run] ?? 0; at < (scores.starts[run + 1] ?? 0); at += 1) {
      if ((scores.score[at] ?? 0) < threshold) continue;
      cells[run] = scores.cells[at] ?? 0;
      harmed[run] = scores.harmed[at] ?? 0;
      break;
    }
  }
  return { cells, harmed };
}

/** The greatest score of each run. */
export function greatestScores(scores: Scores): number[] {
  return scores.starts
    .slice(1)
    .map((end, run) => (end === scores.starts[run] ? 0 : (scores.score[end - 1] ?? 0)));
}
