import type { Cost } from "./cost.ts";
import { OURS, OURS_WITHOUT_PAST, type Outcomes } from "./judges/outcomes.ts";
import { ALPHA, outcomeOf, type Results } from "./results.ts";
import { median } from "./statistics.ts";
import { ALTERNATIVES, NULLS, PROMOTIONS } from "./streams/scenarios.ts";

/** Something the analysis has to reach, with what it did. */
export interface Goal {
  readonly goal: string;
  readonly isReached: boolean;
  readonly found: string;
}

/** Harm on an alternative beside that of the best peer that holds `ALPHA` on every null. */
export interface Comparison {
  readonly scenario: string;
  readonly isBeside: boolean;
  readonly ours: Outcomes;
  readonly withoutPast: Outcomes;
  readonly best: Outcomes;
  readonly ratio: number;
}

const FIXED_MINUTES = 15;

export function ofOurs(results: Results, scenario: string): Outcomes {
  return outcomeOf(results, scenario, OURS, "ours");
}

/** The same where the source keeps no past. */
export function ofOursWithoutPast(results: Results, scenario: string): Outcomes {
  return outcomeOf(results, scenario, OURS_WITHOUT_PAST, "ours");
}

/** Settings of peers with at most `ALPHA` false rollbacks on every null. */
export function calibratedOn(results: Results, scenario: string): readonly Outcomes[] {
  return results.outcomes.filter(
    ({ scenario: name, setting }) =>
      name === scenario &&
      setting.kind !== "ours" &&
      NULLS.every(
        (item) => outcomeOf(results, item.name, setting.judge, setting.kind).rollback.share <= ALPHA,
      ),
  );
}

export function compareHarm(results: Results): readonly Comparison[] {
  return ALTERNATIVES.map(({ name, isBeside }) => {
    const ours = ofOurs(results, name);
    const [best] = [...calibratedOn(results, name)].sort((a, b) => a.harmed.median - b.harmed.median);
    if (best === undefined) throw new RangeError("no peer is calibrated");
    return {
      scenario: name,
      isBeside: isBeside === true,
      ours,
      withoutPast: ofOursWithoutPast(results, name),
      best,
      ratio: ours.harmed.median / best.harmed.median,
    };
  });
}

export function goalsOf(results: Results, cost: Cost): readonly Goal[] {
  return [falseRollbacks(results), ...harm(results), promotion(results), ...costs(cost)];
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

function falseRollbacks(results: Results): Goal {
  const ours = NULLS.flatMap(({ name }) => [ofOurs(results, name), ofOursWithoutPast(results, name)]);
  const above = ours.filter(({ rollback }) => rollback.share > ALPHA);
  const worst = ours.reduce((most, item) => (item.rollback.share > most.rollback.share ? item : most));
  const { share, low, high } = worst.rollback;
  return {
    goal: `false rollbacks at most ${100 * ALPHA} % on every null, with a past of stable and without`,
    isReached: above.length === 0,
    found:
      `most on "${worst.scenario}": ${percent(share)} (${percent(low)} to ${percent(high)})` +
      (above.length === 0 ? "" : `; above on ${above.map(({ scenario }) => `"${scenario}"`).join(", ")}`),
  };
}

function harm(results: Results): readonly Goal[] {
  const compared = compareHarm(results);
  const asked = compared.filter(({ isBeside }) => !isBeside);
  const middle = median(asked.map(({ ratio }) => ratio));
  const ofAll = median(compared.map(({ ratio }) => ratio));
  const blank = median(asked.map(({ withoutPast, best }) => withoutPast.harmed.median / best.harmed.median));
  const worse = compared.filter(({ ratio }) => ratio > 1);
  return [
    {
      goal: `harmed requests before rollback at most 1/5 of the best calibrated peer's, median over the ${asked.length} alternatives of independent requests at full traffic`,
      isReached: middle <= 0.2,
      found: `${middle.toFixed(2)} of the best peer's; ${ofAll.toFixed(2)} over all ${compared.length}, with low traffic and failures in bursts; ${blank.toFixed(2)} without a past`,
    },
    {
      goal: "on no alternative more than the best calibrated peer's",
      isReached: worse.length === 0,
      found:
        worse.length === 0
          ? "on none"
          : worse.map(({ scenario, ratio }) => `${scenario}: ${ratio.toFixed(2)} times`).join(", "),
    },
  ];
}

function promotion(results: Results): Goal {
  const [good, bad] = PROMOTIONS;
  if (good === undefined || bad === undefined) throw new RangeError("no promotions");
  const ours = ofOurs(results, good.name);
  const missed = ofOurs(results, bad.name).promote;
  const rivals = [...calibratedOn(results, bad.name)].sort((a, b) => a.promote.share - b.promote.share);
  const best = rivals[0];
  if (best === undefined) throw new RangeError("no peer is calibrated");
  const minutes = ours.promoteMinutes.median;
  // A median over the runs that were promoted says nothing while fewer than half are.
  const isMost = ours.promote.share > 0.5;
  return {
    goal: `a good canary promoted in at most 1/2 of the fixed 3 x 5 minutes, missing no more than the best calibrated peer`,
    isReached: isMost && minutes <= FIXED_MINUTES / 2 && missed.share <= best.promote.share,
    found:
      `${percent(ours.promote.share)} promoted, median ${minutes.toFixed(1)} of ${FIXED_MINUTES} minutes; twice the errors promoted in ` +
      `${percent(missed.share)}, by ${best.setting.judge} (${best.setting.kind}) in ${percent(best.promote.share)}`,
  };
}

function costs({ updateMs, stateBytes, jsonBytes, metrics }: Cost): readonly Goal[] {
  return [
    {
      goal: `one update at ${metrics} metrics in at most 1 ms`,
      isReached: updateMs.median <= 1,
      found: `median ${updateMs.median.toFixed(3)} ms, 99th percentile ${updateMs.p99.toFixed(3)} ms`,
    },
    {
      goal: `state of at most 4 KB at ${metrics} metrics`,
      isReached: stateBytes <= 4_096,
      found: `${stateBytes} bytes at most as it is stored, ${jsonBytes} as JSON`,
    },
  ];
}
